namespace EmoVid.Realtime;

/// <summary>The exact integer sums of one frame, or of frames added together, equal to the bit on CPU and GPU. The scales and
/// the per-pixel integers V, S, cos, sin, Y are those of <see cref="AttributeScale"/>; a pixel of weight w counts w times, so
/// every weighted sum carries the factor 255.</summary>
/// <remarks>Made once and filled again and again: nothing is allocated after construction. One thread at a time. Sums of what
/// was not asked for are 0; <see cref="Set"/> tells.</remarks>
public sealed class AttributeSums
{
    private readonly long[] _lumaHistogram = new long[AttributeScale.LumaBins];
    private readonly long[] _hueHistogram = new long[AttributeScale.HueBins];
    private readonly AttributeGridCell[] _grid = new AttributeGridCell[AttributeScale.GridSide * AttributeScale.GridSide];

    /// <summary>What the sums hold: the set asked for and what it brings along.</summary>
    public AttributeSet Set { get; set; }

    /// <summary>Pixels looked at.</summary>
    public long PixelCount { get; set; }

    /// <summary>Half-float pixels with a NaN or an infinite alpha, which weigh nothing.</summary>
    public long NonFiniteCount { get; set; }

    /// <summary>Σ w: total weight, 255 for an opaque pixel.</summary>
    public long Weight { get; set; }

    /// <summary>Σ w·V.</summary>
    public long Value { get; set; }

    /// <summary>Σ w·S.</summary>
    public long Saturation { get; set; }

    /// <summary>Σ w·cos.</summary>
    public long HueCos { get; set; }

    /// <summary>Σ w·sin.</summary>
    public long HueSin { get; set; }

    /// <summary>Σ w·((S·cos + 4096) &gt;&gt; 13).</summary>
    public long WeightedHueCos { get; set; }

    /// <summary>Σ w·((S·sin + 4096) &gt;&gt; 13).</summary>
    public long WeightedHueSin { get; set; }

    /// <summary>Σ w·(R − G).</summary>
    public long RedGreen { get; set; }

    /// <summary>Σ w·(R + G − 2B), twice the yellow-blue opponent.</summary>
    public long YellowBlue2 { get; set; }

    /// <summary>Σ w·(R − G)².</summary>
    public long RedGreenSquared { get; set; }

    /// <summary>Σ w·(R + G − 2B)², four times the square of the yellow-blue opponent.</summary>
    public long YellowBlue2Squared { get; set; }

    /// <summary>Σ w·Y.</summary>
    public long Luma { get; set; }

    /// <summary>Σ w·Y².</summary>
    public long LumaSquared { get; set; }

    /// <summary>Whether a previous frame of the same size was there to compare with; of added frames, whether for any.</summary>
    public bool HasPrevious { get; set; }

    /// <summary>Pixels compared with the previous frame; 0 when there was none.</summary>
    public long MotionPixels { get; set; }

    /// <summary>Σ |Yp − previous Yp| over these.</summary>
    public long MotionAbsolute { get; set; }

    /// <summary>Σ (Yp − previous Yp) over these.</summary>
    public long MotionSigned { get; set; }

    /// <summary>Pixels that have four neighbours.</summary>
    public long EdgePixels { get; set; }

    /// <summary>Of these, those where |Yp(x+1, y) − Yp(x−1, y)| + |Yp(x, y+1) − Yp(x, y−1)| ≥ 32.</summary>
    public long EdgeCount { get; set; }

    /// <summary>256 sums of w, one for each value of Y.</summary>
    public ReadOnlySpan<long> LumaHistogram => _lumaHistogram;

    /// <summary>36 sums of w·(S &gt;&gt; 4), ten degrees each, the first from 0° to 10°.</summary>
    public ReadOnlySpan<long> HueHistogram => _hueHistogram;

    internal Span<long> LumaBins => _lumaHistogram;

    internal Span<long> HueBins => _hueHistogram;

    internal Span<AttributeGridCell> GridCells => _grid;

