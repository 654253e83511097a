namespace FFMpegCore;

/// <summary>The container of a file.</summary>
public class MediaFormat
{
    /// <summary>Length, zero where the container does not say.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Time of the first frame.</summary>
    public TimeSpan StartTime { get; set; }

    /// <summary>ffmpeg's short names of the format.</summary>
    public string FormatName { get; set; } = null!;

    /// <summary>The format in words.</summary>
    public string FormatLongName { get; set; } = null!;

    /// <summary>How many streams there are.</summary>
    public int StreamCount { get; set; }

    /// <summary>How sure ffprobe is of the format, 0-100.</summary>
    public double ProbeScore { get; set; }

    /// <summary>Bits a second over the whole file.</summary>
    public double BitRate { get; set; }

    /// <summary>The container's tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}
