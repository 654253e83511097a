using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Tetrahedral interpolation in a <see cref="GradeLut"/>. Every step is exact in integers, so the AVX2 form and the portable one agree to
/// the bit.</summary>
/// <remarks>
/// <para>A channel's position on the lattice has 5 bits of cell and 10 of fraction. Sorted fractions f₁ ≥ f₂ ≥ f₃ give the weights 1−f₁, f₁−f₂,
/// f₂−f₃, f₃ of the four corners of the tetrahedron that holds the colour (S. Guthe, W. Kasson, W. Plouffe, J. Hafner, "Tetrahedral interpolation for color
/// conversion", Proc. SPIE 1909, 1993): the cell's first, the one a step along the channel of f₁, the one a step back from the last along the
/// channel of f₃, and the last. They sum to 1024 exactly.</para>
/// <para>A corner is one 64-bit load. On the processors at hand eight such loads and their addresses are faster than two gathers of four.</para>
/// </remarks>
internal static unsafe class CpuLutKernel
{
    /// <summary>Pixels that the vector form takes at a time.</summary>
    public const int Step = 16;

    private const int FractionBits = 10;
    private const int FractionOne = 1 << FractionBits;
    private const int GreenStride = GradeLut.Size;
    private const int BlueStride = GradeLut.Size * GradeLut.Size;
    private const int LastCorner = 1 + GreenStride + BlueStride;

    /// <summary>Where the pixels come from and go to, as a type so that each layout compiles to its own loop.</summary>
    public interface ILayout
    {
        /// <summary>Bits to cut off a sum.</summary>
        static abstract int Shift { get; }

        /// <summary>Positions (0-32768) of sixteen pixels; lanes stand in the order 0-3, 8-11, 4-7, 12-15.</summary>
        static abstract void Load(void* source, int at, out Vector256<ushort> red, out Vector256<ushort> green, out Vector256<ushort> blue);

        /// <summary>Stores eight pixels from their cut sums: in <paramref name="s0"/> those of pixels 0 and 4, and so on.</summary>
        static abstract void Store(void* source, void* target, int at, Vector256<int> s0, Vector256<int> s1, Vector256<int> s2, Vector256<int> s3);

        /// <summary>Positions of one pixel.</summary>
        static abstract (int Red, int Green, int Blue) LoadOne(void* source, int at);

        /// <summary>Stores one pixel from its cut sums.</summary>
        static abstract void StoreOne(void* source, void* target, int at, int red, int green, int blue);
    }

    /// <summary>Grades <paramref name="count"/> pixels. <paramref name="rounding"/> is a row of <see cref="LutRounding"/>, for a first pixel whose
    /// column is a multiple of its period.</summary>
    public static void Run<TLayout>(void* source, void* target, int count, GradeLut lut, ref int rounding)
        where TLayout : struct, ILayout
    {
        fixed (short* entries = &lut.First)
        fixed (int* added = &rounding)
        {
            int done = 0;
            if (Avx2.IsSupported)
            {
                done = count / Step * Step;
                RunAvx2<TLayout>(source, target, done, entries, added);
            }

            RunPortable<TLayout>(source, target, done, count, entries, added);
        }
    }

    /// <summary>The portable form, also for the pixels that fill no vector.</summary>
    public static void RunPortable<TLayout>(void* source, void* target, int from, int to, short* entries, int* added)
        where TLayout : struct, ILayout
    {
        for (int x = from; x < to; x++)
        {
            (int red, int green, int blue) = TLayout.LoadOne(source, x);
            int cellRed = Math.Min(red >> FractionBits, GradeLut.Size - 2), cellGreen = Math.Min(green >> FractionBits, GradeLut.Size - 2), cellBlue = Math.Min(blue >> FractionBits, GradeLut.Size - 2);
            int fractionRed = red - (cellRed << FractionBits), fractionGreen = green - (cellGreen << FractionBits), fractionBlue = blue - (cellBlue << FractionBits);
            int most = Math.Max(fractionRed, Math.Max(fractionGreen, fractionBlue)), least = Math.Min(fractionRed, Math.Min(fractionGreen, fractionBlue));
            int middle = fractionRed + fractionGreen + fractionBlue - most - least;
            int along = most == fractionRed ? 1 : most == fractionGreen ? GreenStride : BlueStride;
            int back = least == fractionBlue ? BlueStride : least == fractionGreen ? GreenStride : 1;
            short* first = entries + (cellRed + GreenStride * cellGreen + BlueStride * cellBlue) * GradeLut.Channels;
            short* second = first + along * GradeLut.Channels, third = first + (LastCorner - back) * GradeLut.Channels, last = first + LastCorner * GradeLut.Channels;
            int half = added[x % DitherPattern.Size / 8 * 32 + x % 4 * 8 + (x & 4)];
            int w0 = FractionOne - most, w1 = most - middle, w2 = middle - least;
            TLayout.StoreOne(
                source,
                target,
                x,
                (first[0] * w0 + second[0] * w1 + third[0] * w2 + last[0] * least + half) >> TLayout.Shift,
                (first[1] * w0 + second[1] * w1 + third[1] * w2 + last[1] * least + half) >> TLayout.Shift,
                (first[2] * w0 + second[2] * w1 + third[2] * w2 + last[2] * least + half) >> TLayout.Shift);
        }
    }

