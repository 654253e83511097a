namespace EmoVid.Realtime.Generation;

/// <summary>An actor whose networks run beside the host's frame loop: the host asks for any instant and never waits for them.</summary>
/// <remarks>
/// <para>The networks are run for instants ahead of the host's time, <see cref="LiveActorOptions.UpdatesPerSecond"/> times a second, and what
/// lies between two of them is interpolated. Where a run comes too late the last fields are held and the miss is counted. A plain change of
/// the mix runs the networks at once for an instant 0.1 s ahead, whatever the rate, so that it shows in time at six updates a second
/// too.</para>
/// <para><see cref="Show(double, MotionFields)"/> and the setters belong to one thread of the host's; counters may be read by any. Nothing is allocated a
/// frame.</para>
/// </remarks>
public sealed partial class LiveActor : IDisposable
{
    /// <summary>How far ahead the networks are run after a plain change, in seconds.</summary>
    private const double TurnLead = 0.1;

    /// <summary>Change of the mix, of a range of 1, that does not wait for the next update.</summary>
    private const float PlainChange = 0.1f;

    /// <summary>Samples of the motion that an actor holds.</summary>
    private const int Samples = 5;

    /// <summary>A jump of the host's time by more than this starts afresh, in seconds.</summary>
    private const double Jump = 1;

    private readonly ActorThread _thread;
    private readonly StickerActor _actor;
    private readonly double _period;
    private readonly LiveActorOptions _options;
    private readonly ShortLock _gate = new();
    private FieldSample _from, _to, _next, _spare, _way;
    private EmotionMix _mix, _wanted, _planned;
    private double _now = double.NaN, _lastShown = double.NegativeInfinity, _lead;
    private ActorTier _tier;
    private bool _hasNext, _told, _released;
    private volatile bool _disposed, _packs;
    private long _misses, _updates, _late, _shown;
    private LiveUpdate _run;
    private volatile string? _fault;

    internal LiveActor(ActorThread thread, StickerActor actor, LiveActorOptions options, bool isStillOnly)
    {
        IsStillOnly = isStillOnly;
        (_thread, _actor, _period, _options) = (thread, actor, 1 / options.UpdatesPerSecond, options);
        MotionFields rest = actor.CreateFields();
        var pool = new PackedMotionPool(rest.WarpSize, rest.PaintSize);
        _from = new FieldSample(rest, pool);
        (_to, _next, _spare, _way) = (Sample(), Sample(), Sample(), Sample());
        Confidence = actor.Confidence;

        // A still runs no network, so nothing ever writes the one sample that stands for all.
        FieldSample Sample() => isStillOnly ? _from : new(actor.CreateFields(), pool);
    }

    /// <summary>How much of the work this actor gets, from the next frame on; <see cref="ActorTier.Still"/> whatever is asked where <see cref="IsStillOnly"/>.</summary>
    public ActorTier Tier
    {
        get => IsStillOnly ? ActorTier.Still : _tier;
        set => _tier = value;
    }

    /// <summary>Whether the thread's <see cref="ActorThreadOptions.MemoryLimitBytes"/> left no room for this actor's motion, so that it shows its still at rest.</summary>
    public bool IsStillOnly { get; }

    /// <summary>Bytes that this actor's motion fields take.</summary>
    public long MemoryBytes => IsStillOnly ? FieldBytes(_actor) / Samples : FieldBytes(_actor);

    /// <summary>What drives the actor, read at each frame's time; null, the default, for <see cref="Perform"/>.</summary>
    public EmotionSignal? Signal { get; set; }

    /// <inheritdoc cref="StickerActor.Confidence"/>
    public float Confidence { get; }

    /// <summary>Frames shown with fields of an earlier instant because the networks were late.</summary>
    public long Misses => Volatile.Read(ref _misses);

    /// <summary>Runs of the networks.</summary>
    public long Updates => Volatile.Read(ref _updates);

    /// <summary>Runs of the networks that came after their <see cref="LiveActorOptions.Deadline"/> and were not shown.</summary>
    public long LateUpdates => Volatile.Read(ref _late);

    /// <summary>What ended the networks' work, in one line; null while they work. The last good frame stays.</summary>
    public string? Fault => _fault;

    /// <summary>How long the networks take. Any thread may ask.</summary>
    public InferenceTimings Timings => _actor.Timings;

    /// <summary>One line for logs: who runs the networks and why.</summary>
    public string ProviderReason => _actor.ProviderReason;

    /// <summary>Fields of the sizes that this actor's pack writes.</summary>
    public MotionFields CreateFields() => _actor.CreateFields();

    /// <summary>A motion for a device, of the sizes that this actor's pack writes.</summary>
    public MotionBlend CreateBlend()
    {
        MotionFields sizes = _from.Fields;
        return new MotionBlend(sizes.WarpSize, sizes.PaintSize);
    }

    /// <summary>What to act from the next frame on, unless there is a <see cref="Signal"/>.</summary>
    public void Perform(EmotionMix mix) => _mix = mix;

