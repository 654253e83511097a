using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Sum of a block's weights.</summary>
internal static unsafe class WeightKernel
{
    /// <summary>Σ w of a padded block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Sum(PixelBlock block, int count)
    {
        // At most 64 vectors of 255: a signed word holds them.
        Vector256<short> sums = default;
        for (int i = 0; i < count; i += Vector256<short>.Count)
        {
            sums += Vector256.Load(block.Weight + i);
        }

        return VectorWords.Sum(VectorWords.PairedProducts(sums, Vector256<short>.One));
    }
}
