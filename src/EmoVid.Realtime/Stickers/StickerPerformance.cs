using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>One still that acts without end what an <see cref="EmotionSignal"/> shows.</summary>
/// <remarks>
/// <para>One thread at a time. Made without an <see cref="ActorThread"/>, <see cref="RenderAt"/> runs the networks and the compositor before it returns:
/// some milliseconds, so call it on a thread that may take them; the same seed, pack and engine and the same signal at the same times give the same
/// frames to the bit. Made with one, it composes what the networks said last and waits for none.</para>
/// </remarks>
public sealed class StickerPerformance : IDisposable
{
    private readonly StickerActor _actor;
    private readonly IStickerCompositor _compositor;
    private readonly MotionFields _fields;

    internal StickerPerformance(StickerActor actor, IStickerCompositor compositor, EmotionSignal signal, LiveActor? live = null)
    {
        (_actor, _compositor, Signal, Live) = (actor, compositor, signal, live);
        _fields = actor.CreateFields();
    }

    /// <summary>Rate, tier, misses and faults of the networks beside the frame loop; null where <see cref="RenderAt"/> runs them itself.</summary>
    public LiveActor? Live { get; }

    /// <summary>How familiar the still is to the pack, 0-1: below a half it acts by body language rather than by its face.</summary>
    public float Confidence => _actor.Confidence;

    /// <summary>What is acted; set its target from any thread.</summary>
    public EmotionSignal Signal { get; }

    /// <summary>What makes this performance's movements its own.</summary>
    public ulong Seed => _actor.Seed;

    /// <summary>The engine and device that composes.</summary>
    public string Device => _compositor.Device;

    /// <summary>Renders the act at a time.</summary>
    /// <param name="time">Time on the signal's clock, running forward.</param>
    /// <param name="target">A square premultiplied RGBA8 frame of any size.</param>
    /// <returns>The mix that is acted.</returns>
    /// <exception cref="EmoVidException">A network or the device failed.</exception>
    public EmotionMix RenderAt(TimeSpan time, FrameTarget target)
    {
        EmotionMix mix = Signal.MixAt(time);
        if (Live is null)
        {
            _actor.Perform(mix);
            _actor.Sample(time.TotalSeconds, _fields);
        }
        else
        {
            Live.Perform(mix);
            Live.Show(time.TotalSeconds, _fields);
        }

        _compositor.Compose(_fields, target);
        return mix;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _compositor.Dispose();
        if (Live is null)
        {
            _actor.Dispose();
        }
        else
        {
            // The thread lets go of the networks, which it may be running.
            Live.Dispose();
        }
    }
}
