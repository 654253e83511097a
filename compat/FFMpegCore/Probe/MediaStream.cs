namespace FFMpegCore;

/// <summary>What all kinds of streams have.</summary>
public abstract class MediaStream
{
    /// <summary>Number of the stream in the file.</summary>
    public int Index { get; set; }

    /// <summary>ffmpeg's short name of the codec.</summary>
    public string CodecName { get; set; } = null!;

    /// <summary>The codec in words.</summary>
    public string CodecLongName { get; set; } = null!;

    /// <summary>Bits a second, 0 where the file does not say.</summary>
    public long BitRate { get; set; }

    /// <summary>Time of the first frame.</summary>
    public TimeSpan StartTime { get; set; }

    /// <summary>Length, zero where the file does not say.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The stream's tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}
