using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Fills blocks from rows of every format, by the definitions of <see cref="PixelCodes"/>.</summary>
internal static unsafe class PixelReader
{
    /// <summary>Reads a run of one row.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="x">First column.</param>
    /// <param name="y">Row.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="block">Receives the pixels, and up to a vector more after them.</param>
    /// <param name="at">Where in the block.</param>
    /// <returns>Pixels that are not finite.</returns>
    public static int Read(in MeterFrame frame, int x, int y, int count, PixelBlock block, int at)
    {
        int notFinite = 0;
        if (!frame.IsRgb)
        {
            YuvReader.Read(frame, x, y, count, block, at);
        }
        else
        {
            byte* pixels = frame.Pixels + (long)y * frame.Stride + (long)x * frame.Format.BytesPerPixel();
            switch (frame.Format)
            {
                case PixelFormat.Rgba8:
                    WordReader.ReadBytes(pixels, count, block.Red + at, block.Green + at, block.Blue + at, block.Weight + at);
                    break;
                case PixelFormat.Bgra8:
                    WordReader.ReadBytes(pixels, count, block.Blue + at, block.Green + at, block.Red + at, block.Weight + at);
                    break;
                case PixelFormat.Rgb10A2:
                    WordReader.ReadTenBits(pixels, count, block.Red + at, block.Green + at, block.Blue + at, block.Weight + at);
                    break;
                default:
                    notFinite = HalfReader.Read((ushort*)pixels, count, frame.AlphaMode, frame.Encoding, block, at);
                    break;
            }

            if (frame.Format != PixelFormat.Rgba16F)
            {
                Straighten(frame, count, block, at);
            }
        }

        if (frame.Mask != null)
        {
            bool hasWeights = frame.IsRgb && (frame.AlphaMode != AlphaMode.Opaque || frame.Format == PixelFormat.Rgba16F);
            ApplyMask(frame.Mask + (long)y * frame.MaskStride + x, count, block.Weight + at, hasWeights);
        }

        return notFinite;
    }

    private static void Straighten(in MeterFrame frame, int count, PixelBlock block, int at)
    {
        if (frame.AlphaMode == AlphaMode.Premultiplied)
        {
            WordReader.Unpremultiply(count, block.Red + at, block.Green + at, block.Blue + at, block.Weight + at);
        }

        if (frame.Encoding == ColorEncoding.Linear)
        {
            ReadOnlySpan<byte> codes = PixelCodes.LinearCodes;
            for (int i = at; i < at + count; i++)
            {
                block.Red[i] = codes[block.Red[i]];
                block.Green[i] = codes[block.Green[i]];
                block.Blue[i] = codes[block.Blue[i]];
            }
        }
    }

    /// <summary><see cref="AttributeScale.MaskedWeight"/>; the weight of an opaque pixel is its coverage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyMask(byte* mask, int count, short* weights, bool hasWeights)
    {
        int i = 0;
        for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Load(mask + i));
            var coverage = Vector256.Create(low, high);
            Vector256<ushort> weight = hasWeights
                ? VectorWords.Over255(coverage * Vector256.Load(weights + i).AsUInt16() + Vector256.Create((ushort)127))
                : coverage;
            weight.AsInt16().Store(weights + i);
        }

        for (; i < count; i++)
        {
            weights[i] = (short)(hasWeights ? AttributeScale.MaskedWeight(weights[i], mask[i]) : mask[i]);
        }
    }
}
