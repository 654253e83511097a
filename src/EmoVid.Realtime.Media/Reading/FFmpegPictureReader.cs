using System.Globalization;
using System.Text;
using System.Threading.Channels;
using FFMpegCore;
using FFMpegCore.Pipes;

namespace EmoVid.Realtime.Media;

/// <summary>Reads PNG, APNG, GIF and JPEG, which ffmpeg decodes, as a stream of PAM images: each carries its own size, so that a
/// frame of another size than announced is an error and never a sheared picture.</summary>
internal sealed class FFmpegPictureReader : FrameReader
{
    private const int DecodedAhead = 2;

    private readonly MediaSource _source;
    private readonly int[] _milliseconds;
    private readonly int _orientation;
    private readonly byte[] _pamHeader;
    private readonly (int Width, int Height) _stored;
    private readonly CancellationTokenSource _cancellation;
    private readonly Channel<RgbaImage> _decoded = Channel.CreateBounded<RgbaImage>(DecodedAhead);
    private readonly Channel<RgbaImage> _free = Channel.CreateUnbounded<RgbaImage>();
    private readonly Task _decoding;
    private RgbaImage? _shown;

    private FFmpegPictureReader(MediaSource source, PictureHeader header, FFMpegArguments input, CancellationToken cancellationToken)
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
        _decoding = Decode(input);
    }

    /// <summary>Opens PNG, APNG, GIF or JPEG.</summary>
    public static FFmpegPictureReader OpenPicture(MediaSource source, CancellationToken cancellationToken)
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
            .WithCustomArgument($"{FFmpegInput.Protocols} -err_detect explode -noautorotate")
            .UsingThreads(1)
            .ForceFormat(demuxer);

        // ffmpeg's APNG reader seeks, which a pipe cannot.
        FFMpegArguments arguments = header.Kind == MediaKind.Apng
            ? FFMpegArguments.FromFileInput(FFmpegInput.Path(source.Path), verifyExists: false, options)
            : FFMpegArguments.FromPipeInput(new StreamPipeSource(new MemoryStream(source.Data, writable: false)), options);
        return new FFmpegPictureReader(source, header, arguments, cancellationToken);
    }

    private protected override bool TryReadNext(int index, TimeSpan time, out MediaFrame frame)
    {
        if (_shown is not null)
        {
            _free.Writer.TryWrite(_shown);
            _shown = null;
        }

        frame = default;
        if (!_decoded.Reader.WaitToReadAsync(_cancellation.Token).AsTask().GetAwaiter().GetResult() || !_decoded.Reader.TryRead(out _shown))
        {
            _decoding.GetAwaiter().GetResult();
            if (index != _milliseconds.Length)
            {
                throw _source.Broken($"{index} frames that can be decoded", $"{FrameCount}");
            }

            return false;
        }

        if (index >= _milliseconds.Length)
        {
            throw _source.Broken("more frames than it announces", $"{FrameCount}");
        }

        frame = new MediaFrame(ExifOrientation.Apply(_shown, _orientation), index, time, TimeSpan.FromMilliseconds(_milliseconds[index]));
        return true;
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
    private Task Decode(FFMpegArguments input) => Task.Run(() => DecodeAsync(input));

    private async Task DecodeAsync(FFMpegArguments input)
    {
        try
        {
            await FFmpegInput.GuardedAsync(_source, () => input
                .WithGlobalOptions(options => options.WithVerbosityLevel(FFMpegCore.Arguments.VerbosityLevel.Error))
                .OutputToPipe(new StreamPipeSink(ReadFramesAsync), options => options
                    .WithCustomArgument("-map 0:v:0 -fps_mode passthrough -xerror")
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
}