    /// <summary>Says how the still moves at an instant. Never waits for a network, a file or a device, unless the actor is in fixed
    /// steps.</summary>
    /// <param name="seconds">Time on the host's clock, running forward; a jump starts afresh.</param>
    /// <param name="fields">Receives the motion, of the sizes of <see cref="CreateFields"/>; at rest before the first update.</param>
    /// <returns>False where older fields are held or nothing is known yet.</returns>
    /// <exception cref="ArgumentException">The time is not a finite number of seconds, or the fields are of another size.</exception>
    /// <exception cref="ObjectDisposedException">The actor was disposed.</exception>
    public bool Show(double seconds, MotionFields fields)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _actor.CheckSample(seconds, fields);
        if (!TryAct(seconds))
        {
            fields.SetIdentity();
            return true;
        }

        bool isFresh;
        using (_gate.Enter())
        {
            isFresh = Reach(seconds);
            if (_told)
            {
                FieldSample.Between(_from, _to, seconds, fields, Tier == ActorTier.Full);
            }
            else
            {
                fields.SetIdentity();
            }
        }

        Ask();
        return isFresh;
    }

    /// <summary>Says how the still moves at an instant, for a device: the same motion, but what lies between two runs of the networks is
    /// left to the device, and nothing is copied here.</summary>
    /// <param name="seconds">Time on the host's clock, running forward; a jump starts afresh.</param>
    /// <param name="blend">Receives the motion, of the sizes of <see cref="CreateBlend"/>; at rest before the first update. One blend for
    /// each actor copies least.</param>
    /// <returns>False where older fields are held or nothing is known yet.</returns>
    /// <exception cref="ArgumentException">The time is not a finite number of seconds, or the blend is of another size.</exception>
    /// <exception cref="ObjectDisposedException">The actor was disposed.</exception>
    public bool Show(double seconds, MotionBlend blend)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(blend);
        _actor.CheckSample(seconds, blend.WarpSize, blend.PaintSize, nameof(blend));
        _packs = true;
        if (!TryAct(seconds))
        {
            blend.SetIdentity();
            return true;
        }

        bool isFresh;
        using (_gate.Enter())
        {
            isFresh = Reach(seconds);
            if (_told)
            {
                FieldSample.Between(_from, _to, seconds, blend, Tier == ActorTier.Full);
            }
            else
            {
                blend.SetIdentity();
            }
        }

        Ask();
        return isFresh;
    }

    /// <summary>Runs the networks as a live act's log says. Before the n-th <see cref="Show(double, MotionFields)"/> (from 1) come all updates whose
    /// <see cref="LiveUpdate.Shown"/> is below n; with the log's times and tiers it then shows what the live act showed.</summary>
    /// <param name="update">The log's next update.</param>
    /// <exception cref="InvalidOperationException">The actor is no <see cref="LiveActorOptions.IsRepeat"/>.</exception>
    /// <exception cref="ModelPackException">A network failed.</exception>
    public void Repeat(in LiveUpdate update)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_options.IsRepeat)
        {
            throw new InvalidOperationException("Only an actor that was added with IsRepeat repeats a log.");
        }

        (_run, _planned) = (update, update.Mix);
        Follow();
        _actor.Sample(_run.Instant, _spare.Fields);
        Complete();
    }

    /// <summary>Leaves the thread, which lets go of the networks. Does not wait.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _thread.Remove(this);
        }
    }

    internal void ReleaseNetworks()
    {
        _disposed = true;
        if (!_released)
        {
            _released = true;
            _actor.Dispose();
        }
    }

    /// <summary>What an actor's samples take when it acts.</summary>
    internal static long FieldBytes(StickerActor actor) => Samples * (long)actor.FieldNumbers * sizeof(float);

    private bool Starts => !_told || _now < _from.Time - Jump || _now > (_hasNext ? _next : _to).Time + Jump;

    private bool Turns => Difference(_wanted, _planned) >= PlainChange;

    private static float Difference(in EmotionMix a, in EmotionMix b)
    {
        Span<float> first = stackalloc float[EmotionNames.Count + 1], second = stackalloc float[EmotionNames.Count + 1];
        a.CopyTo(first);
        b.CopyTo(second);
        float sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += Math.Abs(first[i] - second[i]);
        }

        return sum / 2 + Math.Abs(a.Intensity - b.Intensity);
    }

    /// <summary>Goes on to an instant, in fixed steps with all runs that are due; false for an actor at rest.</summary>
    private bool TryAct(double seconds)
    {
        EmotionMix mix = Signal?.MixAt(TimeSpan.FromSeconds(seconds)) ?? _mix;
        if (Tier == ActorTier.Still)
        {
            return false;
        }

        using (_gate.Enter())
        {
            (_now, _wanted) = (seconds, mix);
        }

        while (_options is { IsFixedStep: true, IsRepeat: false } && Lateness() > 0)
        {
            Update();
        }

        return true;
    }

    private void Ask()
    {
        if (Urgency() > 0)
        {
            _thread.Wake();
        }
    }

    /// <summary>Chooses the two samples around an instant that is shown; false where the first or the last is held. Under the gate.</summary>
    private bool Reach(double seconds)
    {
        _shown++;
        if (!_told)
        {
            return false;
        }

        if (_hasNext && seconds > _to.Time)
        {
            // After a miss the held fields are where the way to the next ones begins, so that nothing jumps.
            _to.Time = Math.Max(_to.Time, Math.Min(_lastShown, _next.Time));
            (_from, _to, _next) = (_to, _next, _from);
            _hasNext = false;
        }

        _lastShown = seconds;
        bool isLate = seconds > _to.Time;
        _misses += isLate ? 1 : 0;
        return !isLate;
    }
}
