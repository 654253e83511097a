namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>The sums pixel by pixel from the scalar definitions of <see cref="AttributeScale"/>, <see cref="PixelCodes"/> and
/// <see cref="YuvCoefficients"/>: what every engine must give to the bit, whatever vectors, blocks and threads it works in. That
/// the definitions themselves are right is <see cref="AttributeOracle"/>'s business.</summary>
internal sealed class DefinitionSums(AttributeSet set)
{
    private readonly AttributeSet _set = set.Complete();
    private byte[]? _previous;
    private (int Width, int Height) _previousSize;

    public static (int R, int G, int B, int A, bool IsFinite) Pixel(in FrameView frame, int x, int y)
    {
        ReadOnlySpan<byte> pixel = frame.Row(y)[(x * frame.Format.BytesPerPixel())..];
        if (frame.Format == PixelFormat.Rgba16F)
        {
            return HalfPixel(pixel, frame.AlphaMode, frame.Encoding);
        }

        uint word = BitConverter.ToUInt32(pixel);
        (int r, int g, int b, int a) = frame.Format switch
        {
            PixelFormat.Rgba8 => (pixel[0], pixel[1], pixel[2], pixel[3]),
            PixelFormat.Bgra8 => (pixel[2], pixel[1], pixel[0], pixel[3]),
            _ => (PixelCodes.FromTenBits((int)(word & 1023)), PixelCodes.FromTenBits((int)(word >> 10) & 1023), PixelCodes.FromTenBits((int)(word >> 20) & 1023), PixelCodes.FromTwoBits((int)(word >> 30))),
        };
        if (frame.AlphaMode == AlphaMode.Premultiplied)
        {
            (r, g, b) = (AlphaConversion.Unpremultiply(r, a), AlphaConversion.Unpremultiply(g, a), AlphaConversion.Unpremultiply(b, a));
        }

        if (frame.Encoding == ColorEncoding.Linear)
        {
            (r, g, b) = (PixelCodes.LinearCodes[r], PixelCodes.LinearCodes[g], PixelCodes.LinearCodes[b]);
        }

        return (r, g, b, frame.AlphaMode == AlphaMode.Opaque ? 255 : a, true);
    }

    public AttributeSums Measure(in FrameView frame, in MaskView mask = default)
    {
        var pixels = new (int, int, int, int, bool)[frame.Width * frame.Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Pixel(frame, i % frame.Width, i / frame.Width);
        }

        return Measure(pixels, frame.Width, frame.Height, mask);
    }

    public AttributeSums Measure(in YuvFrameView frame, in MaskView mask = default)
    {
        YuvCoefficients coefficients = YuvCoefficients.For(frame.Range, frame.Matrix);
        var pixels = new (int, int, int, int, bool)[frame.Width * frame.Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i % frame.Width, y = i / frame.Width, chroma = y / 2 * frame.ChromaStride;
            (int u, int v) = frame.Layout == YuvLayout.Nv12
                ? (frame.Chroma[chroma + x / 2 * 2], frame.Chroma[chroma + x / 2 * 2 + 1])
                : (frame.Chroma[chroma + x / 2], frame.ChromaV[chroma + x / 2]);
            (int r, int g, int b) = coefficients.ToRgb(frame.Luma[y * frame.LumaStride + x], u, v);
            pixels[i] = (r, g, b, 255, true);
        }

        return Measure(pixels, frame.Width, frame.Height, mask);
    }

    private static (int, int, int, int, bool) HalfPixel(ReadOnlySpan<byte> pixel, AlphaMode mode, ColorEncoding encoding)
    {
        int[] bits = [.. Enumerable.Range(0, 4).Select(_ => 0)];
        for (int i = 0; i < 4; i++)
        {
            bits[i] = BitConverter.ToUInt16(pixel[(2 * i)..]);
        }

        bool opaque = mode == AlphaMode.Opaque;
        if (bits[..3].Any(PixelCodes.IsNaN) || (!opaque && PixelCodes.IsNotFinite(bits[3])))
        {
            return (0, 0, 0, 0, false);
        }

        int[] codes = [.. bits[..3].Select(channel => mode == AlphaMode.Premultiplied ? PixelCodes.FromPremultipliedHalf(channel, bits[3], encoding) : PixelCodes.HalfCodes(encoding)[channel])];
        return (codes[0], codes[1], codes[2], opaque ? 255 : PixelCodes.HalfAlphas[bits[3]], true);
    }

