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
/// <para>Entries lie red fastest, so one 16-byte load has both ends of an edge along red, and every tetrahedron has its four corners on three such edges: at
/// the cell's beginning, a step along green or blue further, and both steps further. The vector form takes these three loads with a weight for each end, which
/// serves all six tetrahedra without choosing corners; three loads and their addresses are faster than gathers.</para>
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
        ushort* begins = stackalloc ushort[Step], stepped = stackalloc ushort[Step];
        for (int x = 0; x < count; x += Step)
        {
            TLayout.Load(source, x, out Vector256<ushort> red, out Vector256<ushort> green, out Vector256<ushort> blue);
            Vector256<ushort> cellRed = Vector256.Min(red >> FractionBits, lastCell), cellGreen = Vector256.Min(green >> FractionBits, lastCell), cellBlue = Vector256.Min(blue >> FractionBits, lastCell);
            Vector256<short> r = (red - (cellRed << FractionBits)).AsInt16(), g = (green - (cellGreen << FractionBits)).AsInt16(), b = (blue - (cellBlue << FractionBits)).AsInt16();
            Vector256<ushort> begin = cellRed + (cellGreen + cellBlue * greenStride) * greenStride;
            Vector256<short> larger = Vector256.Max(g, b), smaller = Vector256.Min(g, b);
            begin.Store(begins);
            (begin + Avx2.BlendVariable(blueStride, greenStride, Vector256.Equals(larger, g).AsUInt16())).Store(stepped);

            // Red's step is on the first edge whose share of it is not used up: the high ends get what r exceeds the other fractions by.
            Vector256<short> upToLarger = Vector256.Min(r, larger), high2 = Vector256.Min(r, smaller);
            Vector256<short> high0 = r - upToLarger, high1 = upToLarger - high2;
            Vector256<short> low0 = one - larger - high0, low1 = larger - smaller - high1, low2 = smaller - high2;
            int* halves = added + x % DitherPattern.Size * 4;
            Vector256<int> first = Avx2.UnpackLow(low0, high0).AsInt32(), second = Avx2.UnpackLow(low1, high1).AsInt32(), third = Avx2.UnpackLow(low2, high2).AsInt32();
            TLayout.Store(
                source,
                target,
                x,
                Sum<TLayout>(entries, begins, stepped, first, second, third, 0b00_00_00_00, halves),
                Sum<TLayout>(entries, begins + 1, stepped + 1, first, second, third, 0b01_01_01_01, halves + 8),
                Sum<TLayout>(entries, begins + 2, stepped + 2, first, second, third, 0b10_10_10_10, halves + 16),
                Sum<TLayout>(entries, begins + 3, stepped + 3, first, second, third, 0b11_11_11_11, halves + 24));
            (first, second, third) = (Avx2.UnpackHigh(low0, high0).AsInt32(), Avx2.UnpackHigh(low1, high1).AsInt32(), Avx2.UnpackHigh(low2, high2).AsInt32());
            TLayout.Store(
                source,
                target,
                x + 8,
                Sum<TLayout>(entries, begins + 4, stepped + 4, first, second, third, 0b00_00_00_00, halves + 32),
                Sum<TLayout>(entries, begins + 5, stepped + 5, first, second, third, 0b01_01_01_01, halves + 40),
                Sum<TLayout>(entries, begins + 6, stepped + 6, first, second, third, 0b10_10_10_10, halves + 48),
                Sum<TLayout>(entries, begins + 7, stepped + 7, first, second, third, 0b11_11_11_11, halves + 56));
        }
    }

    /// <summary>The cut sums of two pixels, eight places apart: four channels in the lower half, four in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Sum<TLayout>(
        short* entries, ushort* begins, ushort* stepped, Vector256<int> first, Vector256<int> second, Vector256<int> third, [ConstantExpected] byte pixel, int* halves)
        where TLayout : struct, ILayout
    {
        short* lower = entries + begins[0] * GradeLut.Channels, upper = entries + begins[8] * GradeLut.Channels;
        Vector256<int> sum = Vector256.Load(halves)
            + Avx2.MultiplyAddAdjacent(Edge(lower, upper), Avx2.Shuffle(first, pixel).AsInt16())
            + Avx2.MultiplyAddAdjacent(
                Edge(entries + stepped[0] * GradeLut.Channels, entries + stepped[8] * GradeLut.Channels),
                Avx2.Shuffle(second, pixel).AsInt16())
            + Avx2.MultiplyAddAdjacent(
                Edge(lower + (GreenStride + BlueStride) * GradeLut.Channels, upper + (GreenStride + BlueStride) * GradeLut.Channels),
                Avx2.Shuffle(third, pixel).AsInt16());
        return sum >> TLayout.Shift;
    }

    /// <summary>Both ends of a red edge for two pixels, channel by channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Edge(short* lower, short* upper)
    {
        Vector256<byte> interleave = Vector256.Create(
            (byte)0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15, 0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
        return Avx2.Shuffle(Vector256.Create(Vector128.Load(lower), Vector128.Load(upper)).AsByte(), interleave).AsInt16();
    }
}
