using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace EmoVid.Realtime.Media;

/// <summary>Reads what ffmpeg decodes, as a stream of PAM images: each carries its own size, so that a frame of another
/// size than announced is an error and never a sheared picture.</summary>
internal sealed partial class FFmpegFrameReader : FrameReader
{
    /// <summary>Never a network protocol: a playlist in disguise must not make the decoder open connections. "unix" and
    /// "pipe" are how the bytes come, depending on the FFMpegCore in use.</summary>
    private const string Protocols = "-protocol_whitelist file,unix,pipe";

    private const int DecodedAhead = 2;

    private readonly MediaSource _source;
    private readonly int[]? _milliseconds;
    private readonly int _orientation;
    private readonly TimeSpan _videoFrame;
    private readonly byte[] _pamHeader;
    private readonly (int Width, int Height) _stored;
    private readonly CancellationTokenSource _cancellation;
    private readonly Channel<RgbaImage> _decoded = Channel.CreateBounded<RgbaImage>(DecodedAhead);
    private readonly Channel<RgbaImage> _free = Channel.CreateUnbounded<RgbaImage>();
    private readonly Task _decoding;
    private RgbaImage? _shown;

    private FFmpegFrameReader(MediaSource source, PictureHeader header, FFMpegArguments input, CancellationToken cancellationToken)
        : base(
            header.Kind,
            header.Orientation >= 5 ? header.Height : header.Width,
            header.Orientation >= 5 ? header.Width : header.Height,
            header.FrameMilliseconds.Length,
            Total(header))
    {
        (_source, _milliseconds, _orientation, _stored) = (source, header.FrameMilliseconds, header.Orientation, (header.Width, header.Height));
        _pamHeader = PamHeader(_stored.Width, _stored.Height);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _decoding = Decode(input, "-fps_mode passthrough");
    }

    private FFmpegFrameReader(MediaSource source, VideoStream video, TimeSpan? duration, FFMpegArguments input, CancellationToken cancellationToken)
        : base(MediaKind.Video, video.Width, video.Height, null, duration)
    {
        (_source, _orientation, _stored) = (source, 1, (video.Width, video.Height));
        _videoFrame = TimeSpan.FromSeconds(1 / video.AvgFrameRate);
        _pamHeader = PamHeader(video.Width, video.Height);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _decoding = Decode(input, string.Create(CultureInfo.InvariantCulture, $"-fps_mode cfr -r {video.AvgFrameRate}"));
    }

    /// <summary>Opens PNG, APNG, GIF or JPEG.</summary>
    public static FFmpegFrameReader OpenPicture(MediaSource source, CancellationToken cancellationToken)
    {
        PictureHeader header = PictureHeader.Read(source);

        // The format is forced, so that ffmpeg cannot take the content for something else than was checked.
        string demuxer = header.Kind switch
        {
            MediaKind.Apng => "apng",
            MediaKind.Gif => "gif",
            MediaKind.Jpeg => "jpeg_pipe",
            _ => "png_pipe",
        };
        Action<FFMpegArgumentOptions> options = input => input
            .WithCustomArgument($"{Protocols} -err_detect explode -noautorotate")
            .UsingThreads(1)
            .ForceFormat(demuxer);

        // ffmpeg's APNG reader seeks, which a pipe cannot.
        FFMpegArguments arguments = header.Kind == MediaKind.Apng
            ? FFMpegArguments.FromFileInput(FFmpegPath(source.Path), verifyExists: false, options)
            : FFMpegArguments.FromPipeInput(new StreamPipeSource(new MemoryStream(source.Data, writable: false)), options);
        return new FFmpegFrameReader(source, header, arguments, cancellationToken);
    }

    /// <summary>Opens a video at its average frame rate.</summary>
    public static FFmpegFrameReader OpenVideo(MediaSource source, CancellationToken cancellationToken)
    {
        // FFProbe puts the path between quotes and looks for the file under the same words, so it cannot be escaped.
        string path = Path.GetFullPath(source.Path);
        if (path.Contains('"', StringComparison.Ordinal))
        {
            throw source.Broken("a quotation mark in a video's path", "a path without one");
        }

        IMediaAnalysis analysis = Task.Run(() => GuardedAsync(source, () => FFProbe.AnalyseAsync(path, cancellationToken: cancellationToken, customArguments: Protocols))).GetAwaiter().GetResult();
        VideoStream video = analysis.PrimaryVideoStream ?? throw source.Broken("a file without pictures", "a video stream");
        source.CheckSize(video.Width, video.Height);
        if (!(double.IsFinite(video.AvgFrameRate) && video.AvgFrameRate > 0))
        {
            throw source.Broken("a video without a frame rate", "frames with times");
        }

        // ffmpeg's own VP8 and VP9 decoders drop the alpha plane; libvpx keeps it.
        string decoder = (video.CodecName, HasAlphaTag(video)) switch
        {
            ("vp8", true) => "-c:v libvpx",
            ("vp9", true) => "-c:v libvpx-vp9",
            _ => string.Empty,
        };
        FFMpegArguments arguments = FFMpegArguments.FromFileInput(
            FFmpegPath(source.Path),
            verifyExists: false,
            input => input.WithCustomArgument($"{Protocols} -noautorotate {decoder}"));
        return new FFmpegFrameReader(source, video, analysis.Duration > TimeSpan.Zero ? analysis.Duration : null, arguments, cancellationToken);
    }

