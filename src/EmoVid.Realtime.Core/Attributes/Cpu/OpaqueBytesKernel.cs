using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>The full set over opaque 8-bit pixels in one pass, 64 at a time, where the processor has 512-bit vectors of bytes. The same integers as
/// the planes' kernels, by the definitions of <see cref="AttributeScale"/>.</summary>
/// <remarks>Pixels stay bytes as long as they can: maximum, minimum, middle and comparisons work on 64 of them. Luma is counted by pairs of neighbours,
/// which halves the increments; its sums follow from the histogram.</remarks>
internal static unsafe class OpaqueBytesKernel
{
    /// <summary>Counters of pairs of luma.</summary>
    public const int PairCount = 1 << 16;

    /// <summary>Pixels of one step.</summary>
    public const int Step = 64;

    /// <summary>Pixels of a call, at most: beyond, a 32-bit lane of squares overflows.</summary>
    public const int MostPixels = 1024 * Step;

    private const int PixelBytes = 4;

    // Far enough ahead that a block comes from memory while others are worked on; the hardware's own prefetching stops at page ends.
    private const int PrefetchBytes = 4096;

    /// <summary>Whether this processor has what the kernel needs.</summary>
    public static bool IsSupported => Avx512BW.IsSupported;

    /// <summary>What a run of pixels adds, without the weight of 255.</summary>
    public struct Sums
    {
        public long Value, Saturation, Cos, Sin, RedGreen, YellowBlue2, RedGreenSquared, YellowBlue2Squared;
    }

