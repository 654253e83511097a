using System.Globalization;
using System.Runtime.InteropServices;
using EmoVid.Realtime.Media.Native;

namespace EmoVid.Realtime.Media;

/// <summary>Writes one animated WebP. Frames are encoded as they come; the file appears with <see cref="Complete"/>, and
/// without it nothing is left.</summary>
/// <remarks>
/// <para>One thread at a time; several writers may run at once on several threads, which is how to use more cores.</para>
/// <para>Frame i begins at ⌊i·1000 / rate + ½⌋ ms: WebP counts in whole milliseconds, and rounding the sum rather than each
/// duration makes 72 frames of 24 a second last 3000 ms exactly. libwebp stores equal neighbours as one longer frame, and a
/// clip that never changes as a still.</para>
/// <para>Clips that begin opaque are scenes and are stored frame by frame whole. In frames that build on the one before, libwebp leaves out what
/// differs by up to five codes (quality_to_max_diff of anim_encode.c), and a backdrop that changes slowly stays behind in blocks and outlines.</para>
/// <para>Nothing is allocated on the managed heap for a frame but the first.</para>
/// </remarks>
public sealed class AnimatedWebPWriter : IDisposable
{
    /// <summary>Largest side that the format stores (14 bits, libwebp's WEBP_MAX_DIMENSION).</summary>
    internal const int MaxSide = 16383;

    /// <summary>What the configuration begins with; a value out of range would read as a foreign library.</summary>
    private const float DefaultQuality = 75;

    private readonly string _path;
    private readonly AtomicFile _file;
    private readonly AnimatedWebPOptions _options;
    private readonly WebPConfig _config;
    private readonly byte[] _straight;
    private WebPEncoderHandle _encoder;
    private double _milliseconds;
    private bool _completed;

    /// <summary>Begins a clip.</summary>
    /// <param name="path">The file to appear or to be replaced; its folder must exist.</param>
    /// <param name="width">Pixels a row of every frame, 1-16383.</param>
    /// <param name="height">Rows of every frame, 1-16383.</param>
    /// <param name="options">Quality and looping; null for the defaults.</param>
    /// <exception cref="MediaFileException">The folder is missing or cannot be written.</exception>
    /// <exception cref="MediaToolException">libwebp is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size or an option is out of its range.</exception>
    public AnimatedWebPWriter(string path, int width, int height, AnimatedWebPOptions? options = null)
        : this(path, width, height, options, AtomicFile.Create)
    {
    }

