using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The layout of the partial sums that attribute_extraction.comp writes for each workgroup.</summary>
internal static class AttributePartials
{
    /// <summary>Sums: weight, value, saturation, hue cos, hue sin, red-green, yellow-blue, and the squares of the last two.</summary>
    public const int SumCount = 9;

    /// <summary>Words a sum: bits 0-15, bits 16-31, bits 32-63.</summary>
    public const int WordsPerSum = 3;

    /// <summary>Bytes a workgroup.</summary>
    public const int BytesPerGroup = SumCount * WordsPerSum * sizeof(uint);

    /// <summary>Adds the sums of some workgroups to a frame's.</summary>
    /// <param name="partials">Whole workgroups.</param>
    /// <param name="weighted">False for an opaque frame, whose sums the pass leaves without the weight 255.</param>
    /// <param name="sums">The frame's sums so far.</param>
    public static void AddTo(ReadOnlySpan<byte> partials, bool weighted, AttributeSums sums)
    {
        Span<long> totals = stackalloc long[SumCount];
        totals.Clear();
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(partials);
        for (; words.Length >= SumCount * WordsPerSum; words = words[(SumCount * WordsPerSum)..])
        {
            for (int i = 0; i < SumCount; i++)
            {
                totals[i] += words[i * WordsPerSum] + ((long)words[i * WordsPerSum + 1] << 16) + ((long)(int)words[i * WordsPerSum + 2] << 32);
            }
        }

        int factor = weighted ? 1 : AttributeScale.WeightOne;
        sums.Weight += totals[0] * factor;
        sums.Value += totals[1] * factor;
        sums.Saturation += totals[2] * factor;
        sums.HueCos += totals[3] * factor;
        sums.HueSin += totals[4] * factor;
        sums.RedGreen += totals[5] * factor;
        sums.YellowBlue2 += totals[6] * factor;
        sums.RedGreenSquared += totals[7] * factor;
        sums.YellowBlue2Squared += totals[8] * factor;
    }
}
