using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Adds up the linear light of sRGB codes of 8 or 15 bits, column by column, in 16-bit integers.</summary>
/// <remarks>For 8 bits the transfer function is a polynomial of degree 4 in Q15, fitted to IEC 61966-2-1 over the 256 codes (weighted least
/// squares, reweighted towards the largest error) and at most 6e-4 from it, which the thresholds of the detectors allow for. The
/// table is that polynomial in scalar form, so that every processor adds the same integers. For 15 bits it is a table of the exact function, rounded.</remarks>
internal static class FlashLight
{
    /// <summary>Linear light 1 in the sums, a pixel.</summary>
    public const int One = 4096;

    /// <summary>Rows whose sum fits 16 bits.</summary>
    public const int RowsPerSum = 15;

    private const short C1 = 1499, C2 = 16195, C3 = 20167, C4 = -5108;

    /// <summary>Q15 to <see cref="One"/>.</summary>
    private const int Shift = 3;

    private static readonly ushort[] Table = Build();
    private static readonly Lazy<ushort[]> WideTable = new(BuildWide);

    /// <summary>The light of a code, 0 to <see cref="One"/>.</summary>
    public static int Of(byte code) => Table[code];

    /// <summary>Adds a row of codes to the sums, which are as many.</summary>
    public static void AddRow(ReadOnlySpan<byte> codes, Span<ushort> sums)
    {
        int i = 0;
        if (Avx2.IsSupported)
        {
            ref byte from = ref MemoryMarshal.GetReference(codes);
            ref ushort to = ref MemoryMarshal.GetReference(sums);
            for (; i <= codes.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
            {
                Vector256<short> code = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref from, (nuint)i));
                (Vector256.LoadUnsafe(ref to, (nuint)i) + Light(code).AsUInt16()).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < codes.Length; i++)
        {
            sums[i] += Table[codes[i]];
        }
    }

    /// <summary>Adds a row of codes of 0 to <see cref="GradeLut.One"/> to the sums, which are as many.</summary>
    public static void AddRow(ReadOnlySpan<short> codes, Span<ushort> sums)
    {
        ReadOnlySpan<ushort> table = WideTable.Value;
        for (int i = 0; i < codes.Length; i++)
        {
            sums[i] += table[codes[i]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Light(Vector256<short> code)
    {
        Vector256<short> x = (code << 7) | (code >>> 1);
        Vector256<short> y = Avx2.MultiplyHighRoundScale(Vector256.Create(C4), x) + Vector256.Create(C3);
        y = Avx2.MultiplyHighRoundScale(y, x) + Vector256.Create(C2);
        y = Avx2.MultiplyHighRoundScale(y, x) + Vector256.Create(C1);
        y = Avx2.MultiplyHighRoundScale(y, x);
        return (y + Vector256.Create((short)(1 << (Shift - 1)))) >>> Shift;
    }

    private static ushort[] Build()
    {
        var table = new ushort[256];
        for (int code = 0; code < table.Length; code++)
        {
            int x = (code << 7) | (code >> 1);
            int y = RoundedProduct(C4, x) + C3;
            y = RoundedProduct(y, x) + C2;
            y = RoundedProduct(y, x) + C1;
            y = RoundedProduct(y, x);
            table[code] = (ushort)((y + (1 << (Shift - 1))) >> Shift);
        }

        return table;
    }

    private static ushort[] BuildWide()
    {
        var table = new ushort[GradeLut.One + 1];
        for (int code = 0; code < table.Length; code++)
        {
            table[code] = (ushort)(One * SrgbTransfer.DecodeExact(code / (double)GradeLut.One) + 0.5);
        }

        return table;
    }

    private static int RoundedProduct(int a, int b) => (a * b + (1 << 14)) >> 15;
}
