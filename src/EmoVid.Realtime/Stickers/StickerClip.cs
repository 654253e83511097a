using System.Diagnostics;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>One still acting one request, frame by frame, in any order.</summary>
/// <remarks>One thread at a time. <see cref="Render"/> allocates nothing after its first call.</remarks>
public sealed class StickerClip : IDisposable
{
    private readonly StickerActor _actor;
    private readonly IStickerCompositor _compositor;
    private readonly MotionFields _fields;
    private readonly double[] _generatorTimes;
    private readonly double[] _compositorTimes;
    private int _timed;

    internal StickerClip(StickerActor actor, IStickerCompositor compositor, ClipRequest request)
    {
        _actor = actor;
        _compositor = compositor;
        Request = request;
        _fields = actor.CreateFields();
        _generatorTimes = new double[request.FrameCount];
        _compositorTimes = new double[request.FrameCount];
    }

    /// <summary>What is acted.</summary>
    public ClipRequest Request { get; }

    /// <summary>Frames of one round.</summary>
    public int FrameCount => Request.FrameCount;

    /// <summary>Fields of the instant that was rendered last.</summary>
    internal MotionFields Fields => _fields;

    /// <summary>The engine and device that composes.</summary>
    public string Device => _compositor.Device;

    /// <summary>How familiar the still is to the pack, 0-1.</summary>
    public float Confidence => _actor.Confidence;

    /// <summary>The student network per frame, over the frames rendered last (at most one round).</summary>
    public TimingSummary GeneratorTimes => TimingSummary.Of(_generatorTimes[..Math.Min(_timed, FrameCount)]);

    /// <summary>The compositor per frame, over the frames rendered last (at most one round).</summary>
    public TimingSummary CompositorTimes => TimingSummary.Of(_compositorTimes[..Math.Min(_timed, FrameCount)]);

    /// <summary>Milliseconds of the appearance network, once a still.</summary>
    public double AppearanceMilliseconds => _actor.Timings.AppearanceMilliseconds;

    /// <summary>Milliseconds of the motion network, once a clip.</summary>
    public double MotionMilliseconds => _actor.Timings.MotionMilliseconds;

    /// <summary>Renders one frame.</summary>
    /// <param name="frame">0 to <see cref="FrameCount"/> - 1.</param>
    /// <param name="target">A square premultiplied RGBA8 frame, of the request's size or any other.</param>
    /// <exception cref="EmoVidException">A network or the device failed.</exception>
    public void Render(int frame, FrameTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, FrameCount);
        RenderAt(frame * Request.Seconds / FrameCount, target);
    }

    /// <summary>Renders an instant. The act repeats after the request's length.</summary>
    /// <param name="seconds">A finite time.</param>
    /// <param name="target">A square premultiplied RGBA8 frame.</param>
    /// <exception cref="EmoVidException">A network or the device failed.</exception>
    public void RenderAt(double seconds, FrameTarget target)
    {
        long start = Stopwatch.GetTimestamp();
        _actor.Sample(seconds, _fields);
        long between = Stopwatch.GetTimestamp();
        _compositor.Compose(_fields, target);
        int slot = _timed % FrameCount;
        _generatorTimes[slot] = Stopwatch.GetElapsedTime(start, between).TotalMilliseconds;
        _compositorTimes[slot] = Stopwatch.GetElapsedTime(between).TotalMilliseconds;
        // Counting on would wrap after months; beyond one round only the slot matters.
        _timed = _timed + 1 == 2 * FrameCount ? FrameCount : _timed + 1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _compositor.Dispose();
        _actor.Dispose();
    }
}
