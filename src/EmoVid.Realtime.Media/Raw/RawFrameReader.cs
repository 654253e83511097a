using EmoVid.Realtime.Media.Native;

namespace EmoVid.Realtime.Media;

/// <summary>Reads raw frames of an announced format from a stream, such as a pipe from a camera: one is read while the one before is in
/// use, and none waits longer.</summary>
/// <remarks>A thread of its own reads. A read that waits for bytes cannot be called off: after <see cref="FrameReader.Dispose()"/> that thread
/// ends with the next bytes, with the stream's end, or with the process.</remarks>
public sealed class RawFrameReader : FrameReader
{
    /// <summary>One in use and one being filled: a camera's frames are never more than one behind.</summary>
    private const int Frames = 2;

    private readonly Stream _stream;
    private readonly RawFrameFormat _format;
    private readonly string _name;
    private readonly DecodedFrames _frames;
    private readonly CancellationTokenRegistration _registration;
    private volatile Exception? _failure;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">The bytes; stays the caller's to dispose, after the reader.</param>
    /// <param name="format">What they are.</param>
    /// <param name="name">What messages call the stream, e.g. "-".</param>
    /// <param name="limits">How large a frame may be; null for <see cref="MediaLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="MediaLimitException">The frames are too large.</exception>
    public RawFrameReader(Stream stream, RawFrameFormat format, string name = "-", MediaLimits? limits = null, CancellationToken cancellationToken = default)
        : base(MediaKind.Raw, Checked(format, name, limits).Width, format.Height, null, null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _format, _name) = (stream, format, name);
        _frames = new DecodedFrames(Frames, NewFrame);
        _registration = cancellationToken.Register(_frames.Cancel);
        new Thread(Read) { IsBackground = true, Name = "EmoVid raw frames" }.Start();
    }

    private protected override bool TryReadNext(int index, TimeSpan time, out MediaFrame frame)
    {
        if (_frames.TryTake(out frame))
        {
            return true;
        }

        return _failure is { } failure ? throw failure : false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _frames.Cancel();
        _registration.Dispose();
    }

    private static RawFrameFormat Checked(RawFrameFormat format, string name, MediaLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(format);
        MediaSource.FromBytes(name, [], MediaKind.Raw, limits ?? MediaLimits.Default).CheckSize(format.Width, format.Height);
        format.Validate();
        return format;
    }

    private object NewFrame() => _format.IsYuv
        ? new YuvImage(Width, Height, _format.YuvLayout, _format.Range, _format.EffectiveMatrix)
        : _format.Layout == RawPixelLayout.Rgba
            ? new RgbaImage(Width, Height, _format.AlphaMode)
            : new PackedImage(Width, Height, _format.PackedFormat, _format.AlphaMode);

    private void Read()
    {
        PipeCapacity.Enlarge(_stream);
        try
        {
            for (int index = 0; ; index++)
            {
                object pixels = _frames.Rent();
                byte[] bytes = pixels switch
                {
                    YuvImage planes => planes.Planes,
                    RgbaImage image => image.Pixels,
                    _ => ((PackedImage)pixels).Pixels,
                };
                int count = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                if (count < bytes.Length)
                {
                    _failure = count == 0 && index > 0 ? null : Short(index, count, bytes.Length);
                    return;
                }

                TimeSpan start = At(index);
                _frames.Publish(new MediaFrame(pixels, index, start, At(index + 1) - start));
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            _failure = new MediaFileException(MediaException.Compose($"Reading '{_name}'", $"an input/output error ({exception.Message.TrimEnd('.')})", "a readable stream", "check what writes it"), exception);
        }
        finally
        {
            _frames.Complete();
        }
    }

    private TimeSpan At(int index) => TimeSpan.FromTicks((long)Math.Round(index * (double)TimeSpan.TicksPerSecond / _format.FramesPerSecond));

    private MediaFormatException Short(int index, int count, int frameBytes) => new(MediaException.Compose(
        $"Reading '{_name}'",
        count == 0 ? "an empty stream" : $"that the stream ends inside frame {index + 1}, after {count} of {frameBytes} bytes",
        $"whole frames of {Width}×{Height} {_format.Layout}",
        "check the announced size and format, and what writes the stream"));
}
