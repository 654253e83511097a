namespace FFMpegCore;

/// <summary>An audio stream.</summary>
public class AudioStream : MediaStream
{
    /// <summary>How many channels there are.</summary>
    public int Channels { get; set; }

    /// <summary>ffmpeg's name of the channel layout.</summary>
    public string ChannelLayout { get; set; } = null!;

    /// <summary>Samples a second.</summary>
    public int SampleRateHz { get; set; }

    /// <summary>The codec's profile.</summary>
    public string Profile { get; set; } = null!;
}
