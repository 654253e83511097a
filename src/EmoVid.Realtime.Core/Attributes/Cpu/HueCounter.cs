using System.Runtime.CompilerServices;

namespace EmoVid.Realtime;

/// <summary>The hue histogram of blocks whose bins <see cref="HueKernel"/> wrote.</summary>
internal static unsafe class HueCounter
{
    private const int Histograms = 4;

    /// <summary>Adds w·(S &gt;&gt; 4) of a padded block to its bins.</summary>
    /// <param name="block">The block.</param>
    /// <param name="count">Pixels, a multiple of <see cref="PixelBlock.Step"/>.</param>
    /// <param name="weighted">Whether pixels have weights.</param>
    /// <param name="factor">What a sum stands for.</param>
    /// <param name="histogram">Added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(PixelBlock block, int count, bool weighted, int factor, Span<long> histogram)
    {
        // Neighbours go to different counters, so that equal ones do not wait for each other. A block's sums fit 32 bits.
        uint* bins = stackalloc uint[Histograms * AttributeScale.HueBins];
        new Span<uint>(bins, Histograms * AttributeScale.HueBins).Clear();
        for (int i = 0; i < count; i += Histograms)
        {
            for (int k = 0; k < Histograms; k++)
            {
                int saturation = block.HueBinSaturation[i + k];
                bins[k * AttributeScale.HueBins + block.HueBin[i + k]] += (uint)(weighted ? saturation * block.Weight[i + k] : saturation);
            }
        }

        for (int bin = 0; bin < AttributeScale.HueBins; bin++)
        {
            long sum = 0;
            for (int k = 0; k < Histograms; k++)
            {
                sum += bins[k * AttributeScale.HueBins + bin];
            }

            histogram[bin] += sum * factor;
        }
    }
}
