using System.Runtime.CompilerServices;

namespace EmoVid.Realtime;

/// <summary>Luma histograms. Eight at once, one for each pixel of a group of eight, so that equal neighbours do not wait for each
/// other's counter.</summary>
internal static unsafe class LumaCounter
{
    /// <summary>Counters of all histograms.</summary>
    public const int CounterCount = 8 * AttributeScale.LumaBins;

    /// <summary>Counts eight pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CountEight(byte* luma, uint* bins)
    {
        bins[(nuint)luma[0]]++;
        bins[AttributeScale.LumaBins + (nuint)luma[1]]++;
        bins[2 * AttributeScale.LumaBins + (nuint)luma[2]]++;
        bins[3 * AttributeScale.LumaBins + (nuint)luma[3]]++;
        bins[4 * AttributeScale.LumaBins + (nuint)luma[4]]++;
        bins[5 * AttributeScale.LumaBins + (nuint)luma[5]]++;
        bins[6 * AttributeScale.LumaBins + (nuint)luma[6]]++;
        bins[7 * AttributeScale.LumaBins + (nuint)luma[7]]++;
    }

    /// <summary>Counts a padded run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(byte* luma, int count, uint* bins)
    {
        for (int i = 0; i < count; i += 8)
        {
            CountEight(luma + i, bins);
        }
    }

    /// <summary>Adds the weights of a padded run.</summary>
    /// <param name="luma">Luma.</param>
    /// <param name="weights">Weights, 0-255.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="bins">Counters; each holds 2²⁴ pixels of full weight.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeights(byte* luma, short* weights, int count, uint* bins)
    {
        for (int i = 0; i < count; i += 4)
        {
            uint four = *(uint*)(luma + i);
            bins[(nuint)(byte)four] += (uint)weights[i];
            bins[AttributeScale.LumaBins + (nuint)(byte)(four >> 8)] += (uint)weights[i + 1];
            bins[2 * AttributeScale.LumaBins + (nuint)(byte)(four >> 16)] += (uint)weights[i + 2];
            bins[3 * AttributeScale.LumaBins + (nuint)(four >> 24)] += (uint)weights[i + 3];
        }
    }

    /// <summary>Moves the counters into a histogram.</summary>
    /// <param name="bins">Left at 0.</param>
    /// <param name="factor">What a count stands for.</param>
    /// <param name="histogram">Added to.</param>
    public static void Flush(uint* bins, int factor, Span<long> histogram)
    {
        for (int bin = 0; bin < AttributeScale.LumaBins; bin++)
        {
            long sum = 0;
            for (int set = 0; set < 8; set++)
            {
                sum += bins[set * AttributeScale.LumaBins + bin];
            }

            histogram[bin] += sum * factor;
        }

        new Span<uint>(bins, CounterCount).Clear();
    }
}
