namespace EmoVid.Realtime.Media;

/// <summary>Reads a picture, an animated picture or a video frame by frame: straight alpha, each frame complete.</summary>
/// <remarks>
/// <para>One thread at a time. Frames are decoded ahead by at most five, whatever the length of the clip; reading a video allocates
/// nothing for a frame.</para>
/// <para>The frames of a video have their own times, whatever the rate does; see <see cref="RepairedTimestamps"/> for bad ones. A video
/// that is damaged or breaks off inside a frame gives its whole frames and then one <see cref="MediaFormatException"/>; one
/// whose frames change their size or pixel format on the way, one that names both.</para>
/// <para>ffmpeg and librsvg run in processes of their own; libwebp and rlottie in this one. libwebp was made for files from anywhere, rlottie
/// was not: what is known to break it is refused before it sees it, and a frame that takes longer than 10 s is given up with the
/// thread that draws it, but a service that draws strangers' Lottie should do so in a process that it can lose.</para>
/// </remarks>
public abstract class FrameReader : IDisposable
{
    private SpooledInput? _spooled;
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

    /// <summary>What a video says about its pictures; null for all else.</summary>
    public virtual VideoDescription? Video => null;

    /// <summary>Frames so far whose timestamp was missing, repeated or went backwards. Such a frame starts one average frame after its
    /// predecessor, and so do the following ones until their own times are later: time never stands still.</summary>
    public virtual int RepairedTimestamps => 0;

    /// <summary>Opens a file. Its structure and size are checked here, before anything is decoded.</summary>
    /// <param name="path">The file; what it is follows from its content.</param>
    /// <param name="limits">How much it may ask for; null for <see cref="MediaLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the reading, also later.</param>
    /// <exception cref="MediaFileException">The file is missing or cannot be read.</exception>
    /// <exception cref="MediaFormatException">The file is damaged or of an unknown format.</exception>
    /// <exception cref="MediaLimitException">The file is too large.</exception>
    /// <exception cref="MediaToolException">A decoder is not installed.</exception>
    public static FrameReader Open(string path, MediaLimits? limits = null, CancellationToken cancellationToken = default) =>
        Open(path, new FrameReaderOptions { Limits = limits ?? MediaLimits.Default }, cancellationToken);

    /// <summary>Opens a file. Its structure and size are checked here, before anything is decoded.</summary>
    /// <param name="path">The file; what it is follows from its content.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="cancellationToken">Stops the reading, also later.</param>
    /// <exception cref="MediaException">As the other overload, and a <see cref="MediaFormatException"/> for a high dynamic range where
    /// <see cref="FrameReaderOptions.Hdr"/> refuses it.</exception>
    public static FrameReader Open(string path, FrameReaderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(MediaSource.Open(path, options.Limits), options, cancellationToken);
    }

    /// <summary>Reads a file from a stream, such as standard input: it is kept in a temporary file until the reader is disposed
    /// (<see cref="SpooledInput"/>), and what it is follows from its content. Raw frames need a <see cref="RawFrameReader"/>.</summary>
    /// <param name="stream">The whole file, from the present position on.</param>
    /// <param name="name">What messages call it, e.g. "-".</param>
    /// <param name="options">How it is read.</param>
    /// <param name="cancellationToken">Stops the reading, also later.</param>
    /// <exception cref="MediaException">As for a file, and a <see cref="MediaLimitException"/> for a stream that is too long.</exception>
    public static FrameReader Open(Stream stream, string name, FrameReaderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SpooledInput spooled = SpooledInput.Create(stream, name, options.Limits, cancellationToken);
        try
        {
            FrameReader reader = Open(MediaSource.Open(spooled.Path, options.Limits, name), options, cancellationToken);
            reader._spooled = spooled;
            return reader;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    private static FrameReader Open(MediaSource source, FrameReaderOptions options, CancellationToken cancellationToken)
    {
        MediaLimits limits = options.Limits;
        return source.Kind switch
        {
            MediaKind.Video => FFmpegVideoReader.Open(source, options, cancellationToken),
            MediaKind.Svg => FFmpegPictureReader.OpenPicture(SvgRasterizer.ToPng(source, null, limits, cancellationToken), cancellationToken),
            MediaKind.Lottie => LottieFrameReader.Open(source),
            MediaKind.WebP => new WebPFrameReader(source, PictureHeader.Read(source)),
            _ => FFmpegPictureReader.OpenPicture(source, cancellationToken),
        };
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">The frame, whose pixels are overwritten by the next call.</param>
    /// <returns>False after the last frame.</returns>
    /// <exception cref="MediaFormatException">The frame is damaged, or the clip ends too early.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool TryRead(out MediaFrame frame)
    {
        if (!TryReadNext(_index, _time, out frame))
        {
            return false;
        }

        _time = frame.Start + frame.Duration;
        _index++;
        return true;
    }

    /// <summary>Stops decoding and releases the decoder.</summary>
    public void Dispose()
    {
        Dispose(true);
        _spooled?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <param name="index">Number of the frame.</param>
    /// <param name="time">The end of the frame before.</param>
    /// <param name="frame">The frame.</param>
    private protected abstract bool TryReadNext(int index, TimeSpan time, out MediaFrame frame);

    /// <summary>Releases the decoder.</summary>
    protected abstract void Dispose(bool disposing);

    private protected static TimeSpan Total(PictureHeader header) => TimeSpan.FromMilliseconds(header.FrameMilliseconds.Sum(milliseconds => (long)milliseconds));
}
