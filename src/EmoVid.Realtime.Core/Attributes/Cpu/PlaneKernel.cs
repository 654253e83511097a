using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>What is measured on the plane of luma over black.</summary>
internal static unsafe class PlaneKernel
{
    /// <summary>Σ |new − old| and Σ (new − old) over a run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Absolute, long Signed) Compare(byte* luma, byte* previous, int count)
    {
        Vector256<ulong> absolute = default, after = default, before = default;
        int i = 0;
        if (Avx2.IsSupported)
        {
            for (; i <= count - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                Vector256<byte> now = Vector256.Load(luma + i), then = Vector256.Load(previous + i);
                absolute += Avx2.SumAbsoluteDifferences(now, then).AsUInt64();
                after += Avx2.SumAbsoluteDifferences(now, Vector256<byte>.Zero).AsUInt64();
                before += Avx2.SumAbsoluteDifferences(then, Vector256<byte>.Zero).AsUInt64();
            }
        }

        long absoluteSum = (long)Vector256.Sum(absolute), signedSum = (long)Vector256.Sum(after) - (long)Vector256.Sum(before);
        for (; i < count; i++)
        {
            int change = luma[i] - previous[i];
            absoluteSum += Math.Abs(change);
            signedSum += change;
        }

        return (absoluteSum, signedSum);
    }

    /// <summary>Pixels of a row, all but the first and the last, that lie on an edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long CountEdges(byte* row, int width)
    {
        long edges = 0;
        int x = 1;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<byte> threshold = Vector256.Create((byte)AttributeScale.EdgeThreshold);
            for (; x <= width - 1 - Vector256<byte>.Count; x += Vector256<byte>.Count)
            {
                Vector256<byte> across = Distance(Vector256.Load(row + x + 1), Vector256.Load(row + x - 1));
                Vector256<byte> down = Distance(Vector256.Load(row + x + width), Vector256.Load(row + x - width));

                // The sum of the two does not fit a byte, but it reaches the threshold exactly when the saturated one does.
                Vector256<byte> change = Vector256.AddSaturate(across, down);
                edges += uint.PopCount(Vector256.GreaterThanOrEqual(change, threshold).ExtractMostSignificantBits());
            }
        }

        for (; x < width - 1; x++)
        {
            int change = Math.Abs(row[x + 1] - row[x - 1]) + Math.Abs(row[x + width] - row[x - width]);
            edges += change >= AttributeScale.EdgeThreshold ? 1 : 0;
        }

        return edges;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Distance(Vector256<byte> a, Vector256<byte> b) => Vector256.Max(a, b) - Vector256.Min(a, b);
}
