namespace EmoVid.Realtime.Media;

/// <summary>One frame of a clip, complete on its canvas. Its pixels are valid until the next read.</summary>
public readonly struct MediaFrame : IEquatable<MediaFrame>
{
    internal MediaFrame(object pixels, int index, TimeSpan start, TimeSpan duration) => (Pixels, Index, Start, Duration) = (pixels, index, start, duration);

    /// <summary>Number of the frame, from 0.</summary>
    public int Index { get; }

    /// <summary>When it appears, counted from the first frame.</summary>
    public TimeSpan Start { get; }

    /// <summary>How long it is shown; zero for a still.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Whether the pixels are luma and chroma planes: read <see cref="Yuv"/> then, and <see cref="View"/> otherwise. Never
    /// so unless <see cref="FrameReaderOptions.KeepYuv"/> was asked for or raw planes are read.</summary>
    public bool IsYuv => Pixels is YuvImage;

    /// <summary>The planes as they came from the decoder.</summary>
    /// <exception cref="InvalidOperationException">The frame has none.</exception>
    public YuvFrameView Yuv => Pixels is YuvImage image ? image.View : throw new InvalidOperationException("The frame has pixels, not planes: read View.");

    /// <summary>The pixels, in the format of the frame.</summary>
    /// <exception cref="InvalidOperationException">The frame has planes.</exception>
    public FrameView View => Pixels switch
    {
        RgbaImage image => image.View,
        PackedImage packed => packed.View,
        _ => throw new InvalidOperationException("The frame has planes, not pixels: read Yuv."),
    };

    /// <summary>The pixels, RGBA8 with straight alpha: what every file gives unless <see cref="FrameReaderOptions.KeepYuv"/> was
    /// asked for.</summary>
    /// <exception cref="InvalidOperationException">The frame has planes or raw pixels of another format.</exception>
    public RgbaImage Image => Pixels as RgbaImage ?? throw new InvalidOperationException("The frame is no RGBA8 image: read View or Yuv.");

    /// <summary>What owns the bytes: an <see cref="RgbaImage"/>, a <see cref="YuvImage"/> or a <see cref="PackedImage"/>.</summary>
    internal object Pixels { get; }

    /// <summary>Whether both are the same frame of the same reader.</summary>
    public static bool operator ==(MediaFrame left, MediaFrame right) => left.Equals(right);

    /// <summary>Whether the frames differ.</summary>
    public static bool operator !=(MediaFrame left, MediaFrame right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MediaFrame other) => ReferenceEquals(Pixels, other.Pixels) && (Index, Start, Duration) == (other.Index, other.Start, other.Duration);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MediaFrame other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Start, Duration);
}
