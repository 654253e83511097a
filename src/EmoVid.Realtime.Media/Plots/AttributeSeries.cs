namespace EmoVid.Realtime.Media;

/// <summary>What a plot shows of a clip: its attributes over time, one entry a measured frame. NaN marks a frame of which nothing can
/// be said; a list that is empty was not measured, and its panel is left out.</summary>
public sealed record AttributeSeries
{
    /// <summary>When each frame appears, seconds, not falling.</summary>
    public required IReadOnlyList<double> Seconds { get; init; }

    /// <summary>When the last frame ends, seconds; NaN takes the last but one frame's length for the last's.</summary>
    public double EndSeconds { get; init; } = double.NaN;

    /// <summary>Mean HSV value, 0-1.</summary>
    public required IReadOnlyList<double> Brightness { get; init; }

    /// <summary>Mean HSV saturation, 0-1.</summary>
    public required IReadOnlyList<double> Colorfulness { get; init; }

    /// <summary>Circular mean of HSV hue, degrees.</summary>
    public required IReadOnlyList<double> HueDegrees { get; init; }

    /// <summary>Length of the mean hue vector, 0-1: how much the hue means. Faint where it is near 0.</summary>
    public required IReadOnlyList<double> HueResultantLength { get; init; }

    /// <summary>Mean colour of each frame as 0xRRGGBB.</summary>
    public required IReadOnlyList<int> Colors { get; init; }

    /// <summary>Hasler and Süsstrunk's M3.</summary>
    public IReadOnlyList<double> HaslerSusstrunk { get; init; } = [];

    /// <summary>Percentiles of luma, 0-1.</summary>
    public IReadOnlyList<LumaSpread> Luma { get; init; } = [];

    /// <summary>Change of luma a second, in units of black to white.</summary>
    public IReadOnlyList<double> MotionPerSecond { get; init; } = [];

    /// <summary>Where shots begin, seconds, without the first; rising.</summary>
    public IReadOnlyList<double> CutSeconds { get; init; } = [];

    /// <summary>Shares of a still's pixels in equal bins of luma from black to white; shown for a single frame only.</summary>
    public IReadOnlyList<double> LumaHistogram { get; init; } = [];

    /// <summary>Saturation of a still in equal bins of hue from 0 degrees on; shown for a single frame only.</summary>
    public IReadOnlyList<double> HueHistogram { get; init; } = [];

    /// <summary>A few small frames of the clip, evenly spread over its time; may be empty.</summary>
    public IReadOnlyList<RgbaImage> Thumbnails { get; init; } = [];

    /// <summary>A second line under the title: what was measured, and how.</summary>
    public string Subtitle { get; init; } = "";

    internal void Check()
    {
        int count = Seconds.Count;
        bool fits = Brightness.Count == count && Colorfulness.Count == count && HueDegrees.Count == count && HueResultantLength.Count == count && Colors.Count == count
            && Optional(HaslerSusstrunk.Count) && Optional(Luma.Count) && Optional(MotionPerSecond.Count);
        if (count == 0 || !fits)
        {
            throw new ArgumentException("A plot needs at least one frame and lists of the same length.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(Thumbnails.Count, MaxThumbnails, nameof(Thumbnails));

        bool Optional(int length) => length == 0 || length == count;
    }

    internal const int MaxThumbnails = 16;
}
