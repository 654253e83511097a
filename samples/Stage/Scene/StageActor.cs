using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>One sticker or avatar on the stage: its still, the signal that drives it, and the motion that its networks say. The render thread's.</summary>
internal sealed class StageActor : IDisposable
{
    private readonly LiveActor _live;
    private readonly MotionFields? _logged;
    private readonly ActorLog? _log;

    /// <param name="name">For people.</param>
    /// <param name="still">What acts.</param>
    /// <param name="generator">Makes it act.</param>
    /// <param name="thread">Runs its networks.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">What makes its movements its own.</param>
    /// <param name="isAvatar">Whether it is lit by the scene.</param>
    /// <param name="log">Begins a capture of its act, given where it stands; null for none.</param>
    public StageActor(string name, RgbaImage still, StickerGenerator generator, ActorThread thread, LiveActorOptions options, ulong seed, bool isAvatar, Func<StickerPlacement, ulong, ActorLog>? log)
    {
        (Name, Still, IsAvatar) = (name, still, isAvatar);
        Placement = StickerPlacement.Fit(still.View, generator.Pack.Manifest.StillFill);
        StickerActor actor = generator.CreateActor(still.View, Placement, seed);
        try
        {
            _log = log?.Invoke(Placement, seed);
            _live = thread.Add(actor, _log is null ? options : new LiveActorOptions { UpdatesPerSecond = options.UpdatesPerSecond, Arrived = _log.Arrived });
        }
        catch
        {
            actor.Dispose();
            throw;
        }

        _live.Signal = Signal;
        Shown = _live.CreateBlend();
        _logged = _log is null ? null : _live.CreateFields();
    }

    public string Name { get; }

    public RgbaImage Still { get; }

    public StickerPlacement Placement { get; }

    /// <summary>Avatars are lit by the scene more than emoji, which shine by themselves.</summary>
    public bool IsAvatar { get; }

    /// <summary>What the actor feels: eased towards the target that keys, pad and wheel set.</summary>
    public EmotionSignal Signal { get; } = new(0.5, 0.9);

    /// <summary>Middle of the actor's feet, as parts of the stage's width and height.</summary>
    public (float X, float Y) Place { get; set; }

    /// <summary>Side of its square as a part of the stage's height.</summary>
    public float Size { get; set; } = 0.3f;

    /// <summary>The motion to draw, after <see cref="Show"/>.</summary>
    public MotionBlend Shown { get; }

    /// <summary>Median of the milliseconds that the networks took for an update lately; 0 before the first.</summary>
    public double Milliseconds => _live.Updates > 0 ? _live.Timings.FrameMilliseconds(50) : 0;

    /// <summary>Updates so far.</summary>
    public long Updates => _live.Updates;

    /// <summary>Frames that held earlier motion because the networks were late.</summary>
    public long Misses => _live.Misses;

    /// <summary>What ended the networks' work, in one line; null while they work.</summary>
    public string? Fault => _live.Fault;

    /// <summary>Takes the motion of an instant. Live, this never waits for the networks; before their first update the still rests.</summary>
    public void Show(double seconds)
    {
        // The log holds whole ticks, so ticks are what is shown.
        var time = TimeSpan.FromSeconds(seconds);
        if (_log is null || _logged is null)
        {
            _live.Show(time.TotalSeconds, Shown);
            return;
        }

        // The log vouches for fields to the bit, so they are asked for, and the device is given what they say.
        _live.Show(time.TotalSeconds, _logged);
        Shown.Set(_logged, _logged, 1);
        _log.Add(_live, _logged, time, Signal.MixAt(time));
    }

    /// <summary>Ends the capture, if there is one; nothing is shown any more.</summary>
    public void EndLog() => _log?.Dispose();

    public void Dispose()
    {
        _live.Dispose();
        EndLog();
    }
}
