using System.Globalization;
using EmoVid.Realtime.Media.Native;
using FFMpegCore;
using FFMpegCore.Pipes;

namespace EmoVid.Realtime.Media;

/// <summary>Reads what ffmpeg decodes as a NUT stream of raw frames, each with its own time, on a thread of its own.</summary>
internal sealed class FFmpegVideoReader : FrameReader
{
    /// <summary>Memory for frames decoded ahead; at least three frames go round whatever their size.</summary>
    private const long AheadBytes = 64L << 20;

    /// <summary>The one in use, the one whose end is not known yet, the one being filled, and three that are ready.</summary>
    private const int MostFrames = 6;

    private const int LeastFrames = 3;

    private readonly MediaSource _source;
    private readonly FrameReaderOptions _options;
    private readonly VideoClock _clock;
    private readonly DecoderLog _log = new();
    private readonly DecodedFrames _frames;
    private readonly int _frameBytes;
    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private readonly Task _decoding;

    private FFmpegVideoReader(MediaSource source, VideoDescription video, TimeSpan? duration, TimeSpan? streamDuration, FrameReaderOptions options, CancellationToken cancellationToken)
        : base(MediaKind.Video, video.Width, video.Height, null, duration)
    {
        (_source, _options, Video) = (source, options, video);
        _clock = new VideoClock(video.FramesPerSecond, streamDuration);
        bool planes = options.KeepYuv && video.IsPlain420 && !video.IsHdr;
        _frameBytes = planes ? YuvImage.ByteCount(video.Width, video.Height) : checked(video.Width * video.Height * 4);
        int count = (int)Math.Clamp(AheadBytes / _frameBytes, LeastFrames, MostFrames);
        _frames = new DecodedFrames(count, planes ? NewPlanes : NewImage);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registration = _cancellation.Token.Register(_frames.Cancel);

        // On the thread pool, never on the caller's synchronisation context: that one may be a window's thread, or a test
        // runner's, which soon waits for the first frame and could not run what makes it.
        string outputOptions = VideoArguments.Output(video, planes);
        _decoding = Task.Run(() => DecodeAsync(VideoArguments.Input(source.Path, video), outputOptions), CancellationToken.None);
    }

    /// <inheritdoc/>
    public override VideoDescription? Video { get; }

    /// <inheritdoc/>
    public override int RepairedTimestamps => _clock.Repaired;

    /// <summary>Opens a video.</summary>
    public static FFmpegVideoReader Open(MediaSource source, FrameReaderOptions options, CancellationToken cancellationToken)
    {
        // FFProbe puts the path between quotes and looks for the file under the same words, so it cannot be escaped.
        string path = Path.GetFullPath(source.Path);
        if (path.Contains('"', StringComparison.Ordinal))
        {
            throw source.Broken("a quotation mark in a video's path", "a path without one");
        }

        IMediaAnalysis analysis = Task.Run(() => FFmpegInput.GuardedAsync(source, () => FFProbe.AnalyseAsync(path, cancellationToken: cancellationToken, customArguments: FFmpegInput.Protocols)), CancellationToken.None).GetAwaiter().GetResult();
        VideoStream stream = analysis.PrimaryVideoStream ?? throw source.Broken("a file without pictures", "a video stream");
        source.CheckSize(stream.Width, stream.Height);
        VideoDescription video = VideoDescription.Of(stream, analysis.Format.StartTime);
        if (video.IsHdr && options.Hdr == HdrHandling.Refuse)
        {
            throw source.Unsupported(
                $"a high dynamic range video ({video.BitDepth} bits, transfer {video.Transfer}, primaries {(video.Primaries.Length > 0 ? video.Primaries : "unstated")})",
                "standard dynamic range",
                "ask for tone mapping (--tone-map of emovid) or convert it first");
        }

        return new FFmpegVideoReader(source, video, Positive(analysis.Duration), Positive(stream.Duration), options, cancellationToken);
    }

    private protected override bool TryReadNext(int index, TimeSpan time, out MediaFrame frame)
    {
        if (_frames.TryTake(out frame))
        {
            return true;
        }

        _decoding.GetAwaiter().GetResult();
        if (_log.Damage is { } damage && !_options.TolerateDamage)
        {
            throw _source.Broken(string.Create(CultureInfo.InvariantCulture, $"a damaged or cut off frame after {index} frames ({damage})"), "an undamaged video");
        }

        return index > 0 ? false : throw _source.Broken("0 frames that can be decoded", "at least one");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _cancellation.Cancel();
        _decoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _registration.Dispose();
        _cancellation.Dispose();
    }

    private static TimeSpan? Positive(TimeSpan duration) => duration > TimeSpan.Zero ? duration : null;

    private YuvImage NewPlanes() => new(Width, Height, Video!.PixelFormatName == "nv12" ? YuvLayout.Nv12 : YuvLayout.I420, Video.Range, Video.Matrix);

    private RgbaImage NewImage() => new(Width, Height, Video!.HasAlpha ? AlphaMode.Straight : AlphaMode.Opaque);

    private async Task DecodeAsync(FFMpegArguments input, string outputOptions)
    {
        try
        {
            // A thread of its own, and reads that wait: an asynchronous read of a pipe is one more thread switch for each MiB.
            await FFmpegInput.GuardedAsync(
                _source,
                () => input
                    .OutputToPipe(
                        new StreamPipeSink((stream, _) => Task.Factory.StartNew(() => ReadFrames(stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
                        options => options.WithCustomArgument(outputOptions).ForceFormat("nut"))
                    .NotifyOnError(_log.Add)
                    .CancellableThrough(_cancellation.Token)
                    .ProcessAsynchronously(),
                () => _log.Error).ConfigureAwait(false);
        }
        finally
        {
            _frames.Complete();
        }
    }

    private void ReadFrames(Stream stream)
    {
        PipeCapacity.Enlarge(stream);
        var nut = new NutStream(stream);
        object? pending = null;
        int changes = 0;
        try
        {
            for (int index = 0; nut.TryReadHeader(out long stamp, out long bytes); index++)
            {
                if (VideoClock.IsFirstOfItsKind(stamp) && index > 0)
                {
                    RefuseChange(++changes, index);
                }

                if (bytes != _frameBytes)
                {
                    throw _source.Broken(string.Create(CultureInfo.InvariantCulture, $"a frame of {bytes} bytes"), string.Create(CultureInfo.InvariantCulture, $"{_frameBytes} bytes for {Width}×{Height}"));
                }

                _clock.Take(stamp);
                if (pending is not null)
                {
                    _frames.Publish(new MediaFrame(pending, index - 1, _clock.PreviousStart, _clock.PreviousDuration));
                }

                pending = _frames.Rent();
                if (!nut.ReadData(Bytes(pending)))
                {
                    throw new EndOfStreamException();
                }

                _clock.Count++;
            }

            if (pending is not null)
            {
                _frames.Publish(new MediaFrame(pending, _clock.Count - 1, _clock.Start, _clock.LastDuration));
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException or OverflowException)
        {
            throw _source.Broken("that ffmpeg's output breaks off" + (_log.Error is { } error ? $" ({error})" : string.Empty), "complete frames", exception);
        }
    }

    private void RefuseChange(int change, int index)
    {
        (string before, string after) = _log.Change(change);
        if (before != after)
        {
            throw _source.Broken(string.Create(CultureInfo.InvariantCulture, $"frames of {before}, and {after} from frame {index + 1} on"), "one size and format throughout");
        }
    }

    private static Span<byte> Bytes(object pixels) => pixels is YuvImage planes ? planes.Planes : ((RgbaImage)pixels).Pixels;
}
