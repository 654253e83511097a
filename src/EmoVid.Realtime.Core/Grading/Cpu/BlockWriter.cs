namespace EmoVid.Realtime;

/// <summary>Turns a <see cref="GradeBlock"/>'s graded values into pixels of every RGB format.</summary>
internal static unsafe class BlockWriter
{
    /// <summary>Writes <paramref name="count"/> pixels.</summary>
    /// <param name="target">The first of them.</param>
    /// <param name="count">At most a block's length.</param>
    /// <param name="format">Layout of the target.</param>
    /// <param name="alphaMode">Meaning of its alpha.</param>
    /// <param name="encoding">Meaning of its channels.</param>
    /// <param name="sourceIsHalf">Whether <see cref="GradeBlock.AlphaBits"/> holds the source's alpha.</param>
    /// <param name="y">The frame's row, or -1 for rounding to the nearest code instead of dithering.</param>
    /// <param name="block">The values; its first pixel stands in a column that is a multiple of the dither tile.</param>
    public static void Write(byte* target, int count, PixelFormat format, AlphaMode alphaMode, ColorEncoding encoding, bool sourceIsHalf, int y, GradeBlock block)
    {
        if (format == PixelFormat.Rgba16F)
        {
            WriteHalves((ushort*)target, count, alphaMode, encoding, sourceIsHalf, block);
            return;
        }

        float[] table = TransferTables.ToUnit(encoding);
        int most = format == PixelFormat.Rgb10A2 ? 1023 : 255;
        int red = format == PixelFormat.Bgra8 ? 2 : 0;
        for (int x = 0; x < count; x++)
        {
            float alpha = alphaMode == AlphaMode.Opaque ? 1f : block.Alpha[x];
            int alphaMost = format == PixelFormat.Rgb10A2 ? 3 : 255;
            int alphaCode = (int)(alphaMost * alpha + 0.5f);

            // A channel is premultiplied by the alpha that is written, so that it never exceeds it.
            float scale = most * Coverage(alphaMode, alphaCode / (float)alphaMost, block.Alpha[x]);
            float threshold = y < 0 ? 0.5f : LutRounding.Threshold(x, y) / (float)(1 << LutRounding.CodeBits);
            ReadOnlySpan<short> values = block.Values.AsSpan(x * GradeLut.Channels, 3);
            int first = Code(values[0]), second = Code(values[1]), third = Code(values[2]);
            if (format == PixelFormat.Rgb10A2)
            {
                ((uint*)target)[x] = (uint)(first | second << 10 | third << 20 | alphaCode << 30);
            }
            else
            {
                byte* pixel = target + 4L * x;
                (pixel[red], pixel[1], pixel[2 - red], pixel[3]) = ((byte)first, (byte)second, (byte)third, (byte)alphaCode);
            }

            // A table's entry is exact to half an ulp; a hair more keeps whole codes whole under the smallest threshold.
            int Code(short value) => (int)MathF.Min(table[value] * scale + threshold + 1e-4f, most);
        }
    }

    private static void WriteHalves(ushort* target, int count, AlphaMode alphaMode, ColorEncoding encoding, bool sourceIsHalf, GradeBlock block)
    {
        const ushort One = 0x3C00;
        ushort[] table = TransferTables.ToHalves(encoding);
        float[] units = TransferTables.ToUnit(encoding);
        for (int x = 0; x < count; x++, target += 4)
        {
            ReadOnlySpan<short> values = block.Values.AsSpan(x * GradeLut.Channels, 3);
            float scale = block.Gain[x] * Coverage(alphaMode, block.Alpha[x], block.Alpha[x]);
            for (int channel = 0; channel < 3; channel++)
            {
                target[channel] = scale == 1f ? table[values[channel]] : Bits(units[values[channel]] * scale);
            }

            target[3] = alphaMode == AlphaMode.Opaque ? One : sourceIsHalf ? block.AlphaBits[x] : Bits(block.Alpha[x]);
        }
    }

    /// <summary>What a straight channel is multiplied with: the alpha to be written where the target is premultiplied, the source's where it loses alpha and is laid
    /// over black.</summary>
    private static float Coverage(AlphaMode target, float written, float source) => target switch
    {
        AlphaMode.Premultiplied => written,
        AlphaMode.Opaque => source,
        _ => 1f,
    };

    private static ushort Bits(float value) => BitConverter.HalfToUInt16Bits((Half)MathF.Min(value, 65504f));
}
