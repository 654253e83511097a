namespace EmoVid.Realtime;

/// <summary>What <see cref="CpuLutKernel"/> adds to its sums before it cuts them to codes, in the order in which its lanes stand: for each eight
/// pixels four groups of eight integers, group k with the value of pixel k four times and that of pixel 4 + k four times.</summary>
internal static class LutRounding
{
    /// <summary>Bits of a sum below an 8-bit code: 10 of the weights and 7 of the table's entries.</summary>
    public const int CodeBits = 17;

    /// <summary>Integers of one row of <see cref="DitherPattern.Size"/> pixels.</summary>
    public const int RowLength = DitherPattern.Size * 4;

    private static readonly int[] DitheredRows = BuildDithered();
    private static readonly int[] NearestRow = BuildConstant(1 << (CodeBits - 1));
    private static readonly int[] FinerRow = BuildConstant(1 << 9);

    /// <summary>Thresholds for a row of the frame, repeating after <see cref="DitherPattern.Size"/> pixels. Pinned.</summary>
    public static ref int Dithered(int y) => ref DitheredRows[(y & (DitherPattern.Size - 1)) * RowLength];

    /// <summary>Halves: rounds to the nearest 8-bit code. Pinned.</summary>
    public static ref int Nearest => ref NearestRow[0];

    /// <summary>Halves for sums that keep the table's own precision. Pinned.</summary>
    public static ref int Finer => ref FinerRow[0];

    /// <summary>The threshold of one pixel as a part of an 8-bit code's <see cref="CodeBits"/>.</summary>
    public static int Threshold(int x, int y) =>
        Threshold(DitherPattern.Thresholds[(y & (DitherPattern.Size - 1)) * DitherPattern.Size + (x & (DitherPattern.Size - 1))]);

    private static int Threshold(byte level) => ((2 * level + 1) << (CodeBits - 9));

    private static int[] BuildDithered()
    {
        int[] rows = GC.AllocateArray<int>(DitherPattern.Size * RowLength, pinned: true);
        for (int y = 0; y < DitherPattern.Size; y++)
        {
            for (int x = 0; x < DitherPattern.Size; x++)
            {
                int group = y * RowLength + x / 8 * 32 + x % 4 * 8 + (x & 4);
                rows.AsSpan(group, 4).Fill(Threshold(x, y));
            }
        }

        return rows;
    }

    private static int[] BuildConstant(int value)
    {
        int[] row = GC.AllocateArray<int>(RowLength, pinned: true);
        row.AsSpan().Fill(value);
        return row;
    }
}
