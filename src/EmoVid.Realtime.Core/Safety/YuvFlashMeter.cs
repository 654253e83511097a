using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Measures 4:2:0 frames: each chroma sample with the mean of its luma samples, as one pixel.</summary>
internal sealed class YuvFlashMeter(FlashGrid grid, in YuvCoefficients coefficients, bool pairsChroma)
    : FlashMeter(grid.Columns, (grid.Width + 1) / 2, grid.CellSize / 2, 0)
{
    private readonly YuvCoefficients _coefficients = coefficients;
    private readonly byte[] _row = new byte[(grid.Width + 1) / 2 * 4];

    protected override int AddRows(in FlashSurface strip)
    {
        FlashPlane luma = strip[0], chroma = strip[1];
        for (int y = 0; y < chroma.Rows; y++)
        {
            ReadOnlySpan<byte> upper = luma.Row(2 * y), lower = luma.Row(Math.Min(2 * y + 1, luma.Rows - 1));
            ReadOnlySpan<byte> cb = chroma.Row(y), cr = pairsChroma ? cb[1..] : strip[2].Row(y);
            int step = pairsChroma ? 2 : 1;
            for (int x = ConvertEights(upper, lower, cb, cr); x < _row.Length / 4; x++)
            {
                int left = 2 * x, right = Math.Min(left + 1, upper.Length - 1);
                int mean = (upper[left] + upper[right] + lower[left] + lower[right] + 2) >> 2;
                (int red, int green, int blue) = _coefficients.ToRgb(mean, cb[x * step], cr[x * step]);
                (_row[4 * x], _row[4 * x + 1], _row[4 * x + 2]) = ((byte)red, (byte)green, (byte)blue);
            }

            AddRow(_row);
        }

        return chroma.Rows;
    }

    /// <summary>Converts eight samples at a time, to the same integers as <see cref="YuvCoefficients.ToRgb"/>; returns how many.</summary>
    private int ConvertEights(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr)
    {
        if (!Avx2.IsSupported)
        {
            return 0;
        }

        Span<int> row = MemoryMarshal.Cast<byte, int>(_row.AsSpan());
        int x = 0;
        for (; x <= upper.Length / 2 - Vector256<int>.Count; x += Vector256<int>.Count)
        {
            Vector256<short> columns = Avx2.ConvertToVector256Int16(Vector128.Create(upper.Slice(2 * x, 16))) + Avx2.ConvertToVector256Int16(Vector128.Create(lower.Slice(2 * x, 16)));
            Vector256<int> luma = (Avx2.MultiplyAddAdjacent(columns, Vector256<short>.One) + Vector256.Create(2)) >> 2;
            Vector256<int> u, v;
            if (pairsChroma)
            {
                Vector256<int> pairs = Avx2.ConvertToVector256Int32(Vector128.Create(cb.Slice(2 * x, 16)).AsUInt16());
                (u, v) = (pairs & Vector256.Create(255), pairs >>> 8);
            }
            else
            {
                u = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(cb.Slice(x, 8))).AsByte());
                v = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(cr.Slice(x, 8))).AsByte());
            }

            Vector256<int> centre = Vector256.Create(128);
            Vector256<int> y = Rounded((luma - Vector256.Create(_coefficients.LumaOffset)) << 7, _coefficients.LumaScale);
            (u, v) = ((u - centre) << 8, (v - centre) << 8);
            Vector256<int> red = Code(y + Rounded(v, _coefficients.RedV));
            Vector256<int> green = Code(y - Rounded(u, _coefficients.GreenU) - Rounded(v, _coefficients.GreenV));
            Vector256<int> blue = Code(y + Rounded(u, _coefficients.BlueU));
            (red | (green << 8) | (blue << 16)).CopyTo(row[x..]);
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rounded(Vector256<int> value, int factor) => (value * factor + Vector256.Create(1 << 14)) >> 15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Code(Vector256<int> sixtyFourths) =>
        Vector256.Min(Vector256.Max((sixtyFourths + Vector256.Create(32)) >> 6, Vector256<int>.Zero), Vector256.Create(255));
}
