using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Reads Y′CbCr by the integers of <see cref="YuvCoefficients"/>, sixteen pixels at a time.</summary>
internal static unsafe class YuvReader
{
    private const int Lanes = 16;

    /// <summary>Reads a run of one row.</summary>
    public static void Read(in MeterFrame frame, int x, int y, int count, PixelBlock block, int at)
    {
        byte* luma = frame.Luma + (long)y * frame.LumaStride + x;
        long chromaRow = (long)(y >> 1) * frame.ChromaStride;
        bool pairs = frame.Layout == YuvLayout.Nv12;
        if ((x & 1) != 0)
        {
            // The second pixel of a chroma sample; the next one begins a sample.
            long sample = chromaRow + (pairs ? x - 1 : x >> 1);
            (int red, int green, int blue) = frame.Coefficients.ToRgb(*luma, frame.Chroma[sample], pairs ? frame.Chroma[sample + 1] : frame.ChromaV[sample]);
            (block.Red[at], block.Green[at], block.Blue[at]) = ((short)red, (short)green, (short)blue);
            luma++;
            (x, count, at) = (x + 1, count - 1, at + 1);
        }

        if (pairs)
        {
            Read(luma, frame.Chroma + chromaRow + x, null, count, frame.Coefficients, block.Red + at, block.Green + at, block.Blue + at);
        }
        else
        {
            Read(luma, frame.Chroma + chromaRow + (x >> 1), frame.ChromaV + chromaRow + (x >> 1), count, frame.Coefficients, block.Red + at, block.Green + at, block.Blue + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read(byte* luma, byte* u, byte* v, int count, in YuvCoefficients coefficients, short* red, short* green, short* blue)
    {
        Factors factors = new(coefficients);
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            if (v == null)
            {
                Vector128<byte> chroma = Vector128.Load(u + i);
                Convert(Vector128.Load(luma + i), Evens(chroma), Odds(chroma), factors, red + i, green + i, blue + i);
            }
            else
            {
                Convert(Vector128.Load(luma + i), Twice(*(ulong*)(u + i / 2)), Twice(*(ulong*)(v + i / 2)), factors, red + i, green + i, blue + i);
            }
        }

        if (i < count)
        {
            // The planes may end where the memory ends.
            int rest = count - i, samples = (rest + 1) / 2;
            Vector128<byte> last = default, lastU = default, lastV = default;
            Unsafe.CopyBlockUnaligned(&last, luma + i, (uint)rest);
            if (v == null)
            {
                Unsafe.CopyBlockUnaligned(&lastU, u + i, (uint)(2 * samples));
                Convert(last, Evens(lastU), Odds(lastU), factors, red + i, green + i, blue + i);
            }
            else
            {
                Unsafe.CopyBlockUnaligned(&lastU, u + i / 2, (uint)samples);
                Unsafe.CopyBlockUnaligned(&lastV, v + i / 2, (uint)samples);
                Convert(last, Twice(lastU.AsUInt64()[0]), Twice(lastV.AsUInt64()[0]), factors, red + i, green + i, blue + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Evens(Vector128<byte> pairs) =>
        Vector128.Shuffle(pairs, Vector128.Create((byte)0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Odds(Vector128<byte> pairs) =>
        Vector128.Shuffle(pairs, Vector128.Create((byte)1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Twice(ulong samples) =>
        Vector128.Shuffle(Vector128.CreateScalar(samples).AsByte(), Vector128.Create((byte)0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Convert(Vector128<byte> luma, Vector128<byte> cb, Vector128<byte> cr, in Factors factors, short* red, short* green, short* blue)
    {
        Vector256<short> y = VectorWords.RoundedProduct((Words(luma) - factors.LumaOffset) << 7, factors.LumaScale) + Vector256.Create((short)32);
        Vector256<short> sign = Vector256.Create(short.MinValue);
        Vector256<short> u = (Words(cb) << 8) ^ sign, v = (Words(cr) << 8) ^ sign;
        Code(Vector256.AddSaturate(y, VectorWords.RoundedProduct(v, factors.RedV))).Store(red);
        Code(y - VectorWords.RoundedProduct(u, factors.GreenU) - VectorWords.RoundedProduct(v, factors.GreenV)).Store(green);
        Code(Vector256.AddSaturate(y, VectorWords.RoundedProduct(u, factors.BlueU))).Store(blue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Words(Vector128<byte> bytes)
    {
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(bytes);
        return Vector256.Create(low, high).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Code(Vector256<short> sixtyFourths) =>
        Vector256.Min(Vector256.Max(sixtyFourths >> 6, Vector256<short>.Zero), Vector256.Create((short)255));

    private readonly struct Factors(in YuvCoefficients coefficients)
    {
        public readonly Vector256<short> LumaOffset = Vector256.Create((short)coefficients.LumaOffset);
        public readonly Vector256<short> LumaScale = Vector256.Create((short)coefficients.LumaScale);
        public readonly Vector256<short> RedV = Vector256.Create((short)coefficients.RedV);
        public readonly Vector256<short> GreenU = Vector256.Create((short)coefficients.GreenU);
        public readonly Vector256<short> GreenV = Vector256.Create((short)coefficients.GreenV);
        public readonly Vector256<short> BlueU = Vector256.Create((short)coefficients.BlueU);
    }
}
