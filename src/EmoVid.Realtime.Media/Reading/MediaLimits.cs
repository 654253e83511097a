namespace EmoVid.Realtime.Media;

/// <summary>How much a file may ask for. Checked against its header before anything is decoded, because a header of a
/// hundred bytes can ask for gigabytes.</summary>
public sealed record MediaLimits
{
    /// <summary>The limits of calls that bring none.</summary>
    public static MediaLimits Default { get; } = new();

    /// <summary>Longest side, pixels.</summary>
    public int MaxSide { get; init; } = 8192;

    /// <summary>Largest area, pixels: 64 Mpx, 256 MiB as RGBA.</summary>
    public long MaxPixels { get; init; } = 64L << 20;

    /// <summary>Most frames of an animated picture (72 make three seconds).</summary>
    public int MaxFrames { get; init; } = 10_000;

    /// <summary>Largest file of a picture format, bytes. Videos are streamed and have no such limit.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Longest stream that is kept in a temporary file because it cannot be read twice, bytes.</summary>
    public long MaxSpooledBytes { get; init; } = 4L << 30;
}
