using FFMpegCore;
using FFMpegCore.Exceptions;

namespace EmoVid.Realtime.Media;

/// <summary>A clip that ffmpeg encodes from raw frames in its pipe, into a temporary file of ours.</summary>
internal sealed class FFmpegClipWriter : ClipWriter
{
    private readonly string _path;
    private readonly ClipFormat _format;
    private readonly AtomicFile _file;
    private readonly SoundTrack? _sound;
    private readonly CancellationTokenSource _cancellation = new();
    private RawFrames _frames;
    private FrameFeed? _feed;
    private Task? _encoding;
    private double _seconds;

    public FFmpegClipWriter(string path, int width, int height, ClipFormat format, ClipWriterOptions options)
        : base(width, height, options)
    {
        (_path, _format) = (path, format);
        _sound = options.AudioFrom is { } source && format is (ClipFormat.Mp4 or ClipFormat.WebM) ? SoundTrack.Find(source) : null;
        _file = AtomicFile.CreateForTool(path);
    }

    /// <inheritdoc/>
    public override bool TakesYuv => true;

    private protected override void AddFrame(in FrameView frame, TimeSpan? duration)
    {
        bool opaque = frame.AlphaMode == AlphaMode.Opaque;
        Begin(new RawFrames(opaque ? "rgb0" : "rgba", opaque ? "RGB\0" : "RGBA", checked(Width * Height * 4), !opaque && _format != ClipFormat.Mp4, false, default, default));
        byte[] buffer = Rent(out int at);
        var target = new FrameTarget(buffer.AsSpan(at), Width, Height, Width * 4, PixelFormat.Rgba8, opaque ? AlphaMode.Opaque : AlphaMode.Straight);
        if (opaque && frame.Format == PixelFormat.Rgba8)
        {
            for (int y = 0; y < Height; y++)
            {
                frame.Row(y).CopyTo(target.Row(y));
            }
        }
        else if (!opaque && _format == ClipFormat.Mp4)
        {
            Backdrop.Compose(frame, target, Options.Background);
        }
        else
        {
            AlphaConversion.Convert(frame, target);
        }

        Send(buffer, duration);
    }

    private protected override void AddFrame(in YuvFrameView frame, TimeSpan? duration)
    {
        Begin(new RawFrames(frame.Layout == YuvLayout.Nv12 ? "nv12" : "yuv420p", frame.Layout == YuvLayout.Nv12 ? "NV12" : "I420", YuvImage.ByteCount(Width, Height), false, true, frame.Range, frame.Matrix));
        byte[] buffer = Rent(out int at);
        YuvImage.Pack(frame, buffer.AsSpan(at, _frames.Bytes));
        Send(buffer, duration);
    }

    private protected override void CompleteFile()
    {
        _feed!.Complete();
        Wait();
        _file.Commit();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _feed?.Stop();
        _cancellation.Cancel();
        _encoding?.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _file.Dispose();
        _cancellation.Dispose();
    }

    private void Begin(in RawFrames frames)
    {
        if (_feed is not null)
        {
            if (frames != _frames)
            {
                throw new ArgumentException("The frame is of another kind than the first one: alpha mode, layout, range and matrix are those of the first frame.", nameof(frames));
            }

            return;
        }

        _frames = frames;
        Start();
    }

    /// <summary>Apart from <see cref="Begin"/>, which every frame passes and which must not allocate what this captures.</summary>
    private void Start()
    {
        var feed = new FrameFeed(EncoderArguments.Input(_frames.PixelFormat, Width, Height, Options.FramesPerSecond));
        string outputOptions = EncoderArguments.Output(_format, _frames, Options);
        _feed = feed;

        // The encoder runs on the thread pool, whatever context the caller has.
        _encoding = Task.Run(() => EncodeAsync(feed, outputOptions), CancellationToken.None);
        if (Options.FramesPerSecond is null)
        {
            byte[] head = NutMuxer.StreamHead(_frames.FourCC, Width, Height, EncoderArguments.UnitsPerSecond);
            byte[] buffer = Rent(out _);
            head.CopyTo(buffer, 0);
            feed.Send(buffer, head.Length);
        }
    }

    private byte[] Rent(out int at)
    {
        at = Options.FramesPerSecond is null ? NutMuxer.FrameHeadBytes : 0;
        if (_feed!.Rent(_frames.Bytes + NutMuxer.StreamHeadBytes) is { } buffer)
        {
            return buffer;
        }

        // The encoder has ended before the clip has: its failure says why.
        Wait();
        throw Failed("that the encoder stopped", null);
    }

    private void Send(byte[] buffer, TimeSpan? duration)
    {
        if (duration is not { } own)
        {
            _feed!.Send(buffer, _frames.Bytes);
            return;
        }

        // The head ends where the frame begins, so that both are one run of bytes.
        Span<byte> head = stackalloc byte[NutMuxer.FrameHeadBytes];
        int length = NutMuxer.WriteFrameHead(head, (long)Math.Round(_seconds * EncoderArguments.UnitsPerSecond), _frames.Bytes);
        _seconds += own.TotalSeconds;
        int start = NutMuxer.FrameHeadBytes - length;
        head[..length].CopyTo(buffer.AsSpan(start));
        _feed!.Send(buffer, start, _frames.Bytes + length);
    }

    private void Wait()
    {
        try
        {
            _encoding!.GetAwaiter().GetResult();
        }
        catch (FFMpegException exception) when (exception.Type == FFMpegExceptionType.Process)
        {
            string? line = exception.FFMpegErrorOutput.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            throw line?.Contains("No space left", StringComparison.Ordinal) == true
                ? new MediaFileException(MediaException.Compose($"Writing '{_path}'", "a full disk", "room for the file", "free some space or choose another output"), exception)
                : Failed($"that ffmpeg refused the clip ({(line ?? "without a word").TrimEnd('.')})", exception);
        }
        catch (FFMpegException exception)
        {
            throw new MediaToolException(MediaException.Compose($"Writing '{_path}'", "no ffmpeg", "ffmpeg on the PATH", "install it (apt-get install ffmpeg)"), exception);
        }
    }

    private MediaException Failed(string found, Exception? cause)
    {
        string line = MediaException.Compose($"Writing '{_path}'", found, "a clip that it can encode", "choose another format or size");
        return cause is null ? new MediaException(line) : new MediaException(line, cause);
    }

    private async Task EncodeAsync(FrameFeed feed, string outputOptions)
    {
        try
        {
            FFMpegArguments arguments = FFMpegArguments.FromPipeInput(feed, input => input.WithCustomArgument($"-probesize 32 -analyzeduration 0 {_sound?.PictureOffset}"));
            string audio = "-an";
            if (_sound is not null)
            {
                arguments = arguments.AddFileInput(FFmpegInput.Path(_sound.Path), verifyExists: false, input => input.WithCustomArgument(FFmpegInput.Protocols));
                audio = $"-map 1:a:0 {EncoderArguments.Audio(_format, _sound.Codec)}";
            }

            await arguments
                .WithGlobalOptions(options => options.WithVerbosityLevel(FFMpegCore.Arguments.VerbosityLevel.Error))
                .OutputToFile(FFmpegInput.Path(_file.TemporaryPath), overwrite: true, options => options.WithCustomArgument($"{outputOptions} {audio}"))
                .CancellableThrough(_cancellation.Token)
                .ProcessAsynchronously().ConfigureAwait(false);
        }
        finally
        {
            feed.Stop();
        }
    }
}
