using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Spreads pixels of 32 bits into planes of 16-bit integers, in order.</summary>
internal static unsafe class WordReader
{
    private const int Lanes = 16;

    /// <summary>Pixels of four bytes; the first goes to <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadBytes(byte* pixels, int count, short* first, short* second, short* third, short* fourth)
    {
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Prefetch(pixels + 4 * i);
            ReadBytes(pixels + 4 * i, first + i, second + i, third + i, fourth + i);
        }

        if (i < count)
        {
            // The row may end where the memory ends.
            uint* last = stackalloc uint[Lanes];
            Unsafe.CopyBlockUnaligned(last, pixels + 4 * i, (uint)(4 * (count - i)));
            ReadBytes((byte*)last, first + i, second + i, third + i, fourth + i);
        }
    }

    /// <summary>Pixels of 10-bit channels and a 2-bit alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadTenBits(byte* pixels, int count, short* red, short* green, short* blue, short* alpha)
    {
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Prefetch(pixels + 4 * i);
            ReadTenBits((uint*)(pixels + 4 * i), red + i, green + i, blue + i, alpha + i);
        }

        if (i < count)
        {
            uint* last = stackalloc uint[Lanes];
            Unsafe.CopyBlockUnaligned(last, pixels + 4 * i, (uint)(4 * (count - i)));
            ReadTenBits(last, red + i, green + i, blue + i, alpha + i);
        }
    }

    /// <summary><see cref="AlphaConversion.Unpremultiply"/> in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpremultiply(int count, short* red, short* green, short* blue, short* alpha)
    {
        for (int i = 0; i < count; i += Lanes)
        {
            Vector256<short> a = Vector256.Load(alpha + i);
            Vector256<short> divisor = Vector256.Max(a, Vector256<short>.One), half = a >> 1;
            Vector256<float> even = Vector256<float>.One / VectorWords.EvenToSingle(divisor), odd = Vector256<float>.One / VectorWords.OddToSingle(divisor);
            Vector256<short> transparent = Vector256.Equals(a, Vector256<short>.Zero);
            Vector256.AndNot(Straighten(Vector256.Load(red + i), half, even, odd), transparent).Store(red + i);
            Vector256.AndNot(Straighten(Vector256.Load(green + i), half, even, odd), transparent).Store(green + i);
            Vector256.AndNot(Straighten(Vector256.Load(blue + i), half, even, odd), transparent).Store(blue + i);
        }
    }

    /// <summary>min(255, ⌊(255·c + ⌊a/2⌋) / a⌋). Half a unit more in the numerator moves no quotient to the next integer and
    /// keeps exact ones clear of the arithmetic's error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Straighten(Vector256<short> channel, Vector256<short> half, Vector256<float> even, Vector256<float> odd)
    {
        Vector256<short> numerator = (channel << 8) - channel + half;
        Vector256<float> unit = Vector256.Create(0.5f);
        Vector256<int> evens = Vector256.ConvertToInt32Native((VectorWords.EvenToSingle(numerator) + unit) * even);
        Vector256<int> odds = Vector256.ConvertToInt32Native((VectorWords.OddToSingle(numerator) + unit) * odd);
        return Vector256.Min(VectorWords.Join(evens, odds).AsUInt16(), Vector256.Create((ushort)255)).AsInt16();
    }

    /// <summary>Asks for the block after this one: it comes while the kernels work on this one. The hardware's own prefetching
    /// stops where a page ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* pixels)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(pixels + 4 * PixelBlock.Capacity);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadBytes(byte* pixels, short* first, short* second, short* third, short* fourth)
    {
        if (Avx2.IsSupported)
        {
            // Four pixels to a 128-bit lane, so arranged that unpacking leaves all sixteen in order.
            Vector256<byte> a = Vector256.Create(Vector128.Load(pixels), Vector128.Load(pixels + 32));
            Vector256<byte> b = Vector256.Create(Vector128.Load(pixels + 16), Vector128.Load(pixels + 48));
            Vector256<byte> byChannel = Vector256.Create(
                (byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
            Vector256<int> fours = Avx2.Shuffle(a, byChannel).AsInt32(), nextFours = Avx2.Shuffle(b, byChannel).AsInt32();
            Vector256<byte> low = Avx2.UnpackLow(fours, nextFours).AsByte(), high = Avx2.UnpackHigh(fours, nextFours).AsByte();
            Avx2.UnpackLow(low, Vector256<byte>.Zero).AsInt16().Store(first);
            Avx2.UnpackHigh(low, Vector256<byte>.Zero).AsInt16().Store(second);
            Avx2.UnpackLow(high, Vector256<byte>.Zero).AsInt16().Store(third);
            Avx2.UnpackHigh(high, Vector256<byte>.Zero).AsInt16().Store(fourth);
            return;
        }

        Vector256<uint> eight = Vector256.Load((uint*)pixels), nextEight = Vector256.Load((uint*)pixels + 8), mask = Vector256.Create(255u);
        Vector256.Narrow(eight & mask, nextEight & mask).AsInt16().Store(first);
        Vector256.Narrow((eight >> 8) & mask, (nextEight >> 8) & mask).AsInt16().Store(second);
        Vector256.Narrow((eight >> 16) & mask, (nextEight >> 16) & mask).AsInt16().Store(third);
        Vector256.Narrow(eight >> 24, nextEight >> 24).AsInt16().Store(fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadTenBits(uint* pixels, short* red, short* green, short* blue, short* alpha)
    {
        Vector256<uint> eight = Vector256.Load(pixels), nextEight = Vector256.Load(pixels + 8);
        FromTenBits(eight, nextEight, 0).Store(red);
        FromTenBits(eight, nextEight, 10).Store(green);
        FromTenBits(eight, nextEight, 20).Store(blue);
        (Vector256.Narrow(eight >> 30, nextEight >> 30).AsInt16() * Vector256.Create((short)85)).Store(alpha);
    }

    /// <summary><see cref="PixelCodes.FromTenBits"/> as one rounded product: 8168 is 255/1023 of 2¹⁵ so nearly that all 1024 codes
    /// come out the same (a test compares them).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> FromTenBits(Vector256<uint> eight, Vector256<uint> nextEight, int shift)
    {
        Vector256<uint> mask = Vector256.Create(1023u);
        return VectorWords.RoundedProduct(Vector256.Narrow((eight >> shift) & mask, (nextEight >> shift) & mask).AsInt16(), Vector256.Create((short)8168));
    }
}
