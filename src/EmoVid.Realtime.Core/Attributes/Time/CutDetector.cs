namespace EmoVid.Realtime;

/// <summary>Finds hard cuts in a running sequence of frames from their sums alone, without being fooled by flashes.</summary>
/// <remarks>
/// <para>The change between two looks is the mean of three numbers in 0-1: the total variation of the luma histograms (64 bins, each
/// spread over its neighbours), the mean difference of the 4×4 grid's HSV values, and that of its colours (mean saturation in the
/// direction of the mean hue; counts by how much colour and light there is).</para>
/// <list type="number">
/// <item>A frame that changed by <see cref="CutDetectorOptions.Threshold"/> against the one <see cref="StepSeconds"/> before (or the
/// nearest older one), and by <see cref="CutDetectorOptions.Prominence"/> times what the last frames changed, is suspected. The look
/// before it is kept.</item>
/// <item>If within <see cref="CutDetectorOptions.ConfirmSeconds"/> a frame looks like the one before again (it changed by less than
/// the threshold and by less than half the jump), it was a flash. A strobe is many of them.</item>
/// <item>If the look jumps again meanwhile, the suspicion moves to that frame: a flash on a cut does not hide the cut. The wait starts
/// anew, up to twice its length in all.</item>
/// <item>After the wait, and at least two frames after the suspected one, the cut is confirmed, unless the grid's pattern of light
/// and dark is the old one (correlation <see cref="SamePattern"/> or more: the light changed, not the scene), or the
/// frames since then changed by more than a <see cref="CutDetectorOptions.Prominence"/>th of the jump each (everything
/// moves).</item>
/// </list>
/// <para>So a decision lags by ConfirmSeconds and at least two frames, at most by twice that while the look keeps jumping. Frames after the
/// last jump that are fewer than that at the end of a clip leave it undecided. Fades and dissolves of half a second or more are no
/// cuts: nothing jumps. A shot shorter than ConfirmSeconds counts as a flash when the old look comes back, and as part of its
/// neighbour otherwise. The change per time, not per frame, is compared, so that 24 and 144 frames a second give the same
/// cuts.</para>
/// <para>Times follow <see cref="FrameClock"/>. Frames of no weight (nothing opaque) are passed over. One thread at a time; allocates
/// nothing after construction.</para>
/// </remarks>
public sealed class CutDetector
{
    /// <summary>The sets that a frame's sums must hold.</summary>
    public const AttributeSet RequiredSet = AttributeSet.LumaHistogram | AttributeSet.Grid;

    /// <summary>Seconds over which a change is looked at: a frame at 30 frames a second.</summary>
    public const double StepSeconds = 1 / 30.0;

    /// <summary>Correlation of two grids of light and dark from which on they are one scene in another light.</summary>
    public const double SamePattern = 0.97;

    /// <summary>Half-life of the memory of how much frames change, seconds.</summary>
    private const double ActivityHalfLife = 0.25;

    /// <summary>Least frames after a suspected one that a decision rests on.</summary>
    private const int LeastFramesAfter = 2;

    /// <summary>Looks kept; at more than 480 frames a second a step is shorter than said.</summary>
    private const int Kept = 16;

    /// <summary>Rounding of a frame's time must not turn a step of 1/30 s into two.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(StepSeconds * 0.98);

    private readonly CutDetectorOptions _options;
    private readonly CutSignature[] _ring = new CutSignature[Kept];
    private readonly TimeSpan[] _times = new TimeSpan[Kept];
    private readonly CutSignature _before = new();
    private readonly CutSignature _after = new();
    private FrameClock _clock;
    private int _count;
    private int _newest;
    private double _activity;
    private TimeSpan _suspectedFirst;
    private double _jump;
    private double _changesSince;
    private int _framesSince;

    /// <summary>Creates a detector.</summary>
    /// <param name="options">Null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public CutDetector(CutDetectorOptions? options = null)
    {
        _options = (options ?? CutDetectorOptions.Default).Checked();
        for (int i = 0; i < Kept; i++)
        {
            _ring[i] = new CutSignature();
        }
    }

    /// <summary>Whether a jump waits for its decision.</summary>
    public bool IsUndecided { get; private set; }

    /// <summary>Time, on the detector's <see cref="FrameClock"/>, of the frame that is or was last suspected; a confirmed cut is there.</summary>
    public TimeSpan SuspectedAt { get; private set; }

