namespace EmoVid.Realtime.Vulkan;

/// <summary>What the attribute pass writes, laid out as in attribute_pass.glsl: some records of all sums, which workgroups share so
/// that their atomics meet less often, then some records of all histogram bins. In a grid a record of sums is a cell.</summary>
internal static class AttributeTotals
{
    /// <summary>Records of sums.</summary>
    public const int Records = AttributeScale.GridSide * AttributeScale.GridSide;

    /// <summary>Words of one record: bits 0-15, bits 16-31 and bits 32-63 of each sum.</summary>
    public const int RecordWords = SumCount * WordsPerSum;

    /// <summary>The word of a record that counts edges.</summary>
    public const int EdgeWord = Edges * WordsPerSum;

    /// <summary>Bytes of the sums alone.</summary>
    public const int SumBytes = BinsStart * sizeof(uint);

    /// <summary>Bytes of all.</summary>
    public const int Bytes = SumBytes + BinRecords * BinCount * WordsPerBin * sizeof(uint);

    private const int WordsPerSum = 3;
    private const int SumCount = 17;
    private const int Edges = 16;
    private const int BinsStart = Records * RecordWords;
    private const int BinRecords = 4;
    private const int BinCount = AttributeScale.LumaBins + AttributeScale.HueBins;
    private const int WordsPerBin = 2;

    /// <summary>Bytes that a set leaves something in.</summary>
    public static int BytesFor(AttributeSet set) => set.Has(AttributeSet.LumaHistogram | AttributeSet.HueHistogram) ? Bytes : SumBytes;

    /// <summary>Makes a frame's sums of the totals.</summary>
    /// <param name="words">At least <see cref="BytesFor"/> bytes.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="sums">Overwritten.</param>
    public static void Read(ReadOnlySpan<uint> words, in AttributeFrame frame, AttributeSums sums)
    {
        sums.Clear();
        sums.Set = frame.Set;
        sums.PixelCount = (long)frame.Width * frame.Height;
        Span<long> totals = stackalloc long[SumCount];
        totals.Clear();
        int factor = frame.IsWeighted ? 1 : AttributeScale.WeightOne;
        for (int record = 0; record < Records; record++)
        {
            ReadOnlySpan<uint> own = words.Slice(record * RecordWords, RecordWords);
            for (int i = 0; i < SumCount; i++)
            {
                totals[i] += Sum(own, i);
            }

            if (frame.Set.Has(AttributeSet.Grid))
            {
                long weight = frame.IsWeighted ? Sum(own, 0) : (CellPixels(frame, record) - Sum(own, 1)) * factor;
                sums.GridCells[record] = new AttributeGridCell(weight, Sum(own, 2) * factor, Sum(own, 3) * factor, Sum(own, 4) * factor, Sum(own, 5) * factor);
            }
        }

        sums.NonFiniteCount = totals[1];
        sums.Weight = frame.IsWeighted ? totals[0] : (sums.PixelCount - totals[1]) * factor;
        sums.Value = totals[2] * factor;
        sums.Saturation = totals[3] * factor;
        sums.HueCos = totals[4] * factor;
        sums.HueSin = totals[5] * factor;
        sums.WeightedHueCos = totals[6] * factor;
        sums.WeightedHueSin = totals[7] * factor;
        sums.RedGreen = totals[8] * factor;
        sums.YellowBlue2 = totals[9] * factor;
        sums.RedGreenSquared = totals[10] * factor;
        sums.YellowBlue2Squared = totals[11] * factor;
        sums.Luma = totals[12] * factor;
        sums.LumaSquared = totals[13] * factor;
        sums.HasPrevious = frame.HasPrevious;
        sums.MotionPixels = frame.HasPrevious ? sums.PixelCount : 0;
        sums.MotionAbsolute = totals[14];
        sums.MotionSigned = totals[15];
        if (frame.Set.Has(AttributeSet.Edges))
        {
            sums.EdgePixels = Math.Max(frame.Width - 2L, 0) * Math.Max(frame.Height - 2L, 0);
            sums.EdgeCount = totals[Edges];
        }

        if (frame.Set.Has(AttributeSet.LumaHistogram))
        {
            ReadBins(words, 0, factor, sums.LumaBins);
        }

        if (frame.Set.Has(AttributeSet.HueHistogram))
        {
            ReadBins(words, AttributeScale.LumaBins, factor, sums.HueBins);
        }
    }

    private static long Sum(ReadOnlySpan<uint> record, int index) =>
        record[index * WordsPerSum] + ((long)record[index * WordsPerSum + 1] << 16) + ((long)(int)record[index * WordsPerSum + 2] << 32);

    private static long CellPixels(in AttributeFrame frame, int cell)
    {
        int column = cell % AttributeScale.GridSide, row = cell / AttributeScale.GridSide;
        return (long)(AttributeScale.GridStart(column + 1, frame.Width) - AttributeScale.GridStart(column, frame.Width))
            * (AttributeScale.GridStart(row + 1, frame.Height) - AttributeScale.GridStart(row, frame.Height));
    }

    private static void ReadBins(ReadOnlySpan<uint> words, int first, int factor, Span<long> bins)
    {
        for (int record = 0; record < BinRecords; record++)
        {
            ReadOnlySpan<uint> own = words.Slice(BinsStart + (record * BinCount + first) * WordsPerBin, bins.Length * WordsPerBin);
            for (int i = 0; i < bins.Length; i++)
            {
                bins[i] += (own[i * WordsPerBin] + ((long)own[i * WordsPerBin + 1] << 16)) * factor;
            }
        }
    }
}