    private protected override RgbaImage? ReadNext(int index, out TimeSpan duration)
    {
        if (_shown is not null)
        {
            _free.Writer.TryWrite(_shown);
            _shown = null;
        }

        duration = default;
        if (!_decoded.Reader.WaitToReadAsync(_cancellation.Token).AsTask().GetAwaiter().GetResult() || !_decoded.Reader.TryRead(out _shown))
        {
            _decoding.GetAwaiter().GetResult();
            if (index == 0 || (_milliseconds is not null && index != _milliseconds.Length))
            {
                throw _source.Broken($"{index} frames that can be decoded", $"{FrameCount?.ToString(CultureInfo.InvariantCulture) ?? "at least one"}");
            }

            return null;
        }

        if (index >= _milliseconds?.Length)
        {
            throw _source.Broken("more frames than it announces", $"{FrameCount}");
        }

        duration = _milliseconds is null ? _videoFrame : TimeSpan.FromMilliseconds(_milliseconds[index]);
        return ExifOrientation.Apply(_shown, _orientation);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _cancellation.Cancel();
        _decoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _cancellation.Dispose();
    }

    /// <summary>Decodes on the thread pool, never on the caller's synchronisation context: that one may be a window's thread, or a
    /// test runner's, which soon waits for the first frame and could not run what makes it.</summary>
    private Task Decode(FFMpegArguments input, string timing) => Task.Run(() => DecodeAsync(input, timing));

    private async Task DecodeAsync(FFMpegArguments input, string timing)
    {
        try
        {
            await GuardedAsync(_source, () => input
                .WithGlobalOptions(options => options.WithVerbosityLevel(FFMpegCore.Arguments.VerbosityLevel.Error))
                .OutputToPipe(new StreamPipeSink(ReadFramesAsync), options => options
                    .WithCustomArgument($"-map 0:v:0 {timing} {(_milliseconds is null ? string.Empty : "-xerror")}")
                    .WithVideoCodec("pam")
                    .ForcePixelFormat("rgba")
                    .ForceFormat("image2pipe"))
                .CancellableThrough(_cancellation.Token)
                .ProcessAsynchronously()).ConfigureAwait(false);
        }
        finally
        {
            _decoded.Writer.Complete();
        }
    }

    private async Task ReadFramesAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[_pamHeader.Length];
        while (true)
        {
            int count = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            if (!header.AsSpan(0, count).SequenceEqual(_pamHeader))
            {
                throw _source.Broken("a frame of another size than its header says", $"{_stored.Width}×{_stored.Height}");
            }

            RgbaImage image = _free.Reader.TryRead(out RgbaImage? reused) ? reused : new RgbaImage(_stored.Width, _stored.Height, AlphaMode.Straight);
            if (await stream.ReadAtLeastAsync(image.Pixels, image.Pixels.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < image.Pixels.Length)
            {
                throw _source.Broken("a frame that breaks off", "complete frames");
            }

            // The reader's own token: nobody takes frames once it is disposed, whether or not ffmpeg still runs.
            await _decoded.Writer.WriteAsync(image, _cancellation.Token).ConfigureAwait(false);
        }
    }

    /// <summary>The header that ffmpeg's PAM encoder writes for 8-bit RGBA of a size (netpbm's pam(5)).</summary>
    private static byte[] PamHeader(int width, int height) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"P7\nWIDTH {width}\nHEIGHT {height}\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"));

    /// <summary>A path that ffmpeg takes for nothing but a file, escaped for the quotes between which FFMpegCore puts it:
    /// a quotation mark takes a backslash, and backslashes before it, or at the end, are doubled.</summary>
    private static string FFmpegPath(string path) =>
        "file:" + QuotationMark().Replace(TrailingBackslashes().Replace(Path.GetFullPath(path), "$0$0"), "$1$1\\\"");

    [GeneratedRegex("(\\\\*)\"")]
    private static partial Regex QuotationMark();

    [GeneratedRegex("\\\\+$")]
    private static partial Regex TrailingBackslashes();

    private static bool HasAlphaTag(VideoStream video) =>
        video.Tags?.Any(tag => tag.Key.Equals("alpha_mode", StringComparison.OrdinalIgnoreCase) && tag.Value == "1") ?? false;

    private static async Task<T> GuardedAsync<T>(MediaSource source, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (FFMpegException exception) when (exception.Type == FFMpegExceptionType.Process)
        {
            string[] lines = exception.FFMpegErrorOutput.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            throw source.Broken(lines.Length == 0 ? "content that ffmpeg refuses" : $"content that ffmpeg refuses ({lines[0].TrimEnd('.')})", "an undamaged file", exception);
        }
        catch (FFMpegException exception)
        {
            throw source.Missing("ffmpeg", "ffmpeg", exception);
        }
    }
}
