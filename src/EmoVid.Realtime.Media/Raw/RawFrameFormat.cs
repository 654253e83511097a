namespace EmoVid.Realtime.Media;

/// <summary>What raw frames are; nothing in their bytes says so.</summary>
/// <param name="Width">Pixels a row, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Layout">How the pixels lie.</param>
public sealed record RawFrameFormat(int Width, int Height, RawPixelLayout Layout)
{
    /// <summary>Frames a second, above 0. 25 by default, as in ffmpeg.</summary>
    public double FramesPerSecond { get; init; } = 25;

    /// <summary>Meaning of alpha. Straight by default, as in ffmpeg; planes have none.</summary>
    public AlphaMode AlphaMode { get; init; } = AlphaMode.Straight;

    /// <summary>Range of planes. Limited by default, as ffmpeg assumes.</summary>
    public YuvRange Range { get; init; } = YuvRange.Limited;

    /// <summary>Matrix of planes; null for BT.709 from 720 rows on and BT.601 below, as in <see cref="VideoDescription"/>.</summary>
    public YuvMatrix? Matrix { get; init; }

    /// <summary>Whether the frames are planes.</summary>
    public bool IsYuv => Layout is RawPixelLayout.Nv12 or RawPixelLayout.Yuv420P;

    /// <summary>The matrix that is stated or follows from the height.</summary>
    public YuvMatrix EffectiveMatrix => Matrix ?? VideoDescription.AssumedMatrix(Height);

    /// <summary>Bytes of a frame.</summary>
    /// <exception cref="OverflowException">Beyond 2 GiB.</exception>
    public int FrameBytes => IsYuv ? YuvImage.ByteCount(Width, Height) : checked(Width * Height * PackedFormat.BytesPerPixel());

    /// <summary>The format of pixels that are no planes.</summary>
    internal PixelFormat PackedFormat => Layout switch
    {
        RawPixelLayout.Bgra => PixelFormat.Bgra8,
        RawPixelLayout.Rgb10A2 => PixelFormat.Rgb10A2,
        RawPixelLayout.Rgba16F => PixelFormat.Rgba16F,
        _ => PixelFormat.Rgba8,
    };

    internal YuvLayout YuvLayout => Layout == RawPixelLayout.Nv12 ? YuvLayout.Nv12 : YuvLayout.I420;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1);
        if (!(FramesPerSecond > 0 && double.IsFinite(FramesPerSecond)))
        {
            throw new ArgumentOutOfRangeException(nameof(FramesPerSecond), FramesPerSecond, "A rate lies above 0.");
        }

        _ = FrameBytes;
    }
}
