using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>The AVX2 forms of what <see cref="YuvGrader"/> does for each sample: eight pixels at a time, in the same steps as its portable form (positions) or in
/// fixed point with 22 fraction bits, whose sums differ from single precision by less than a hundredth of a code.</summary>
internal static unsafe class YuvVectors
{
    /// <summary>Pixels at a time.</summary>
    public const int Step = 8;

    /// <summary>Fraction bits of luma and chroma sums.</summary>
    public const int SumBits = 22;

    /// <summary>Positions of as many whole steps as there are.</summary>
    /// <returns>The pixels done.</returns>
    public static int Read(byte* luma, byte* cb, byte* cr, int chromaStep, int count, in YuvFactors factors, ushort* positions)
    {
        Vector128<byte> doubled = chromaStep == 2
            ? Vector128.Create((byte)0, 0, 2, 2, 4, 4, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0)
            : Vector128.Create((byte)0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0);
        Vector128<byte> doubledNext = doubled + Vector128<byte>.One;
        Vector256<float> half = Vector256.Create(0.5f), grey = Vector256.Create(128f), black = Vector256.Create((float)factors.LumaOffset);
        int done = 0;
        for (; done + Step <= count; done += Step)
        {
            Vector128<byte> first, second;
            if (chromaStep == 2)
            {
                // Cb and Cr alternate: one load has both.
                Vector128<byte> pairs = Vector128.CreateScalarUnsafe(*(ulong*)(cb + done)).AsByte();
                (first, second) = (Vector128.Shuffle(pairs, doubled), Vector128.Shuffle(pairs, doubledNext));
            }
            else
            {
                first = Vector128.Shuffle(Vector128.CreateScalarUnsafe(*(uint*)(cb + done / 2)).AsByte(), doubled);
                second = Vector128.Shuffle(Vector128.CreateScalarUnsafe(*(uint*)(cr + done / 2)).AsByte(), doubled);
            }

            Vector256<float> u = ToFloat(first) - grey, v = ToFloat(second) - grey;
            Vector256<float> light = (ToFloat(Vector128.CreateScalarUnsafe(*(ulong*)(luma + done)).AsByte()) - black) * factors.LumaScale;
            Store(light + (v * factors.RedV + half), positions + done);
            Store(light + (u * factors.GreenU + v * factors.GreenV + half), positions + GradeBlock.Length + done);
            Store(light + (u * factors.BlueU + half), positions + 2 * GradeBlock.Length + done);
        }

        return done;
    }

    /// <summary>Luma of as many whole steps as there are.</summary>
    /// <param name="values">Graded values, four a pixel.</param>
    /// <param name="luma">Where codes go.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="weights">Of red, green, blue and the zero.</param>
    /// <param name="offset">Code of black.</param>
    /// <param name="levels">A row of the dither tile, or null for rounding.</param>
    /// <returns>The pixels done.</returns>
    public static int WriteLuma(short* values, byte* luma, int count, Vector64<short> weights, int offset, byte* levels)
    {
        Vector256<short> factors = Vector256.Create(weights.AsUInt64().ToScalar()).AsInt16();
        Vector256<int> black = Vector256.Create(offset << SumBits), threshold = Vector256.Create(1 << (SumBits - 1));
        int done = 0;
        for (; done + Step <= count; done += Step)
        {
            Vector256<int> lower = Avx2.MultiplyAddAdjacent(Vector256.Load(values + 4 * done), factors);
            Vector256<int> upper = Avx2.MultiplyAddAdjacent(Vector256.Load(values + 4 * done + 16), factors);
            Vector256<int> sums = Avx2.Permute4x64(Avx2.HorizontalAdd(lower, upper).AsInt64(), 0b11_01_10_00).AsInt32() + black;
            if (levels != null)
            {
                Vector128<byte> eight = Vector128.CreateScalarUnsafe(*(ulong*)(levels + done % DitherPattern.Size)).AsByte();
                threshold = (Avx2.ConvertToVector256Int32(eight) << (SumBits - 8)) + Vector256.Create(1 << (SumBits - 9));
            }

            Vector256<int> codes = (sums + threshold) >> SumBits;
            Vector128<short> words = Sse2.PackSignedSaturate(codes.GetLower(), codes.GetUpper());
            *(ulong*)(luma + done) = Sse2.PackUnsignedSaturate(words, words).AsUInt64().ToScalar();
        }

        return done;
    }

    /// <summary>Sums of two chroma samples' Cb and Cr above 128, from two rows of four pixels: Cb of the first in element 0, its Cr in element 2, those of the
    /// second in 4 and 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Chroma(short* upperRow, short* lowerRow, Vector64<short> cb, Vector64<short> cr)
    {
        Vector256<ushort> rows = Avx2.Average(Vector256.Load((ushort*)upperRow), Vector256.Load((ushort*)lowerRow));
        Vector256<short> means = Avx2.Average(rows, Avx2.Shuffle(rows.AsUInt32(), 0b01_00_11_10).AsUInt16()).AsInt16();
        Vector256<int> blue = Avx2.MultiplyAddAdjacent(means, Vector256.Create(cb.AsUInt64().ToScalar()).AsInt16());
        Vector256<int> red = Avx2.MultiplyAddAdjacent(means, Vector256.Create(cr.AsUInt64().ToScalar()).AsInt16());
        return Avx2.HorizontalAdd(blue, red);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToFloat(Vector128<byte> bytes) => Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> positions, ushort* target)
    {
        Vector256<float> held = Vector256.Min(Vector256.Max(positions, Vector256<float>.Zero), Vector256.Create((float)GradeBlock.PositionOne));
        Vector256<int> whole = Vector256.ConvertToInt32(held);
        Sse41.PackUnsignedSaturate(whole.GetLower(), whole.GetUpper()).Store(target);
    }
}