    private static void RunAvx2<TLayout>(void* source, void* target, int count, short* entries, int* added)
        where TLayout : struct, ILayout
    {
        Vector256<ushort> lastCell = Vector256.Create((ushort)(GradeLut.Size - 2));
        Vector256<short> one = Vector256.Create((short)FractionOne);
        Vector256<ushort> greenStride = Vector256.Create((ushort)GreenStride), blueStride = Vector256.Create((ushort)BlueStride);
        Vector256<ushort> redStride = Vector256<ushort>.One, lastCorner = Vector256.Create((ushort)LastCorner);
        ushort* places = stackalloc ushort[3 * Step];
        for (int x = 0; x < count; x += Step)
        {
            TLayout.Load(source, x, out Vector256<ushort> red, out Vector256<ushort> green, out Vector256<ushort> blue);
            Vector256<ushort> cellRed = Vector256.Min(red >> FractionBits, lastCell), cellGreen = Vector256.Min(green >> FractionBits, lastCell), cellBlue = Vector256.Min(blue >> FractionBits, lastCell);
            Vector256<short> fractionRed = (red - (cellRed << FractionBits)).AsInt16(), fractionGreen = (green - (cellGreen << FractionBits)).AsInt16(), fractionBlue = (blue - (cellBlue << FractionBits)).AsInt16();
            Vector256<short> most = Vector256.Max(fractionRed, Vector256.Max(fractionGreen, fractionBlue)), least = Vector256.Min(fractionRed, Vector256.Min(fractionGreen, fractionBlue));
            Vector256<short> middle = fractionRed + fractionGreen + fractionBlue - most - least;

            Vector256<ushort> first = cellRed + cellGreen * greenStride + cellBlue * blueStride;
            Vector256<ushort> along = Avx2.BlendVariable(
                Avx2.BlendVariable(blueStride, greenStride, Vector256.Equals(most, fractionGreen).AsUInt16()),
                redStride,
                Vector256.Equals(most, fractionRed).AsUInt16());
            Vector256<ushort> back = Avx2.BlendVariable(
                Avx2.BlendVariable(redStride, greenStride, Vector256.Equals(least, fractionGreen).AsUInt16()),
                blueStride,
                Vector256.Equals(least, fractionBlue).AsUInt16());
            first.Store(places);
            (first + along).Store(places + Step);
            (first + lastCorner - back).Store(places + 2 * Step);

            Vector256<short> w0 = one - most, w1 = most - middle, w2 = middle - least;
            int* halves = added + x % DitherPattern.Size * 4;
            Vector256<int> near = Avx2.UnpackLow(w0, w1).AsInt32(), far = Avx2.UnpackLow(w2, least).AsInt32();
            TLayout.Store(
                source,
                target,
                x,
                Sum<TLayout>(entries, places, near, far, 0b00_00_00_00, halves),
                Sum<TLayout>(entries, places + 1, near, far, 0b01_01_01_01, halves + 8),
                Sum<TLayout>(entries, places + 2, near, far, 0b10_10_10_10, halves + 16),
                Sum<TLayout>(entries, places + 3, near, far, 0b11_11_11_11, halves + 24));
            near = Avx2.UnpackHigh(w0, w1).AsInt32();
            far = Avx2.UnpackHigh(w2, least).AsInt32();
            TLayout.Store(
                source,
                target,
                x + 8,
                Sum<TLayout>(entries, places + 4, near, far, 0b00_00_00_00, halves + 32),
                Sum<TLayout>(entries, places + 5, near, far, 0b01_01_01_01, halves + 40),
                Sum<TLayout>(entries, places + 6, near, far, 0b10_10_10_10, halves + 48),
                Sum<TLayout>(entries, places + 7, near, far, 0b11_11_11_11, halves + 56));
        }
    }

    /// <summary>The cut sums of two pixels, eight places apart in <paramref name="places"/>: four channels in the lower half, four in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Sum<TLayout>(short* entries, ushort* places, Vector256<int> near, Vector256<int> far, [ConstantExpected] byte pixel, int* halves)
        where TLayout : struct, ILayout
    {
        short* lower = entries + places[0] * GradeLut.Channels, upper = entries + places[8] * GradeLut.Channels;
        Vector256<short> first = Pair(lower, upper);
        Vector256<short> last = Pair(lower + LastCorner * GradeLut.Channels, upper + LastCorner * GradeLut.Channels);
        Vector256<short> second = Pair(entries + places[Step] * GradeLut.Channels, entries + places[Step + 8] * GradeLut.Channels);
        Vector256<short> third = Pair(entries + places[2 * Step] * GradeLut.Channels, entries + places[2 * Step + 8] * GradeLut.Channels);
        Vector256<int> sum = Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(first, second), Avx2.Shuffle(near, pixel).AsInt16())
            + Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(third, last), Avx2.Shuffle(far, pixel).AsInt16());
        return (sum + Vector256.Load(halves)) >> TLayout.Shift;
    }

    /// <summary>Two corners, each in the lower part of its half; what stands above them does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Pair(short* lower, short* upper) => Vector256.Create(Vector128.Load(lower), Vector128.Load(upper));
}
