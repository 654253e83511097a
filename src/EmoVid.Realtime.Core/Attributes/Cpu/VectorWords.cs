using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Operations on sixteen 16-bit lanes that <see cref="Vector256"/> lacks. Each has a form for AVX2 and one in portable
/// vectors, which gives the same integers (a test compares them).</summary>
internal static class VectorWords
{
    /// <summary>A float in [0, 1], added to it, has its nearest multiple of 1/4096 in its low bits.</summary>
    public const float Grid4096 = 3072f;

    /// <summary>The bits of <see cref="Grid4096"/>.</summary>
    public const int BitsOfGrid4096 = 0x45400000;

    /// <summary><see cref="AttributeScale.RoundedProduct"/>, for factors that are not both −32768.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> RoundedProduct(Vector256<short> a, Vector256<short> b) =>
        Avx2.IsSupported ? Avx2.MultiplyHighRoundScale(a, b) : Portable.RoundedProduct(a, b);

    /// <summary>a·b &gt;&gt; 16 of unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> HighProduct(Vector256<ushort> a, Vector256<ushort> b) =>
        Avx2.IsSupported ? Avx2.MultiplyHigh(a, b) : Portable.HighProduct(a, b);

    /// <summary>a₀·b₀ + a₁·b₁ of neighbouring lanes, in 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> PairedProducts(Vector256<short> a, Vector256<short> b) =>
        Avx2.IsSupported ? Avx2.MultiplyAddAdjacent(a, b) : Portable.PairedProducts(a, b);

    /// <summary>Lane by lane <paramref name="yes"/> where the mask's bits are all set, <paramref name="no"/> where none is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Select(Vector256<short> mask, Vector256<short> yes, Vector256<short> no) =>
        Avx2.IsSupported ? Avx2.BlendVariable(no, yes, mask) : Vector256.ConditionalSelect(mask, yes, no);

    /// <summary>A non-negative magnitude with the sign of another number; 0 where that is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> WithSign(Vector256<short> magnitude, Vector256<short> sign) =>
        Avx2.IsSupported ? Avx2.Sign(magnitude, sign) : Portable.WithSign(magnitude, sign);

    /// <summary>Thirty-two lanes of 0-255 as bytes, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> ToBytes(Vector256<short> first, Vector256<short> second) =>
        Avx2.IsSupported
            ? Avx2.Permute4x64(Avx2.PackUnsignedSaturate(first, second).AsInt64(), 0b11_01_10_00).AsByte()
            : Vector256.Narrow(first.AsUInt16(), second.AsUInt16());

    /// <summary>Even lanes, 0-65535, as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EvenToSingle(Vector256<short> words) =>
        Vector256.ConvertToSingle(words.AsInt32() & Vector256.Create(0xFFFF));

    /// <summary>Odd lanes, 0-65535, as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OddToSingle(Vector256<short> words) =>
        Vector256.ConvertToSingle((words.AsUInt32() >> 16).AsInt32());

    /// <summary>Joins even and odd lanes; each number's low 16 bits are taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Join(Vector256<int> even, Vector256<int> odd) =>
        Avx2.IsSupported
            ? Avx2.Blend(even.AsInt16(), (odd << 16).AsInt16(), 0b1010_1010)
            : ((even & Vector256.Create(0xFFFF)) | (odd << 16)).AsInt16();

    /// <summary>⌊n / 255⌋ for n up to 65,279.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ushort> Over255(Vector256<ushort> n) => (n + (n >> 8) + Vector256<ushort>.One) >> 8;

    /// <summary>Sum of lanes that hold signed numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Sum(Vector256<int> lanes)
    {
        (Vector256<long> low, Vector256<long> high) = Vector256.Widen(lanes);
        return Vector256.Sum(low + high);
    }

    /// <summary>Sum of lanes that hold unsigned numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Sum(Vector256<uint> lanes)
    {
        (Vector256<ulong> low, Vector256<ulong> high) = Vector256.Widen(lanes);
        return (long)Vector256.Sum(low + high);
    }

    /// <summary>The forms without AVX2: 32-bit arithmetic on even and odd lanes.</summary>
    internal static class Portable
    {
        public static Vector256<short> RoundedProduct(Vector256<short> a, Vector256<short> b)
        {
            Vector256<int> half = Vector256.Create(16384);
            return Join((Even(a) * Even(b) + half) >> 15, (Odd(a) * Odd(b) + half) >> 15);
        }

        public static Vector256<ushort> HighProduct(Vector256<ushort> a, Vector256<ushort> b)
        {
            Vector256<uint> low = Vector256.Create(0xFFFFu);
            Vector256<uint> even = (a.AsUInt32() & low) * (b.AsUInt32() & low) >> 16;
            Vector256<uint> odd = (a.AsUInt32() >> 16) * (b.AsUInt32() >> 16) >> 16;
            return Join(even.AsInt32(), odd.AsInt32()).AsUInt16();
        }

        public static Vector256<int> PairedProducts(Vector256<short> a, Vector256<short> b) => Even(a) * Even(b) + Odd(a) * Odd(b);

        public static Vector256<short> WithSign(Vector256<short> magnitude, Vector256<short> sign)
        {
            Vector256<short> negative = sign >> 15;
            return Vector256.AndNot((magnitude ^ negative) - negative, Vector256.Equals(sign, Vector256<short>.Zero));
        }

        private static Vector256<int> Even(Vector256<short> words) => (words.AsInt32() << 16) >> 16;

        private static Vector256<int> Odd(Vector256<short> words) => words.AsInt32() >> 16;
    }
}
