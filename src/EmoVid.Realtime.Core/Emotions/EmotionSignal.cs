namespace EmoVid.Realtime;

/// <summary>The emotion that is shown now: follows a target smoothly, and turns to a new target from wherever it is.</summary>
/// <remarks>
/// <para>The shown mix approaches the target exponentially along the straight line between them, 95 % of the way in the attack
/// or the release time. It is attack when the target is at least as expressive as what is shown (expressiveness = intensity ·
/// (1 − neutral)), so also from one emotion to another of the same strength; otherwise release. Every weight moves
/// monotonically and never beyond the target.</para>
/// <para>What is shown is a function of time alone, so the frame rate does not matter.</para>
/// <para>Any number of threads may set and read at once; a lock is held for the copy of some hundred bytes. Nothing is
/// allocated.</para>
/// </remarks>
public sealed class EmotionSignal
{
    /// <summary>Time constants in the attack or release time: e⁻³ leaves 5 % of the way.</summary>
    private const double TimeConstants = 3;

    /// <summary>Rounding of floats must not turn an equally expressive target into a release.</summary>
    private const float ExpressivenessTolerance = 1e-4f;

    private readonly Lock _gate = new();
    private EmotionMix _start;
    private EmotionMix _target;
    private TimeSpan _startedAt = TimeSpan.MinValue;
    private double _seconds;

    /// <summary>Creates a signal that shows <paramref name="initial"/> until a target is set.</summary>
    /// <param name="attackSeconds">Seconds for 95 % of the way to a target as expressive or more, at least 0 (0: at once).</param>
    /// <param name="releaseSeconds">Seconds for 95 % of the way to a less expressive target, at least 0 (0: at once).</param>
    /// <param name="initial">What is shown at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, NaN or infinite.</exception>
    public EmotionSignal(double attackSeconds, double releaseSeconds, EmotionMix initial = default)
    {
        CheckSeconds(attackSeconds, nameof(attackSeconds));
        CheckSeconds(releaseSeconds, nameof(releaseSeconds));
        AttackSeconds = attackSeconds;
        ReleaseSeconds = releaseSeconds;
        _start = _target = initial;
    }

    /// <summary>Seconds for 95 % of the way to a target as expressive or more.</summary>
    public double AttackSeconds { get; }

    /// <summary>Seconds for 95 % of the way to a less expressive target.</summary>
    public double ReleaseSeconds { get; }

    /// <summary>What the signal is heading for.</summary>
    public EmotionMix Target
    {
        get
        {
            lock (_gate)
            {
                return _target;
            }
        }
    }

    /// <summary>Turns to a new target, starting from what is shown at <paramref name="at"/>. The target that is already set
    /// changes nothing.</summary>
    /// <param name="mix">The new target.</param>
    /// <param name="at">Time on the host's own clock. A time before the last target's counts as that target's time.</param>
    public void SetTarget(in EmotionMix mix, TimeSpan at) => Turn(mix, at, null);

    /// <summary>Turns to a new target in a time of its own, in place of the attack or release time.</summary>
    /// <param name="mix">The new target.</param>
    /// <param name="at">Time on the host's own clock. A time before the last target's counts as that target's time.</param>
    /// <param name="seconds">Seconds for 95 % of the way, at least 0 (0: at once).</param>
    /// <exception cref="ArgumentOutOfRangeException">The seconds are negative, NaN or infinite.</exception>
    public void SetTarget(in EmotionMix mix, TimeSpan at, double seconds)
    {
        CheckSeconds(seconds, nameof(seconds));
        Turn(mix, at, seconds);
    }

    /// <summary>Turns to what a source says, as far as its cues are due. A host calls it once a frame, before it asks for the mix.</summary>
    /// <param name="source">The source; called on this thread.</param>
    /// <param name="now">Time on the host's own clock.</param>
    /// <returns>The number of cues taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cue's transition is negative, NaN or infinite.</exception>
    public int Follow(IEmotionSource source, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(source);
        int count = 0;
        while (source.TryRead(now, out EmotionCue cue))
        {
            SetTarget(cue);
            count++;
        }

        return count;
    }

    /// <summary>Turns to a cue's mix at its time.</summary>
    /// <param name="cue">The cue. A time before the last target's counts as that target's time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cue's transition is negative, NaN or infinite.</exception>
    public void SetTarget(in EmotionCue cue)
    {
        if (cue.TransitionSeconds is { } seconds)
        {
            CheckSeconds(seconds, nameof(cue));
        }

        Turn(cue.Mix, cue.At, cue.TransitionSeconds);
    }

    /// <summary>What is shown at a time on the host's clock. Before the last target was set it is what that target started
    /// from.</summary>
    public EmotionMix MixAt(TimeSpan time)
    {
        lock (_gate)
        {
            return Shown(time);
        }
    }

    private void Turn(in EmotionMix mix, TimeSpan at, double? seconds)
    {
        lock (_gate)
        {
            if (mix == _target)
            {
                return;
            }

            _start = Shown(at);
            _target = mix;
            _startedAt = at > _startedAt ? at : _startedAt;
            _seconds = seconds ?? (Expressiveness(mix) >= Expressiveness(_start) - ExpressivenessTolerance ? AttackSeconds : ReleaseSeconds);
        }
    }

    private EmotionMix Shown(TimeSpan time)
    {
        if (_start == _target)
        {
            return _target;
        }

        if (time < _startedAt)
        {
            return _start;
        }

        // In double, where the difference of extreme times does not overflow.
        double elapsed = ((double)time.Ticks - _startedAt.Ticks) / TimeSpan.TicksPerSecond;
        double remaining = _seconds == 0 ? 0 : Math.Exp(-TimeConstants * elapsed / _seconds);
        return EmotionMix.Lerp(_start, _target, (float)(1 - remaining));
    }

    private static float Expressiveness(in EmotionMix mix) => mix.Intensity * (1 - mix.NeutralWeight);

    private static void CheckSeconds(double seconds, string name)
    {
        if (!(seconds >= 0) || !double.IsFinite(seconds))
        {
            throw new ArgumentOutOfRangeException(name, seconds, "A time is a finite number of seconds, at least 0.");
        }
    }
}
