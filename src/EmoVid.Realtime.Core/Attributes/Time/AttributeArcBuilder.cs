namespace EmoVid.Realtime;

/// <summary>Gathers a clip's frames into its <see cref="AttributeArc"/>.</summary>
/// <remarks>
/// <para>Frames count alike, however long they are shown, as EmoVid pools them. A frame belongs to the second and to the shot in which it
/// starts. Cuts are found where the sums hold <see cref="CutDetector.RequiredSet"/>; frames under suspicion are kept apart until the
/// detector decides, so that each ends up in its own shot. A jump that is undecided at the end is no cut.</para>
/// <para>One thread at a time. Allocates where a shot or a second ends, not for a frame.</para>
/// </remarks>
public sealed class AttributeArcBuilder
{
    private readonly CutDetector _cuts;
    private readonly ArcPool _shot = new();
    private readonly ArcPool _suspected = new();
    private readonly ArcPool _second = new();
    private readonly ArcPool _whole = new();
    private readonly List<ArcSpan> _shots = [];
    private readonly List<ArcSpan> _seconds = [];
    private ArcExtreme[]? _extremes;
    private AttributeSet _set;
    private FrameClock _clock;
    private TimeSpan _first;
    private TimeSpan _end;
    private long _currentSecond;
    private bool _hasCuts;

    /// <summary>Creates a builder.</summary>
    /// <param name="cuts">How cuts are found; null for the default.</param>
    public AttributeArcBuilder(CutDetectorOptions? cuts = null) => _cuts = new CutDetector(cuts);

    /// <summary>Frames so far.</summary>
    public int Frames => _whole.Frames;

    /// <summary>Adds the next frame.</summary>
    /// <param name="sums">Its sums, of the same set as the first frame's; copied.</param>
    /// <param name="start">When it appears; see <see cref="FrameClock"/> for times that repeat or go backwards.</param>
    /// <param name="duration">How long it is shown, at least 0; 0 for a still.</param>
    /// <exception cref="ArgumentException">The set is another than the first frame's.</exception>
    public void Add(AttributeSums sums, TimeSpan start, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(sums);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        bool first = _extremes is null;
        if (first)
        {
            Begin(sums.Set);
        }
        else if (sums.Set != _set)
        {
            throw new ArgumentException($"The first frame had {_set}, but this one has {sums.Set}.", nameof(sums));
        }

        TimeSpan elapsed = _clock.Advance(start), now = _clock.Now;
        _first = first ? now : _first;
        _end = now + duration;
        CutVerdict verdict = _hasCuts ? _cuts.Advance(sums, start) : CutVerdict.Steady;

        // What jumps is no motion: it would drown what moves.
        bool jumps = verdict is CutVerdict.Suspected or CutVerdict.Moved;
        TimeSpan counted = jumps ? TimeSpan.Zero : elapsed;
        AddToShots(verdict, sums, now, counted);
        AddToSeconds(sums, now, counted);
        _whole.Add(sums, now, counted);
        NoteExtremes(VisualAttributes.FromSums(sums), sums.HasPrevious, now);
    }

    /// <summary>The arc of the frames so far. More frames may follow; this one stays as it is.</summary>
    /// <exception cref="InvalidOperationException">There is no frame.</exception>
    public AttributeArc Build()
    {
        if (_extremes is null)
        {
            throw new InvalidOperationException("An arc takes at least one frame.");
        }

        var last = new ArcPool();
        var sums = new AttributeSums();
        sums.CopyFrom(_whole.Sums);
        Copy(_shot, last);
        Copy(_suspected, last);
        return new AttributeArc(
            _whole.Close(_first, _end),
            sums,
            [.. _seconds, CloseSecond()],
            [.. _shots, last.Close(_shot.Start, _end)],
            [.. _extremes.Where(extreme => !double.IsNaN(extreme.Least))],
            _hasCuts,
            _clock.Repaired);
    }

    private static void Copy(ArcPool from, ArcPool to)
    {
        var copy = new ArcPool();
        copy.CopyFrom(from);
        to.Take(copy);
    }

    private void Begin(AttributeSet set)
    {
        (_set, _hasCuts) = (set, (set & CutDetector.RequiredSet) == CutDetector.RequiredSet);
        _extremes = [.. AttributeChannel.Of(set).Where(channel => !channel.IsAngle).Select(channel => new ArcExtreme(channel, double.NaN, default, double.NaN, default))];
    }

    private void AddToShots(CutVerdict verdict, AttributeSums sums, TimeSpan now, TimeSpan counted)
    {
        if (verdict == CutVerdict.Moved || verdict == CutVerdict.Dismissed)
        {
            _shot.Take(_suspected);
        }

        (verdict is CutVerdict.Steady or CutVerdict.Dismissed ? _shot : _suspected).Add(sums, now, counted);
        if (verdict == CutVerdict.Confirmed)
        {
            _shots.Add(_shot.Close(_shot.Start, _suspected.Start));
            _shot.Clear();
            _shot.Take(_suspected);
        }
    }

    private void AddToSeconds(AttributeSums sums, TimeSpan now, TimeSpan counted)
    {
        long second = (now - _first).Ticks / TimeSpan.TicksPerSecond;
        if (second != _currentSecond && _second.Frames > 0)
        {
            _seconds.Add(CloseSecond());
            _second.Clear();
        }

        _currentSecond = second;
        _second.Add(sums, now, counted);
    }

    private ArcSpan CloseSecond()
    {
        TimeSpan start = _first + TimeSpan.FromTicks(_currentSecond * TimeSpan.TicksPerSecond), end = start + TimeSpan.FromSeconds(1);
        return _second.Close(start, end < _end ? end : _end);
    }

    private void NoteExtremes(in VisualAttributes look, bool hasPrevious, TimeSpan now)
    {
        for (int i = 0; i < _extremes!.Length && look.Coverage > 0; i++)
        {
            ref ArcExtreme extreme = ref _extremes[i];
            if (extreme.Channel.Set == AttributeSet.Motion && !hasPrevious)
            {
                continue;
            }

            double value = extreme.Channel.Read(look);
            if (double.IsNaN(value))
            {
                continue;
            }

            if (!(value >= extreme.Least))
            {
                extreme = extreme with { Least = value, LeastAt = now };
            }

            if (!(value <= extreme.Greatest))
            {
                extreme = extreme with { Greatest = value, GreatestAt = now };
            }
        }
    }
}
