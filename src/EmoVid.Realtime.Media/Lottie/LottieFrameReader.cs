using System.Text;
using EmoVid.Realtime.Media.Native;

namespace EmoVid.Realtime.Media;

/// <summary>Reads Lottie and .tgs through rlottie, at the size that the file says.</summary>
/// <remarks>rlottie runs in this process, on a thread that is given up when a frame takes longer than <see cref="TimeLimit"/>. What is known to
/// break it is refused before (<see cref="LottieStructure"/>).</remarks>
internal sealed unsafe class LottieFrameReader : FrameReader
{
    /// <summary>How long loading or one frame may take; sound stickers take milliseconds.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly MediaSource _source;
    private readonly BoundedThread _thread;
    private readonly Action _draw;
    private int _index;
    private readonly double _framesPerSecond;
    private readonly RlottieHandle _animation;
    private readonly byte[] _drawn;
    private readonly RgbaImage _image;

    private LottieFrameReader(MediaSource source, LottieHeader header, RlottieHandle animation, BoundedThread thread, int frames, double framesPerSecond)
        : base(MediaKind.Lottie, header.Width, header.Height, frames, frames == 1 ? TimeSpan.Zero : At(frames, framesPerSecond))
    {
        (_source, _animation, _thread, _framesPerSecond, _draw) = (source, animation, thread, framesPerSecond, Draw);
        _image = new RgbaImage(Width, Height, AlphaMode.Straight);
        _drawn = GC.AllocateUninitializedArray<byte>(_image.Pixels.Length, pinned: true);
    }

    /// <summary>Opens an animation.</summary>
    public static LottieFrameReader Open(MediaSource source)
    {
        ReadOnlyMemory<byte> json = LottieFile.ReadJson(source);
        LottieHeader header = LottieStructure.Check(source, json);
        var thread = new BoundedThread("EmoVid Lottie");
        RlottieHandle? animation = null;
        try
        {
            nuint width = 0, height = 0;
            long frames = 0;
            double rate = 0;
            bool loaded = thread.TryRun(
                () =>
                {
                    animation = Load(source, json.Span);
                    nuint w, h;
                    RlottieNative.GetSize(animation.DangerousGetHandle(), &w, &h);
                    (width, height) = (w, h);
                    frames = (long)RlottieNative.GetTotalFrame(animation.DangerousGetHandle());
                    rate = RlottieNative.GetFrameRate(animation.DangerousGetHandle());
                },
                TimeLimit);
            if (!loaded)
            {
                throw TooSlow(source);
            }

            source.CheckFrames(frames);
            if (width != (nuint)header.Width || height != (nuint)header.Height || Math.Abs(rate - header.FramesPerSecond) > 0.01)
            {
                throw source.Broken("a Lottie that rlottie reads otherwise than its header says", "an undamaged file");
            }

            return new LottieFrameReader(source, header, animation!, thread, (int)frames, header.FramesPerSecond);
        }
        catch
        {
            if (!thread.IsLost)
            {
                animation?.Dispose();
            }

            thread.Dispose();
            throw;
        }
    }

    private protected override bool TryReadNext(int index, TimeSpan time, out MediaFrame frame)
    {
        frame = default;
        if (index == FrameCount)
        {
            return false;
        }

        _index = index;
        if (_thread.IsLost || !_thread.TryRun(_draw, TimeLimit))
        {
            throw TooSlow(_source);
        }

        // rlottie's words 0xAARRGGBB are the bytes B, G, R, A on every little-endian machine.
        AlphaConversion.Convert(new FrameView(_drawn, Width, Height, Width * 4, PixelFormat.Bgra8, AlphaMode.Premultiplied), _image.Target);
        TimeSpan start = At(index, _framesPerSecond);
        frame = new MediaFrame(_image, index, start, FrameCount == 1 ? TimeSpan.Zero : At(index + 1, _framesPerSecond) - start);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _thread.Dispose();
        if (_thread.IsLost)
        {
            // It still draws: the animation and its pixels stay where they are, and the finalizer must not free them either.
            _animation.SetHandleAsInvalid();
            return;
        }

        _animation.Dispose();
    }

    private static MediaFormatException TooSlow(MediaSource source) =>
        source.Unsupported($"a Lottie of which a frame takes longer than {TimeLimit.TotalSeconds:0} s", "one that is drawn at once", "simplify the animation");

    private void Draw()
    {
        Array.Clear(_drawn);
        fixed (byte* pixels = _drawn)
        {
            RlottieNative.Render(_animation.DangerousGetHandle(), (nuint)_index, (uint*)pixels, (nuint)Width, (nuint)Height, (nuint)(Width * 4));
        }
    }

    private static TimeSpan At(int index, double framesPerSecond) => TimeSpan.FromTicks((long)Math.Round(index * (double)TimeSpan.TicksPerSecond / framesPerSecond));

    private static RlottieHandle Load(MediaSource source, ReadOnlySpan<byte> json)
    {
        // C strings end with a zero; one inside would end the JSON early.
        if (json.Contains((byte)0))
        {
            throw source.Broken("a zero byte in the JSON", "text");
        }

        byte[] text = [.. json, 0];
        byte[] key = [.. Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N")), 0];
        byte[] nowhere = [0];
        try
        {
            fixed (byte* data = text, name = key, folder = nowhere)
            {
                var animation = new RlottieHandle(RlottieNative.FromData(data, name, folder));
                return animation.IsInvalid ? throw source.Broken("a Lottie that rlottie refuses", "an undamaged file") : animation;
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw source.Missing("rlottie", "librlottie0-1", exception);
        }
    }
}