    private AttributeSums Measure((int R, int G, int B, int A, bool IsFinite)[] pixels, int width, int height, in MaskView mask)
    {
        var sums = new AttributeSums { Set = _set, PixelCount = pixels.Length };
        byte[]? before = _previousSize == (width, height) ? _previous : null;
        var plane = new byte[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int r, int g, int b, int w, bool isFinite) = pixels[i];
            sums.NonFiniteCount += isFinite ? 0 : 1;
            w = mask.IsEmpty ? w : AttributeScale.MaskedWeight(w, mask.Row(i / width)[i % width]);
            sums.Weight += w;
            AddColor(sums, r, g, b, w, i % width, i / width, width, height);
            plane[i] = (byte)AttributeScale.LumaOverBlack(AttributeScale.Luma(r, g, b), w);
        }

        if (_set.Has(AttributeSet.Motion) && before is not null)
        {
            sums.HasPrevious = true;
            sums.MotionPixels = pixels.Length;
            sums.MotionAbsolute = plane.Zip(before).Sum(pair => Math.Abs(pair.First - pair.Second));
            sums.MotionSigned = plane.Zip(before).Sum(pair => pair.First - pair.Second);
        }

        if (_set.Has(AttributeSet.Edges))
        {
            for (int y = 1; y < height - 1; y++)
            {
                for (int x = 1; x < width - 1; x++)
                {
                    int at = y * width + x;
                    sums.EdgePixels++;
                    sums.EdgeCount += Math.Abs(plane[at + 1] - plane[at - 1]) + Math.Abs(plane[at + width] - plane[at - width]) >= 32 ? 1 : 0;
                }
            }
        }

        (_previous, _previousSize) = (plane, (width, height));
        return sums;
    }

    private void AddColor(AttributeSums sums, int r, int g, int b, int w, int x, int y, int width, int height)
    {
        if (_set.Has(AttributeSet.EmoVid))
        {
            int max = Math.Max(r, Math.Max(g, b)), saturation = AttributeScale.Saturation(max, max - Math.Min(r, Math.Min(g, b)));
            (int primary, int offset) = AttributeScale.HueOffset(r, g, b);
            (int cos, int sin) = AttributeScale.HueVector(primary, offset);
            sums.Value += w * max;
            sums.Saturation += w * saturation;
            sums.HueCos += w * cos;
            sums.HueSin += w * sin;
            if (_set.Has(AttributeSet.WeightedHue))
            {
                sums.WeightedHueCos += w * AttributeScale.WeightedHue(cos, saturation);
                sums.WeightedHueSin += w * AttributeScale.WeightedHue(sin, saturation);
            }

            if (_set.Has(AttributeSet.HueHistogram))
            {
                sums.HueBins[AttributeScale.HueBin(AttributeScale.HuePosition(r, g, b))] += w * (saturation >> 4);
            }

            if (_set.Has(AttributeSet.Grid))
            {
                int column = Enumerable.Range(0, 4).Last(cell => x >= cell * width / 4), row = Enumerable.Range(0, 4).Last(cell => y >= cell * height / 4);
                ref AttributeGridCell cell = ref sums.GridCells[row * 4 + column];
                cell = new AttributeGridCell(cell.Weight + w, cell.Value + w * max, cell.Saturation + w * saturation, cell.HueCos + w * cos, cell.HueSin + w * sin);
            }
        }

        if (_set.Has(AttributeSet.HaslerSusstrunk))
        {
            sums.RedGreen += w * (r - g);
            sums.YellowBlue2 += w * (r + g - 2 * b);
            sums.RedGreenSquared += w * (r - g) * (r - g);
            sums.YellowBlue2Squared += w * (r + g - 2 * b) * (r + g - 2 * b);
        }

        int luma = AttributeScale.Luma(r, g, b);
        if (_set.Has(AttributeSet.Luma))
        {
            sums.Luma += w * luma;
            sums.LumaSquared += w * luma * luma;
        }

        if (_set.Has(AttributeSet.LumaHistogram))
        {
            sums.LumaBins[luma] += w;
        }
    }
}
