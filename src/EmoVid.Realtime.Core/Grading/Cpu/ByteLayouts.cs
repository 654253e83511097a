using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Which of a pixel's bytes is red.</summary>
internal interface IByteOrder
{
    static abstract bool IsBlueFirst { get; }
}

/// <summary>Red, green, blue, alpha.</summary>
internal readonly struct RedFirst : IByteOrder
{
    public static bool IsBlueFirst => false;
}

/// <summary>Blue, green, red, alpha.</summary>
internal readonly struct BlueFirst : IByteOrder
{
    public static bool IsBlueFirst => true;
}

/// <summary>8-bit pixels in and out, sRGB-encoded; the fourth byte is copied.</summary>
internal readonly unsafe struct ByteLayout<TOrder> : CpuLutKernel.ILayout
    where TOrder : struct, IByteOrder
{
    private const uint AlphaBits = 0xFF000000;

    public static int Shift => LutRounding.CodeBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(void* source, int at, out Vector256<ushort> red, out Vector256<ushort> green, out Vector256<ushort> blue)
    {
        // Each byte twice makes 257·c; halved and rounded up by the average with 0.
        Vector256<byte> firstAndSecond = Vector256.Create(
            (byte)0, 0, 4, 4, 8, 8, 12, 12, 1, 1, 5, 5, 9, 9, 13, 13, 0, 0, 4, 4, 8, 8, 12, 12, 1, 1, 5, 5, 9, 9, 13, 13);
        Vector256<byte> thirdTwice = Vector256.Create(
            (byte)2, 2, 6, 6, 10, 10, 14, 14, 2, 2, 6, 6, 10, 10, 14, 14, 2, 2, 6, 6, 10, 10, 14, 14, 2, 2, 6, 6, 10, 10, 14, 14);
        Vector256<byte> lower = Vector256.Load((byte*)source + 4L * at), upper = Vector256.Load((byte*)source + 4L * at + 32);
        Vector256<ulong> lowerPair = Avx2.Shuffle(lower, firstAndSecond).AsUInt64(), upperPair = Avx2.Shuffle(upper, firstAndSecond).AsUInt64();
        Vector256<ushort> first = Half(Avx2.UnpackLow(lowerPair, upperPair));
        green = Half(Avx2.UnpackHigh(lowerPair, upperPair));
        Vector256<ushort> third = Half(Avx2.UnpackLow(Avx2.Shuffle(lower, thirdTwice).AsUInt64(), Avx2.Shuffle(upper, thirdTwice).AsUInt64()));
        (red, blue) = TOrder.IsBlueFirst ? (third, first) : (first, third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* source, void* target, int at, Vector256<int> s0, Vector256<int> s1, Vector256<int> s2, Vector256<int> s3)
    {
        Vector256<uint> codes = Avx2.PackUnsignedSaturate(Avx2.PackSignedSaturate(s0, s1), Avx2.PackSignedSaturate(s2, s3)).AsUInt32();
        if (TOrder.IsBlueFirst)
        {
            Vector256<byte> order = Vector256.Create(
                (byte)2, 1, 0, 3, 6, 5, 4, 7, 10, 9, 8, 11, 14, 13, 12, 15, 2, 1, 0, 3, 6, 5, 4, 7, 10, 9, 8, 11, 14, 13, 12, 15);
            codes = Avx2.Shuffle(codes.AsByte(), order).AsUInt32();
        }

        Vector256<uint> alpha = Vector256.Load((uint*)source + at) & Vector256.Create(AlphaBits);
        (codes | alpha).Store((uint*)target + at);
    }

    public static (int Red, int Green, int Blue) LoadOne(void* source, int at)
    {
        byte* pixel = (byte*)source + 4L * at;
        int red = TOrder.IsBlueFirst ? 2 : 0;
        return (Position(pixel[red]), Position(pixel[1]), Position(pixel[2 - red]));
    }

    public static void StoreOne(void* source, void* target, int at, int red, int green, int blue)
    {
        (int first, int third) = TOrder.IsBlueFirst ? (blue, red) : (red, blue);
        uint alpha = ((uint*)source)[at] & AlphaBits;
        ((uint*)target)[at] = (uint)(first | green << 8 | third << 16) | alpha;
    }

    /// <summary>A code in units of 1/1024 of a cell, ⌈257·c/2⌉: 0 to 0 and 255 to 32768.</summary>
    private static int Position(int code) => (257 * code + 1) >> 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Half(Vector256<ulong> doubled) => Avx2.Average(doubled.AsUInt16(), Vector256<ushort>.Zero);
}
