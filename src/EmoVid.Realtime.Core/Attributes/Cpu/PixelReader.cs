namespace EmoVid.Realtime;

/// <summary>Fills blocks from rows of every format by the definitions of <see cref="PixelCodes"/>.</summary>
internal static unsafe class PixelReader
{
    /// <summary>Reads a run of one row.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="x">First column.</param>
    /// <param name="y">Row.</param>
    /// <param name="count">Pixels, at most <see cref="PixelBlock.Capacity"/>.</param>
    /// <param name="block">Receives the pixels.</param>
    /// <returns>Pixels that are not finite.</returns>
    public static int Read(in MeterFrame frame, int x, int y, int count, PixelBlock block)
    {
        int notFinite = 0;
        for (int i = 0; i < count; i++)
        {
            (int r, int g, int b, int a) = frame.IsRgb ? Rgb(frame, x + i, y, ref notFinite) : Yuv(frame, x + i, y);
            if (frame.Mask != null)
            {
                a = AttributeScale.MaskedWeight(a, frame.Mask[(long)y * frame.MaskStride + x + i]);
            }

            block.Red[i] = (short)r;
            block.Green[i] = (short)g;
            block.Blue[i] = (short)b;
            block.Weight[i] = (short)a;
        }

        return notFinite;
    }

    private static (int, int, int, int) Yuv(in MeterFrame frame, int x, int y)
    {
        byte* chroma = frame.Chroma + (long)(y >> 1) * frame.ChromaStride;
        (int u, int v) = frame.Layout == YuvLayout.Nv12
            ? (chroma[x & ~1], chroma[x | 1])
            : (chroma[x >> 1], frame.ChromaV[(long)(y >> 1) * frame.ChromaStride + (x >> 1)]);
        (int r, int g, int b) = frame.Coefficients.ToRgb(frame.Luma[(long)y * frame.LumaStride + x], u, v);
        return (r, g, b, 255);
    }

    private static (int, int, int, int) Rgb(in MeterFrame frame, int x, int y, ref int notFinite)
    {
        byte* pixel = frame.Pixels + (long)y * frame.Stride + (long)x * frame.Format.BytesPerPixel();
        int r, g, b, a;
        switch (frame.Format)
        {
            case PixelFormat.Rgba8:
                (r, g, b, a) = (pixel[0], pixel[1], pixel[2], pixel[3]);
                break;
            case PixelFormat.Bgra8:
                (b, g, r, a) = (pixel[0], pixel[1], pixel[2], pixel[3]);
                break;
            case PixelFormat.Rgb10A2:
                uint word = *(uint*)pixel;
                (r, g, b) = (PixelCodes.FromTenBits((int)(word & 1023)), PixelCodes.FromTenBits((int)(word >> 10 & 1023)), PixelCodes.FromTenBits((int)(word >> 20 & 1023)));
                a = PixelCodes.FromTwoBits((int)(word >> 30));
                break;
            default:
                return Half(frame, (ushort*)pixel, ref notFinite);
        }

        if (frame.AlphaMode == AlphaMode.Opaque)
        {
            a = 255;
        }
        else if (frame.AlphaMode == AlphaMode.Premultiplied)
        {
            (r, g, b) = (AlphaConversion.Unpremultiply(r, a), AlphaConversion.Unpremultiply(g, a), AlphaConversion.Unpremultiply(b, a));
        }

        return frame.Encoding == ColorEncoding.Linear
            ? (PixelCodes.LinearCodes[r], PixelCodes.LinearCodes[g], PixelCodes.LinearCodes[b], a)
            : (r, g, b, a);
    }

    private static (int, int, int, int) Half(in MeterFrame frame, ushort* pixel, ref int notFinite)
    {
        bool opaque = frame.AlphaMode == AlphaMode.Opaque;
        if (PixelCodes.IsNaN(pixel[0]) || PixelCodes.IsNaN(pixel[1]) || PixelCodes.IsNaN(pixel[2]) || (!opaque && PixelCodes.IsNotFinite(pixel[3])))
        {
            notFinite++;
            return default;
        }

        int a = opaque ? 255 : PixelCodes.HalfAlphas[pixel[3]];
        ReadOnlySpan<byte> codes = PixelCodes.HalfCodes(frame.Encoding);
        return frame.AlphaMode == AlphaMode.Premultiplied
            ? (PixelCodes.FromPremultipliedHalf(pixel[0], pixel[3], frame.Encoding), PixelCodes.FromPremultipliedHalf(pixel[1], pixel[3], frame.Encoding), PixelCodes.FromPremultipliedHalf(pixel[2], pixel[3], frame.Encoding), a)
            : (codes[pixel[0]], codes[pixel[1]], codes[pixel[2]], a);
    }
}
