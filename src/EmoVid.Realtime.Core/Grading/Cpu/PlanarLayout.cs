using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Pixels of a <see cref="GradeBlock"/>: positions in three rows, graded values in one, at the table's own precision.</summary>
internal readonly unsafe struct PlanarLayout : CpuLutKernel.ILayout
{
    public static int Shift => 10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(void* source, int at, out Vector256<ushort> red, out Vector256<ushort> green, out Vector256<ushort> blue)
    {
        ushort* positions = (ushort*)source + at;
        red = InOrder(positions);
        green = InOrder(positions + GradeBlock.Length);
        blue = InOrder(positions + 2 * GradeBlock.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* source, void* target, int at, Vector256<int> s0, Vector256<int> s1, Vector256<int> s2, Vector256<int> s3)
    {
        Vector256<short> first = Avx2.PackSignedSaturate(s0, s1), second = Avx2.PackSignedSaturate(s2, s3);
        short* values = (short*)target + at * GradeLut.Channels;
        Avx2.Permute2x128(first, second, 0x20).Store(values);
        Avx2.Permute2x128(first, second, 0x31).Store(values + 16);
    }

    public static (int Red, int Green, int Blue) LoadOne(void* source, int at)
    {
        ushort* positions = (ushort*)source + at;
        return (positions[0], positions[GradeBlock.Length], positions[2 * GradeBlock.Length]);
    }

    public static void StoreOne(void* source, void* target, int at, int red, int green, int blue)
    {
        short* values = (short*)target + at * GradeLut.Channels;
        (values[0], values[1], values[2], values[3]) = ((short)red, (short)green, (short)blue, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> InOrder(ushort* positions) =>
        Avx2.Permute4x64(Vector256.Load(positions).AsUInt64(), 0b11_01_10_00).AsUInt16();
}
