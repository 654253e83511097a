namespace EmoVid.Realtime.Media;

/// <summary>How a file is read.</summary>
public sealed record FrameReaderOptions
{
    /// <summary>How much the file may ask for.</summary>
    public MediaLimits Limits { get; init; } = MediaLimits.Default;

    /// <summary>Gives 8-bit 4:2:0 video as the planes that the decoder made, without a conversion; all else (alpha, 4:2:2, 4:4:4,
    /// RGB, more than 8 bits, pictures) stays RGBA. Off by default.</summary>
    public bool KeepYuv { get; init; }

    /// <summary>What happens to a high dynamic range video (transfer function PQ or HLG).</summary>
    public HdrHandling Hdr { get; init; } = HdrHandling.Refuse;

    /// <summary>Reads on where ffmpeg mends or drops damaged frames, as a player does. Off by default: the reader then
    /// ends with an error after the frames that are whole.</summary>
    public bool TolerateDamage { get; init; }
}
