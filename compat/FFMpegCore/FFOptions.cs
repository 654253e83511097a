using System.Text;
using FFMpegCore.Enums;

namespace FFMpegCore;

/// <summary>Where the tools are and how they run.</summary>
public class FFOptions : ICloneable
{
    /// <summary>The processes' working directory; empty for the caller's own.</summary>
    public string WorkingDirectory { get; set; } = string.Empty;

    /// <summary>The folder of ffmpeg and ffprobe; empty to search the PATH.</summary>
    public string BinaryFolder { get; set; } = string.Empty;

    /// <summary>Web name of the encoding of the tools' text output.</summary>
    public string EncodingWebName { get; set; } = Encoding.Default.WebName;

    /// <summary>Encoding of the tools' text output.</summary>
    public Encoding Encoding
    {
        get => Encoding.GetEncoding(EncodingWebName);
        set => EncodingWebName = value?.WebName ?? Encoding.Default.WebName;
    }

    /// <summary>ffmpeg's log level; null leaves ffmpeg's default.</summary>
    public FFMpegLogLevel? LogLevel { get; set; }

    /// <summary>A copy of these options.</summary>
    public FFOptions Clone() => (FFOptions)MemberwiseClone();

    object ICloneable.Clone() => Clone();
}