    /// <summary>The seam through which tests let the disk fail.</summary>
    internal AnimatedWebPWriter(string path, int width, int height, AnimatedWebPOptions? options, Func<string, AtomicFile> create)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxSide);
        Width = width;
        Height = height;
        _path = path;
        _options = options ??= new AnimatedWebPOptions();
        _config = WebPLibrary.Call($"Writing '{path}'", () => Configure(options));
        _straight = GC.AllocateUninitializedArray<byte>(checked(width * height * 4), pinned: true);
        _file = create(path);
        try
        {
            _encoder = WebPLibrary.Call($"Writing '{path}'", () => NewEncoder(width, height, options, wholeFrames: false));
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Frames added so far.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Encodes a frame.</summary>
    /// <param name="frame">A frame of the clip's size, in any layout and alpha mode; premultiplied colour is divided by alpha,
    /// because WebP stores it straight.</param>
    /// <param name="duration">How long it is shown, above zero. Fractions of a millisecond add up, none is lost.</param>
    /// <exception cref="MediaException">libwebp refused the frame.</exception>
    public void Add(in FrameView frame, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        AddFrame(frame, duration.TotalMilliseconds);
    }

    /// <summary>Encodes a frame that is shown for one part in <paramref name="framesPerSecond"/> of a second.</summary>
    /// <param name="frame">A frame of the clip's size, in any layout and alpha mode.</param>
    /// <param name="framesPerSecond">Above 0, at most 1000.</param>
    /// <exception cref="MediaException">libwebp refused the frame.</exception>
    public void Add(in FrameView frame, double framesPerSecond)
    {
        if (!(framesPerSecond is > 0 and <= 1000))
        {
            throw new ArgumentOutOfRangeException(nameof(framesPerSecond), framesPerSecond, "WebP shows between 0 and 1000 frames a second.");
        }

        AddFrame(frame, 1000 / framesPerSecond);
    }

    /// <summary>Finishes the clip and moves the file into place.</summary>
    /// <exception cref="MediaFileException">The disk is full or the file cannot be moved.</exception>
    public unsafe void Complete()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (FrameCount == 0)
        {
            throw new InvalidOperationException("A clip needs at least one frame.");
        }

        Check(WebPNative.WebPAnimEncoderAdd(_encoder.DangerousGetHandle(), null, Timestamp(_milliseconds), null));
        WebPData data;
        Check(WebPNative.WebPAnimEncoderAssemble(_encoder.DangerousGetHandle(), &data));
        try
        {
            for (nuint offset = 0; offset < data.Size; offset += int.MaxValue)
            {
                _file.Write(new ReadOnlySpan<byte>(data.Bytes + offset, (int)Math.Min(data.Size - offset, int.MaxValue)));
            }
        }
        finally
        {
            WebPNative.WebPFree(data.Bytes);
        }

        _file.Commit();
        _completed = true;
    }

    /// <summary>Releases the encoder and, without <see cref="Complete"/>, removes the unfinished file.</summary>
    public void Dispose()
    {
        _completed = true;
        _encoder.Dispose();
        _file.Dispose();
    }

    private static unsafe WebPConfig Configure(AnimatedWebPOptions options)
    {
        WebPConfig config;
        if (WebPNative.WebPConfigInitInternal(&config, 0, DefaultQuality, WebPNative.EncoderAbi) == 0)
        {
            throw WebPLibrary.WrongVersion("libwebp", WebPNative.WebPGetEncoderVersion());
        }

        config.Quality = options.Quality;
        config.Method = options.Method;
        config.AlphaQuality = options.AlphaQuality;
        config.Lossless = options.Lossless ? 1 : 0;
        if (WebPNative.WebPValidateConfig(&config) == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options, "Quality and alpha quality lie in 0-100 and the method in 0-6.");
        }

        return config;
    }

    private static unsafe WebPEncoderHandle NewEncoder(int width, int height, AnimatedWebPOptions options, bool wholeFrames)
    {
        WebPAnimEncoderOptions native;
        if (WebPNative.WebPAnimEncoderOptionsInitInternal(&native, WebPNative.MuxAbi) == 0)
        {
            throw WebPLibrary.WrongVersion("libwebpmux", WebPNative.WebPGetMuxVersion());
        }

        native.LoopCount = options.LoopCount;
        if (wholeFrames)
        {
            (native.KeyFrameMin, native.KeyFrameMax) = (0, 1);
        }

        var handle = new WebPEncoderHandle(WebPNative.WebPAnimEncoderNewInternal(width, height, &native, WebPNative.MuxAbi));
        return handle.IsInvalid
            ? throw new MediaException(MediaException.Compose("Starting a WebP clip", $"no memory for {width}×{height} frames", "room for a few frames of that size", "make the clip smaller"))
            : handle;
    }

    private unsafe void AddFrame(in FrameView frame, double milliseconds)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (frame.Width != Width || frame.Height != Height)
        {
            throw new ArgumentException($"The frame is {frame.Width}×{frame.Height}, but the clip is {Width}×{Height}.", nameof(frame));
        }

        // libwebp's ARGB words are the bytes B, G, R, A on every little-endian machine.
        AlphaConversion.Convert(frame, new FrameTarget(_straight, Width, Height, Width * 4, PixelFormat.Bgra8, AlphaMode.Straight));
        if (FrameCount == 0 && !_options.Lossless && IsOpaque(_straight))
        {
            WebPEncoderHandle whole = NewEncoder(Width, Height, _options, wholeFrames: true);
            _encoder.Dispose();
            _encoder = whole;
        }

        WebPPicture picture;
        WebPConfig config = _config;
        if (WebPNative.WebPPictureInitInternal(&picture, WebPNative.EncoderAbi) == 0)
        {
            throw WebPLibrary.WrongVersion("libwebp", WebPNative.WebPGetEncoderVersion());
        }

        picture.UseArgb = 1;
        picture.Width = Width;
        picture.Height = Height;
        picture.Argb = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_straight, 0);
        picture.ArgbStride = Width;
        int added = WebPNative.WebPAnimEncoderAdd(_encoder.DangerousGetHandle(), &picture, Timestamp(_milliseconds), &config);
        WebPNative.WebPPictureFree(&picture);
        Check(added);
        FrameCount++;
        _milliseconds += milliseconds;
    }

    private static bool IsOpaque(ReadOnlySpan<byte> straight)
    {
        foreach (uint pixel in MemoryMarshal.Cast<byte, uint>(straight))
        {
            if (pixel < 0xFF000000u)
            {
                return false;
            }
        }

        return true;
    }

    private static int Timestamp(double milliseconds) => checked((int)Math.Floor(milliseconds + 0.5));

    private unsafe void Check(int succeeded)
    {
        if (succeeded == 0)
        {
            string reason = Marshal.PtrToStringUTF8((nint)WebPNative.WebPAnimEncoderGetError(_encoder.DangerousGetHandle())) ?? string.Empty;
            throw new MediaException(MediaException.Compose(
                string.Create(CultureInfo.InvariantCulture, $"Writing '{_path}'"),
                string.Create(CultureInfo.InvariantCulture, $"that libwebp refused frame {FrameCount} ({reason.TrimEnd('.')})"),
                "frames that it can encode",
                "use fewer or smaller frames"));
        }
    }
}
