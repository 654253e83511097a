using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Measures frames on the calling thread. The reference for the Vulkan pass: both follow
/// <see cref="AttributeScale"/>, and their sums are equal to the bit.</summary>
/// <remarks>Stateless: one instance may serve any number of threads at once. Allocates nothing.</remarks>
public sealed class CpuAttributeMeter : IAttributeMeter
{
    /// <inheritdoc/>
    public string Device => "cpu";

    /// <inheritdoc/>
    public AttributeSums Measure(in FrameView frame)
    {
        var sums = new AttributeSums { PixelCount = (long)frame.Width * frame.Height };
        int redShift = frame.Format == PixelFormat.Rgba8 ? 0 : 16;
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<uint> row = MemoryMarshal.Cast<byte, uint>(frame.Row(y));
            switch (frame.AlphaMode)
            {
                case AlphaMode.Opaque:
                    AddRow<OpaquePixels>(row, redShift, ref sums);
                    break;
                case AlphaMode.Straight:
                    AddRow<StraightPixels>(row, redShift, ref sums);
                    break;
                default:
                    AddRow<PremultipliedPixels>(row, redShift, ref sums);
                    break;
            }
        }

        if (frame.AlphaMode == AlphaMode.Opaque)
        {
            sums = TimesOpaqueWeight(sums);
        }

        return sums;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static AttributeSums TimesOpaqueWeight(in AttributeSums sums) => new()
    {
        PixelCount = sums.PixelCount,
        Weight = sums.PixelCount * AttributeScale.WeightOne,
        Value = sums.Value * AttributeScale.WeightOne,
        Saturation = sums.Saturation * AttributeScale.WeightOne,
        HueCos = sums.HueCos * AttributeScale.WeightOne,
        HueSin = sums.HueSin * AttributeScale.WeightOne,
        RedGreen = sums.RedGreen * AttributeScale.WeightOne,
        YellowBlue2 = sums.YellowBlue2 * AttributeScale.WeightOne,
        RedGreenSquared = sums.RedGreenSquared * AttributeScale.WeightOne,
        YellowBlue2Squared = sums.YellowBlue2Squared * AttributeScale.WeightOne,
    };

    private static void AddRow<TAlpha>(ReadOnlySpan<uint> row, int redShift, ref AttributeSums sums)
        where TAlpha : struct, IAlphaKind
    {
        // A block is short enough that no 32-bit lane overflows even with weights, so one flush serves all alpha modes.
        const int VectorsPerBlock = AttributeScale.PixelsPerWeightedPartialSum;
        while (Vector256.IsHardwareAccelerated && row.Length >= Vector256<uint>.Count)
        {
            int vectors = Math.Min(row.Length / Vector256<uint>.Count, VectorsPerBlock);
            AddBlock<TAlpha>(row, vectors, redShift, ref sums);
            row = row[(vectors * Vector256<uint>.Count)..];
        }

        foreach (uint pixel in row)
        {
            AddPixel<TAlpha>(pixel, redShift, ref sums);
        }
    }

    private static void AddPixel<TAlpha>(uint pixel, int redShift, ref AttributeSums sums)
        where TAlpha : struct, IAlphaKind
    {
        int alpha = (int)(pixel >> 24);
        int red = (int)(pixel >> redShift) & 255;
        int green = (int)(pixel >> 8) & 255;
        int blue = (int)(pixel >> (16 - redShift)) & 255;
        if (TAlpha.IsPremultiplied)
        {
            red = AlphaConversion.Unpremultiply(red, alpha);
            green = AlphaConversion.Unpremultiply(green, alpha);
            blue = AlphaConversion.Unpremultiply(blue, alpha);
        }

        int weight = TAlpha.IsWeighted ? alpha : 1;
        int max = Math.Max(red, Math.Max(green, blue));
        int chroma = max - Math.Min(red, Math.Min(green, blue));
        int position = AttributeScale.HuePosition(red, green, blue);
        int redGreen = red - green;
        int yellowBlue2 = red + green - 2 * blue;
        sums.Weight += weight;
        sums.Value += weight * max;
        sums.Saturation += weight * AttributeScale.Saturation(max, chroma);
        sums.HueCos += weight * AttributeScale.HueCos(position);
        sums.HueSin += weight * AttributeScale.HueSin(position);
        sums.RedGreen += weight * redGreen;
        sums.YellowBlue2 += weight * yellowBlue2;
        sums.RedGreenSquared += weight * redGreen * redGreen;
        sums.YellowBlue2Squared += weight * yellowBlue2 * yellowBlue2;
    }