    /// <summary>Change of look at the last frame, over <see cref="StepSeconds"/>, 0-1.</summary>
    public double Change { get; private set; }

    /// <summary>Forgets everything, as for another clip.</summary>
    public void Reset()
    {
        (_clock, _count, _activity, IsUndecided, SuspectedAt, Change) = (default, 0, 0, false, default, 0);
    }

    /// <summary>Takes the next frame.</summary>
    /// <param name="sums">The frame's sums; <see cref="RequiredSet"/> at least.</param>
    /// <param name="at">When the frame appears.</param>
    /// <exception cref="ArgumentException">The sums lack a set.</exception>
    public CutVerdict Advance(AttributeSums sums, TimeSpan at)
    {
        ArgumentNullException.ThrowIfNull(sums);
        if ((sums.Set & RequiredSet) != RequiredSet)
        {
            throw new ArgumentException($"Cuts are found from {RequiredSet}, but the sums hold {sums.Set}.", nameof(sums));
        }

        int place = (_newest + 1) % Kept;
        return CutSignatureReader.TryRead(sums, _ring[place]) ? Advance(place, at) : Pass(at);
    }

    private CutVerdict Pass(TimeSpan at)
    {
        _clock.Advance(at);
        Change = 0;
        return IsUndecided ? CutVerdict.Undecided : CutVerdict.Steady;
    }

    private CutVerdict Advance(int place, TimeSpan at)
    {
        TimeSpan elapsed = _clock.Advance(at);
        CutSignature? earlier = Earlier();
        (_newest, _count) = (place, Math.Min(_count + 1, Kept - 1));
        _times[place] = _clock.Now;
        Change = earlier is null ? 0 : CutSignature.Change(earlier, _ring[place]);
        if (IsUndecided)
        {
            return Decide();
        }

        if (earlier is not null && Change >= _options.Threshold && Change >= _options.Prominence * _activity)
        {
            _before.CopyFrom(earlier);
            _suspectedFirst = _clock.Now;
            IsUndecided = true;
            Suspect();
            return CutVerdict.Suspected;
        }

        double kept = HalfLife.Remaining(elapsed, ActivityHalfLife);
        _activity = Change + (_activity - Change) * kept;
        return CutVerdict.Steady;
    }

    private CutVerdict Decide()
    {
        CutSignature now = _ring[_newest];
        double away = CutSignature.Change(_before, now);
        if (away < Math.Min(_options.Threshold, _jump / 2))
        {
            return Settle(CutVerdict.Dismissed);
        }

        double total = (_clock.Now - _suspectedFirst).TotalSeconds;
        if (Change >= _options.Threshold && CutSignature.Change(_after, now) >= _options.Threshold && total < 2 * _options.ConfirmSeconds)
        {
            Suspect();
            return CutVerdict.Moved;
        }

        _framesSince++;
        _changesSince += Change;
        bool waited = (_clock.Now - SuspectedAt).TotalSeconds >= _options.ConfirmSeconds || total >= 2 * _options.ConfirmSeconds;
        if (!waited || _framesSince < LeastFramesAfter)
        {
            return CutVerdict.Undecided;
        }

        bool relit = CutSignature.PatternLikeness(_before, now) >= SamePattern;
        bool moving = _options.Prominence * _changesSince / _framesSince > _jump;
        return Settle(relit || moving ? CutVerdict.Dismissed : CutVerdict.Confirmed);
    }

    /// <summary>Makes the newest frame the suspected one; changes are from now on against it.</summary>
    private void Suspect()
    {
        CutSignature now = _ring[_newest];
        _after.CopyFrom(now);
        SuspectedAt = _clock.Now;
        _jump = CutSignature.Change(_before, now);
        (_changesSince, _framesSince, _count) = (0, 0, 1);
    }

    private CutVerdict Settle(CutVerdict verdict)
    {
        IsUndecided = false;
        _activity = verdict == CutVerdict.Confirmed ? _changesSince / _framesSince : _activity;
        _count = 1;
        return verdict;
    }

    /// <summary>The look a step before now, or the oldest of those kept, or null when there is none.</summary>
    private CutSignature? Earlier()
    {
        for (int back = 0; back < _count; back++)
        {
            int place = (_newest - back + Kept) % Kept;
            if (_clock.Now - _times[place] >= Step || back == _count - 1)
            {
                return _ring[place];
            }
        }

        return null;
    }
}