    /// <summary>A cell of the grid.</summary>
    /// <param name="column">0-3 from the left.</param>
    /// <param name="row">0-3 from the top.</param>
    public AttributeGridCell GridCell(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, AttributeScale.GridSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, AttributeScale.GridSide);
        return _grid[row * AttributeScale.GridSide + column];
    }

    /// <summary>The luma below or at which a share of the weight lies: the smallest Y whose cumulative weight reaches the share,
    /// over 255. NaN without a histogram, 0 without weight.</summary>
    /// <param name="share">0-1, for example 0.5 for the median.</param>
    public double LumaPercentile(double share)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is from 0 to 1.");
        }

        if (!Set.Has(AttributeSet.LumaHistogram))
        {
            return double.NaN;
        }

        double wanted = share * Weight;
        long reached = 0;
        for (int bin = 0; bin < _lumaHistogram.Length; bin++)
        {
            reached += _lumaHistogram[bin];
            if (reached > 0 && reached >= wanted)
            {
                return bin / 255.0;
            }
        }

        return 0;
    }

    /// <summary>The luma histogram in fewer bins of equal width.</summary>
    /// <param name="bins">As many entries as bins: a power of two up to 256, such as 64.</param>
    public void CopyLumaHistogram(Span<long> bins)
    {
        if (bins.Length is 0 or > AttributeScale.LumaBins || (bins.Length & (bins.Length - 1)) != 0)
        {
            throw new ArgumentException($"A luma histogram has a power of two of bins up to {AttributeScale.LumaBins}, but the span has {bins.Length}.", nameof(bins));
        }

        bins.Clear();
        for (int bin = 0; bin < _lumaHistogram.Length; bin++)
        {
            bins[bin * bins.Length / _lumaHistogram.Length] += _lumaHistogram[bin];
        }
    }

    /// <summary>All 0, and no set.</summary>
    public void Clear()
    {
        Set = AttributeSet.None;
        PixelCount = NonFiniteCount = Weight = Value = Saturation = HueCos = HueSin = WeightedHueCos = WeightedHueSin = 0;
        RedGreen = YellowBlue2 = RedGreenSquared = YellowBlue2Squared = Luma = LumaSquared = 0;
        HasPrevious = false;
        MotionPixels = MotionAbsolute = MotionSigned = EdgePixels = EdgeCount = 0;
        Array.Clear(_lumaHistogram);
        Array.Clear(_hueHistogram);
        Array.Clear(_grid);
    }

    /// <summary>Pools another frame into this one, as EmoVid pools the pixels of a clip's sampled frames. Into sums that were just
    /// made or cleared it copies.</summary>
    /// <exception cref="ArgumentException">The two hold different sets.</exception>
    public void Add(AttributeSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (PixelCount == 0)
        {
            Set = other.Set;
        }
        else if (Set != other.Set && other.PixelCount != 0)
        {
            throw new ArgumentException($"Sums of {other.Set} cannot be added to sums of {Set}.", nameof(other));
        }

        PixelCount += other.PixelCount;
        NonFiniteCount += other.NonFiniteCount;
        Weight += other.Weight;
        Value += other.Value;
        Saturation += other.Saturation;
        HueCos += other.HueCos;
        HueSin += other.HueSin;
        WeightedHueCos += other.WeightedHueCos;
        WeightedHueSin += other.WeightedHueSin;
        RedGreen += other.RedGreen;
        YellowBlue2 += other.YellowBlue2;
        RedGreenSquared += other.RedGreenSquared;
        YellowBlue2Squared += other.YellowBlue2Squared;
        Luma += other.Luma;
        LumaSquared += other.LumaSquared;
        HasPrevious |= other.HasPrevious;
        MotionPixels += other.MotionPixels;
        MotionAbsolute += other.MotionAbsolute;
        MotionSigned += other.MotionSigned;
        EdgePixels += other.EdgePixels;
        EdgeCount += other.EdgeCount;
        for (int i = 0; i < _lumaHistogram.Length; i++)
        {
            _lumaHistogram[i] += other._lumaHistogram[i];
        }

        for (int i = 0; i < _hueHistogram.Length; i++)
        {
            _hueHistogram[i] += other._hueHistogram[i];
        }

        for (int i = 0; i < _grid.Length; i++)
        {
            (AttributeGridCell a, AttributeGridCell b) = (_grid[i], other._grid[i]);
            _grid[i] = new AttributeGridCell(a.Weight + b.Weight, a.Value + b.Value, a.Saturation + b.Saturation, a.HueCos + b.HueCos, a.HueSin + b.HueSin);
        }
    }

    /// <summary>Becomes a copy of another.</summary>
    public void CopyFrom(AttributeSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other != this)
        {
            Clear();
            Add(other);
        }
    }

    /// <summary>Whether every number is the same.</summary>
    public bool ValueEquals(AttributeSums? other) => other is not null
        && Set == other.Set && PixelCount == other.PixelCount && NonFiniteCount == other.NonFiniteCount && Weight == other.Weight
        && Value == other.Value && Saturation == other.Saturation && HueCos == other.HueCos && HueSin == other.HueSin
        && WeightedHueCos == other.WeightedHueCos && WeightedHueSin == other.WeightedHueSin
        && RedGreen == other.RedGreen && YellowBlue2 == other.YellowBlue2
        && RedGreenSquared == other.RedGreenSquared && YellowBlue2Squared == other.YellowBlue2Squared
        && Luma == other.Luma && LumaSquared == other.LumaSquared
        && HasPrevious == other.HasPrevious && MotionPixels == other.MotionPixels
        && MotionAbsolute == other.MotionAbsolute && MotionSigned == other.MotionSigned
        && EdgePixels == other.EdgePixels && EdgeCount == other.EdgeCount
        && LumaHistogram.SequenceEqual(other.LumaHistogram) && HueHistogram.SequenceEqual(other.HueHistogram)
        && _grid.AsSpan().SequenceEqual(other._grid);
}