    /// <summary>Adds a run of pixels.</summary>
    /// <param name="pixels">Four bytes each; the fourth is not looked at.</param>
    /// <param name="count">A multiple of <see cref="Step"/>, at most <see cref="MostPixels"/>.</param>
    /// <param name="isBlueFirst">Whether the first byte is blue.</param>
    /// <param name="pairs"><see cref="PairCount"/> counters: the luma of a pixel and 256 times that of its neighbour.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Sums Add(byte* pixels, int count, bool isBlueFirst, uint* pairs)
    {
        Vector512<long> values = default, firsts = default, greens = default, thirds = default;
        Vector512<int> saturations = default, cosines = default, sines = default, redGreens = default, yellowBlues = default;
        Vector512<byte> zero = default, one = Vector512.Create((byte)1);
        Vector512<byte> byChannel = Lanes(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        Vector512<float> grid = Vector512.Create(VectorWords.Grid4096);
        byte* luma = stackalloc byte[2 * Step];
        luma = (byte*)(((nint)luma + Step - 1) & -Step);
        for (byte* end = pixels + (nint)count * PixelBytes; pixels < end; pixels += Step * PixelBytes)
        {
            for (int i = 0; i < Step * PixelBytes; i += Step)
            {
                Sse.Prefetch0(pixels + PrefetchBytes + i);
            }

            Vector512<int> a = Avx512BW.Shuffle(Vector512.Load(pixels), byChannel).AsInt32(), b = Avx512BW.Shuffle(Vector512.Load(pixels + 64), byChannel).AsInt32();
            Vector512<int> c = Avx512BW.Shuffle(Vector512.Load(pixels + 128), byChannel).AsInt32(), d = Avx512BW.Shuffle(Vector512.Load(pixels + 192), byChannel).AsInt32();
            Vector512<long> low = Avx512F.UnpackLow(a, b).AsInt64(), nextLow = Avx512F.UnpackLow(c, d).AsInt64();
            Vector512<byte> first = Avx512F.UnpackLow(low, nextLow).AsByte(), green = Avx512F.UnpackHigh(low, nextLow).AsByte();
            Vector512<byte> third = Avx512F.UnpackLow(Avx512F.UnpackHigh(a, b).AsInt64(), Avx512F.UnpackHigh(c, d).AsInt64()).AsByte();
            (Vector512<byte> red, Vector512<byte> blue) = isBlueFirst ? (third, first) : (first, third);

            Vector512<byte> larger = Vector512.Max(red, green), smaller = Vector512.Min(red, green);
            Vector512<byte> max = Vector512.Max(larger, blue), min = Vector512.Min(smaller, blue), middle = Vector512.Max(smaller, Vector512.Min(larger, blue));
            Vector512<byte> chroma = max - min, distance = middle - min;
            values += Avx512BW.SumAbsoluteDifferences(max, zero).AsInt64();
            firsts += Avx512BW.SumAbsoluteDifferences(red, zero).AsInt64();
            greens += Avx512BW.SumAbsoluteDifferences(green, zero).AsInt64();
            thirds += Avx512BW.SumAbsoluteDifferences(blue, zero).AsInt64();

            Vector512<short> lowLuma = AddOpponents(Avx512BW.UnpackLow(red, green), Avx512BW.UnpackLow(blue, one), ref redGreens, ref yellowBlues);
            Vector512<short> highLuma = AddOpponents(Avx512BW.UnpackHigh(red, green), Avx512BW.UnpackHigh(blue, one), ref redGreens, ref yellowBlues);
            Avx512BW.PackUnsignedSaturate(lowLuma, highLuma).StoreAligned(luma);

            Vector512<int> q0 = Divide(Byte0(chroma), Byte0(Vector512.Max(max, one)), Byte0(distance), grid, ref saturations);
            Vector512<int> q1 = Divide(Byte1(chroma), Byte1(Vector512.Max(max, one)), Byte1(distance), grid, ref saturations);
            Vector512<int> q2 = Divide(Byte2(chroma), Byte2(Vector512.Max(max, one)), Byte2(distance), grid, ref saturations);
            Vector512<int> q3 = Divide(Byte3(chroma), Byte3(Vector512.Max(max, one)), Byte3(distance), grid, ref saturations);

            // The order of R, G, B in three bits, a byte a pixel, then twice in a word: the tables below have words.
            Vector512<byte> order = (Vector512.GreaterThan(green, red) & one)
                | (Vector512.GreaterThan(blue, green) & Vector512.Create((byte)2)) | (Vector512.GreaterThan(blue, red) & Vector512.Create((byte)4));
            Vector512<byte> upper = Vector512.Create((ushort)0x0800).AsByte();
            AddHues(Join(q0, q2), Avx512BW.Shuffle(order, Lanes(0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14)) | upper, ref cosines, ref sines);
            AddHues(Join(q1, q3), Avx512BW.Shuffle(order, Lanes(1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15)) | upper, ref cosines, ref sines);

            ushort* neighbours = (ushort*)luma;
            for (int i = 0; i < Step / 2; i += 8)
            {
                pairs[(nuint)neighbours[i]]++;
                pairs[(nuint)neighbours[i + 1]]++;
                pairs[(nuint)neighbours[i + 2]]++;
                pairs[(nuint)neighbours[i + 3]]++;
                pairs[(nuint)neighbours[i + 4]]++;
                pairs[(nuint)neighbours[i + 5]]++;
                pairs[(nuint)neighbours[i + 6]]++;
                pairs[(nuint)neighbours[i + 7]]++;
            }
        }

        long redSum = Vector512.Sum(firsts), greenSum = Vector512.Sum(greens), blueSum = Vector512.Sum(thirds);
        saturations -= Vector512.Create(unchecked(VectorWords.BitsOfGrid4096 * (count / 16)));
        return new Sums
        {
            Value = Vector512.Sum(values),
            Saturation = Sum(saturations.AsUInt32()),
            Cos = Sum(cosines),
            Sin = Sum(sines),
            RedGreen = redSum - greenSum,
            YellowBlue2 = redSum + greenSum - 2 * blueSum,
            RedGreenSquared = Sum(redGreens.AsUInt32()),
            YellowBlue2Squared = Sum(yellowBlues.AsUInt32()),
        };
    }

    /// <summary>Moves pairs into a histogram of single pixels.</summary>
    /// <param name="pairs">Left at 0.</param>
    /// <param name="factor">What a count stands for.</param>
    /// <param name="histogram">256 sums, added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(uint* pairs, int factor, Span<long> histogram)
    {
        const int Bins = AttributeScale.LumaBins;
        uint* columns = stackalloc uint[Bins];
        new Span<uint>(columns, Bins).Clear();
        for (int row = 0; row < Bins; row++)
        {
            Vector512<uint> sum = default;
            for (int column = 0; column < Bins; column += Vector512<uint>.Count)
            {
                uint* at = pairs + row * Bins + column;
                Vector512<uint> counts = Vector512.Load(at);
                sum += counts;
                (Vector512.Load(columns + column) + counts).Store(columns + column);
                Vector512<uint>.Zero.Store(at);
            }

            histogram[row] += (long)Vector512.Sum(sum) * factor;
        }

        for (int bin = 0; bin < Bins; bin++)
        {
            histogram[bin] += (long)columns[bin] * factor;
        }
    }

    /// <summary>Luma of 32 pixels. Its weights are 256 times the first pair and the second: 6966 = 27·256 + 54, 23436 = 92·256 − 116, 2366 = 9·256 + 62;
    /// the 64 beside the 9 is the rounding half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> AddOpponents(Vector512<byte> redGreen, Vector512<byte> blueOne, ref Vector512<int> redGreens, ref Vector512<int> yellowBlues)
    {
        Vector512<short> difference = Avx512BW.MultiplyAddAdjacent(redGreen, Weights(1, -1));
        Vector512<short> yellowBlue = Avx512BW.MultiplyAddAdjacent(redGreen, Weights(1, 1)) + Avx512BW.MultiplyAddAdjacent(blueOne, Weights(-2, 0));
        redGreens += Avx512BW.MultiplyAddAdjacent(difference, difference);
        yellowBlues += Avx512BW.MultiplyAddAdjacent(yellowBlue, yellowBlue);
        Vector512<short> high = Avx512BW.MultiplyAddAdjacent(redGreen, Weights(27, 92)) + Avx512BW.MultiplyAddAdjacent(blueOne, Weights(9, 64));
        Vector512<short> low = Avx512BW.MultiplyAddAdjacent(redGreen, Weights(54, -116)) + Avx512BW.MultiplyAddAdjacent(blueOne, Weights(62, 0));
        return ((high + (low >> 8)).AsUInt16() >> 7).AsInt16();
    }

    /// <summary>Sums raw floats that hold the saturation in their low bits, and gives those that hold the distance from the primary. A grey's
    /// 0/0 has low bits of 0, which is its distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Divide(Vector512<int> chroma, Vector512<int> max, Vector512<int> distance, Vector512<float> grid, ref Vector512<int> saturations)
    {
        Vector512<float> divisor = Vector512.ConvertToSingle(chroma);
        saturations += (divisor / Vector512.ConvertToSingle(max) + grid).AsInt32();
        return (Vector512.ConvertToSingle(distance) / divisor + grid).AsInt32();
    }

    /// <summary>Hue vectors of 32 pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddHues(Vector512<short> x, Vector512<byte> order, ref Vector512<int> cosines, ref Vector512<int> sines)
    {
        // ±28378 for green and blue, 0 for red; all bits where the sine is negative. Words by order, low bytes first, then the high ones.
        Vector512<short> turn = Avx512BW.Shuffle(Lanes(0, 0x26, 0, 0, 0, 0x26, 0xDA, 0xDA, 0, 0x91, 0, 0, 0, 0x91, 0x6E, 0x6E), order).AsInt16();
        Vector512<short> negative = Avx512BW.Shuffle(Lanes(0, 255, 255, 0, 0, 0, 0, 255, 0, 255, 255, 0, 0, 0, 0, 255), order).AsInt16();
        Vector512<ushort> y8 = (x << 3).AsUInt16();
        Vector512<short> y = Avx512BW.MultiplyHigh(y8, y8).AsInt16();
        Vector512<short> cos = Avx512BW.Subtract(Words(AttributeScale.HueVectorOne), Product(y, Avx512BW.Subtract(Words(AttributeScale.Cos2), Product(y, Words(AttributeScale.Cos4)))));
        Vector512<short> x4 = x << 2;
        Vector512<short> cubic = Product(y, Avx512BW.Subtract(Words(AttributeScale.Sin3), Product(y, Words(AttributeScale.Sin5))));
        Vector512<short> sin = x4 + Product(x4, Avx512BW.Subtract(Words(AttributeScale.Sin1), cubic));
        sin = (sin ^ negative) - negative;

        // A rounded half of the opposite sign is −(a >> 1).
        Vector512<short> turnedCos = Product(sin, turn) - (cos >> 1), turnedSin = -(sin >> 1) - Product(cos, turn);
        Vector512<short> isRed = Vector512.Equals(turn, Vector512<short>.Zero), one = Words(1);
        cosines += Avx512BW.MultiplyAddAdjacent(Vector512.ConditionalSelect(isRed, cos, turnedCos), one);
        sines += Avx512BW.MultiplyAddAdjacent(Vector512.ConditionalSelect(isRed, sin, turnedSin), one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Product(Vector512<short> a, Vector512<short> b) => Avx512BW.MultiplyHighRoundScale(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Words(int value) => Vector512.Create((short)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Weights(int first, int second) => Vector512.Create((short)((second << 8) | (first & 255))).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Join(Vector512<int> even, Vector512<int> odd) =>
        Vector512.ConditionalSelect(Vector512.Create(0xFFFF), even, odd << 16).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Byte0(Vector512<byte> bytes) => bytes.AsInt32() & Vector512.Create(255);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Byte1(Vector512<byte> bytes) =>
        Avx512BW.Shuffle(bytes, Lanes(1, 255, 255, 255, 5, 255, 255, 255, 9, 255, 255, 255, 13, 255, 255, 255)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Byte2(Vector512<byte> bytes) =>
        Avx512BW.Shuffle(bytes, Lanes(2, 255, 255, 255, 6, 255, 255, 255, 10, 255, 255, 255, 14, 255, 255, 255)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Byte3(Vector512<byte> bytes) => (bytes.AsUInt32() >> 24).AsInt32();

    /// <summary>The same sixteen bytes in each 128-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Lanes(byte b0, byte b1, byte b2, byte b3, byte b4, byte b5, byte b6, byte b7, byte b8, byte b9, byte b10, byte b11, byte b12, byte b13, byte b14, byte b15) =>
        Vector512.Create(
            b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15,
            b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15);

    private static long Sum(Vector512<uint> lanes)
    {
        (Vector512<ulong> low, Vector512<ulong> high) = Vector512.Widen(lanes);
        return (long)Vector512.Sum(low + high);
    }

    private static long Sum(Vector512<int> lanes)
    {
        (Vector512<long> low, Vector512<long> high) = Vector512.Widen(lanes);
        return Vector512.Sum(low + high);
    }
}
