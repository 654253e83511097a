namespace EmoVid.Realtime;

/// <summary>Follows a running scene: attributes smoothed in seconds, started anew at cuts, untouched by flashes.</summary>
/// <remarks>
/// <para>While the <see cref="CutDetector"/> is undecided, the shown look stands still and a second smoother follows the new look from
/// its first frame on. A cut swaps the two, so that the smoothing is as if it had been reset at the cut itself; a flash drops the
/// second, and the first goes on from where it stood.</para>
/// <para>One thread at a time; allocates nothing after construction.</para>
/// </remarks>
public sealed class SceneTracker
{
    private readonly CutDetector _cuts;
    private readonly SmoothingHalfLives _halfLives;
    private AttributeSmoother _shown;
    private AttributeSmoother _next;
    private MotionRate _shownMotion;
    private MotionRate _nextMotion;
    private FrameClock _clock;

    /// <summary>Creates a tracker.</summary>
    /// <param name="halfLives">Null for the default.</param>
    /// <param name="cuts">Null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public SceneTracker(SmoothingHalfLives? halfLives = null, CutDetectorOptions? cuts = null)
    {
        _halfLives = (halfLives ?? SmoothingHalfLives.Default).Checked();
        _cuts = new CutDetector(cuts);
        _shown = new AttributeSmoother(_halfLives);
        _next = new AttributeSmoother(_halfLives);
    }

    /// <summary>The state at the last frame.</summary>
    public SceneState State { get; private set; }

    /// <summary>The smoothed look some time after the last frame, while that is still shown.</summary>
    /// <param name="elapsed">Time since the last frame, at least 0.</param>
    public VisualAttributes After(TimeSpan elapsed) => _cuts.IsUndecided ? _shown.Current : _shown.After(elapsed);

    /// <summary>Takes the next frame.</summary>
    /// <param name="sums">The frame's sums; <see cref="CutDetector.RequiredSet"/> at least.</param>
    /// <param name="at">When the frame appears; see <see cref="FrameClock"/> for times that repeat or go backwards.</param>
    /// <exception cref="ArgumentException">The sums lack a set.</exception>
    public SceneState Advance(AttributeSums sums, TimeSpan at)
    {
        CutVerdict verdict = _cuts.Advance(sums, at);
        bool first = !_clock.Started;
        TimeSpan elapsed = _clock.Advance(at);
        VisualAttributes look = VisualAttributes.FromSums(sums);
        double motion = sums.HasPrevious ? look.MotionEnergy : double.NaN;
        (TimeSpan start, int number) = first ? (_clock.Now, 0) : (State.ShotStart, State.ShotNumber);
        switch (verdict)
        {
            case CutVerdict.Steady:
                _shown.AdvanceBy(look, elapsed);
                _shownMotion.Advance(motion, elapsed, _halfLives.MotionSeconds);
                break;
            case CutVerdict.Suspected or CutVerdict.Moved:
                _next.Reset();
                _next.Hold(look);

                // The change at a cut is no motion.
                _nextMotion = default;
                break;
            case CutVerdict.Dismissed:
                _shown.Hold(look);
                break;
            default:
                _next.AdvanceBy(look, elapsed);
                _nextMotion.Advance(motion, elapsed, _halfLives.MotionSeconds);
                break;
        }

        if (verdict == CutVerdict.Confirmed)
        {
            (_shown, _next) = (_next, _shown);
            _shownMotion = _nextMotion;
            (start, number) = (_cuts.SuspectedAt, number + 1);
        }

        return State = new SceneState(_clock.Now, _shown.Current, _shownMotion.PerSecond, start, number, verdict);
    }

    /// <summary>Forgets everything, as for another clip.</summary>
    public void Reset()
    {
        _cuts.Reset();
        _shown.Reset();
        _next.Reset();
        (_shownMotion, _nextMotion, _clock, State) = (default, default, default, default);
    }
}
