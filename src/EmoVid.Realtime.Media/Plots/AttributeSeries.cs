namespace EmoVid.Realtime.Media;

/// <summary>The attributes of a clip over time, one entry a measured frame; all lists have the same length. NaN marks a
/// frame of which nothing can be said.</summary>
public sealed record AttributeSeries
{
    /// <summary>When each frame appears, seconds, rising.</summary>
    public required IReadOnlyList<double> Seconds { get; init; }

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

    /// <summary>A few small frames of the clip, evenly spread over its time; may be empty.</summary>
    public IReadOnlyList<RgbaImage> Thumbnails { get; init; } = [];
}