    private static void AddBlock<TAlpha>(ReadOnlySpan<uint> row, int vectors, int redShift, ref AttributeSums sums)
        where TAlpha : struct, IAlphaKind
    {
        Vector256<int> weights = default, values = default, saturations = default, cosines = default, sines = default;
        Vector256<int> redGreens = default, yellowBlues = default, redGreens2 = default, yellowBlues2 = default;
        Vector256<int> byteMask = Vector256.Create(255);
        for (int i = 0; i < vectors; i++)
        {
            Vector256<uint> pixels = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)(i * Vector256<uint>.Count));
            Vector256<int> alpha = (pixels >> 24).AsInt32();
            Vector256<int> red = (pixels >> redShift).AsInt32() & byteMask;
            Vector256<int> green = (pixels >> 8).AsInt32() & byteMask;
            Vector256<int> blue = (pixels >> (16 - redShift)).AsInt32() & byteMask;
            if (TAlpha.IsPremultiplied)
            {
                red = AttributeVectors.Unpremultiply(red, alpha);
                green = AttributeVectors.Unpremultiply(green, alpha);
                blue = AttributeVectors.Unpremultiply(blue, alpha);
            }

            Vector256<int> max = Vector256.Max(red, Vector256.Max(green, blue));
            Vector256<int> chroma = max - Vector256.Min(red, Vector256.Min(green, blue));
            Vector256<int> saturation = AttributeVectors.RoundedQuotient(chroma << 12, max);
            Vector256<int> hue = AttributeVectors.HueVectorAt(AttributeVectors.HuePosition(red, green, blue, max, chroma));
            Vector256<int> cos = (hue << 16) >> 16;
            Vector256<int> sin = hue >> 16;
            Vector256<int> redGreen = red - green;
            Vector256<int> yellowBlue = red + green - (blue << 1);
            if (TAlpha.IsWeighted)
            {
                weights += alpha;
                values += alpha * max;
                saturations += alpha * saturation;
                cosines += alpha * cos;
                sines += alpha * sin;
                Vector256<int> weightedRedGreen = alpha * redGreen;
                Vector256<int> weightedYellowBlue = alpha * yellowBlue;
                redGreens += weightedRedGreen;
                yellowBlues += weightedYellowBlue;
                redGreens2 += weightedRedGreen * redGreen;
                yellowBlues2 += weightedYellowBlue * yellowBlue;
            }
            else
            {
                values += max;
                saturations += saturation;
                cosines += cos;
                sines += sin;
                redGreens += redGreen;
                yellowBlues += yellowBlue;
                redGreens2 += redGreen * redGreen;
                yellowBlues2 += yellowBlue * yellowBlue;
            }
        }

        sums.Weight += SumUnsigned(weights);
        sums.Value += SumUnsigned(values);
        sums.Saturation += SumUnsigned(saturations);
        sums.HueCos += SumSigned(cosines);
        sums.HueSin += SumSigned(sines);
        sums.RedGreen += SumSigned(redGreens);
        sums.YellowBlue2 += SumSigned(yellowBlues);
        sums.RedGreenSquared += SumUnsigned(redGreens2);
        sums.YellowBlue2Squared += SumUnsigned(yellowBlues2);
    }

    private static long SumUnsigned(Vector256<int> lanes)
    {
        (Vector256<ulong> low, Vector256<ulong> high) = Vector256.Widen(lanes.AsUInt32());
        return (long)Vector256.Sum(low + high);
    }

    private static long SumSigned(Vector256<int> lanes)
    {
        (Vector256<long> low, Vector256<long> high) = Vector256.Widen(lanes);
        return Vector256.Sum(low + high);
    }

    /// <summary>What the alpha byte does to a pixel, as a type so that each mode compiles to its own loop.</summary>
    private interface IAlphaKind
    {
        static abstract bool IsWeighted { get; }

        static abstract bool IsPremultiplied { get; }
    }

    private readonly struct OpaquePixels : IAlphaKind
    {
        public static bool IsWeighted => false;

        public static bool IsPremultiplied => false;
    }

    private readonly struct StraightPixels : IAlphaKind
    {
        public static bool IsWeighted => true;

        public static bool IsPremultiplied => false;
    }

    private readonly struct PremultipliedPixels : IAlphaKind
    {
        public static bool IsWeighted => true;

        public static bool IsPremultiplied => true;
    }
}
