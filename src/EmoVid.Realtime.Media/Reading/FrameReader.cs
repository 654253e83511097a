namespace EmoVid.Realtime.Media;

/// <summary>Reads a picture, an animated picture or a video frame by frame: straight alpha, each frame complete.</summary>
/// <remarks>One thread at a time. Frames are decoded ahead by at most three, whatever the length of the clip.</remarks>
public abstract class FrameReader : IDisposable
{
    private TimeSpan _time;
    private int _index;

    private protected FrameReader(MediaKind kind, int width, int height, int? frameCount, TimeSpan? duration)
    {
        Kind = kind;
        Width = width;
        Height = height;
        FrameCount = frameCount;
        Duration = duration;
    }

    /// <summary>What the file is by its content.</summary>
    public MediaKind Kind { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Number of frames; null for videos, which do not say.</summary>
    public int? FrameCount { get; }

    /// <summary>Length of the clip; zero for a still, null for a video that does not say.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>Opens a file. Its structure and size are checked here, before anything is decoded.</summary>
    /// <param name="path">The file; what it is follows from its content.</param>
    /// <param name="limits">How much it may ask for; null for <see cref="MediaLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the reading, also later.</param>
    /// <exception cref="MediaFileException">The file is missing or cannot be read.</exception>
    /// <exception cref="MediaFormatException">The file is damaged or of an unknown format.</exception>
    /// <exception cref="MediaLimitException">The file is too large.</exception>
    /// <exception cref="MediaToolException">A decoder is not installed.</exception>
    public static FrameReader Open(string path, MediaLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= MediaLimits.Default;
        MediaSource source = MediaSource.Open(path, limits);
        return source.Kind switch
        {
            MediaKind.Video => FFmpegFrameReader.OpenVideo(source, cancellationToken),
            MediaKind.Svg => FFmpegFrameReader.OpenPicture(SvgRasterizer.ToPng(source, null, limits, cancellationToken), cancellationToken),
            MediaKind.WebP => new WebPFrameReader(source, PictureHeader.Read(source)),
            _ => FFmpegFrameReader.OpenPicture(source, cancellationToken),
        };
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">The frame, whose pixels are overwritten by the next call.</param>
    /// <returns>False after the last frame.</returns>
    /// <exception cref="MediaFormatException">The frame is damaged, or the clip ends too early.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool TryRead(out MediaFrame frame)
    {
        if (ReadNext(_index, out TimeSpan duration) is not { } image)
        {
            frame = default;
            return false;
        }

        frame = new MediaFrame(image, _index, _time, duration);
        _time += duration;
        _index++;
        return true;
    }

    /// <summary>Stops decoding and releases the decoder.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected abstract RgbaImage? ReadNext(int index, out TimeSpan duration);

    /// <summary>Releases the decoder.</summary>
    protected abstract void Dispose(bool disposing);

    private protected static TimeSpan Total(PictureHeader header) => TimeSpan.FromMilliseconds(header.FrameMilliseconds.Sum(milliseconds => (long)milliseconds));
}
