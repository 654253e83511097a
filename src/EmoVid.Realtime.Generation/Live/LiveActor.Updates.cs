namespace EmoVid.Realtime.Generation;

// The side of the networks: updates, and what they make known.
public sealed partial class LiveActor
{
    /// <summary>Tries to prepare a turn beside the host's frames. Each takes less than a millisecond, so the second is rare.</summary>
    private const int MostTries = 4;

    /// <summary>How urgently the actor's thread must run the networks: above 0 when there is something to do. Never where the host runs
    /// them.</summary>
    internal double Urgency() => _options.IsFixedStep || _options.IsRepeat ? 0 : Lateness();

    /// <summary>The actor whose <see cref="StickerActor.Sample"/> is the middle of an update.</summary>
    internal StickerActor Actor => _actor;

    /// <summary>The instant that the update in progress is for.</summary>
    internal double Instant => _run.Instant;

    /// <summary>What receives the fields of the update in progress.</summary>
    internal MotionFields Receiving => _spare.Fields;

    private double Lateness()
    {
        using (_gate.Enter())
        {
            if (double.IsNaN(_now) || _fault is not null || _disposed)
            {
                return 0;
            }

            // Nothing known comes first, then a change that somebody waits to see, then whoever is furthest behind.
            return Starts ? 100 : Turns ? 10 : _hasNext || _now < _from.Time ? 0 : Math.Min(9, _now - _from.Time + 1e-6);
        }
    }

    /// <summary>Runs the networks once. The actor's thread; in fixed steps, the host's.</summary>
    internal void Update()
    {
        if (TryBegin() && TrySample())
        {
            Complete();
        }
    }

    /// <summary>Begins an update: decides what it is for and lets the act go on to where it begins.</summary>
    /// <returns>False where the networks failed, which <see cref="Fault"/> then tells.</returns>
    internal bool TryBegin()
    {
        using (_gate.Enter())
        {
            LiveUpdateKind kind = Starts ? LiveUpdateKind.Start : Turns ? LiveUpdateKind.Turn : LiveUpdateKind.Next;
            double instant = kind switch
            {
                LiveUpdateKind.Start => _now,
                LiveUpdateKind.Turn => _now + Math.Min(_period, TurnLead) + _lead,
                _ => Math.Max(_to.Time, _now) + _period + _lead,
            };
            _run = new LiveUpdate(kind, _now, instant, _wanted, _now, _shown, IsInTime: true);
            _planned = _wanted;
        }

        return Attempt(static live => live.Follow());
    }

    /// <summary>The middle of an update, for one actor alone.</summary>
    internal bool TrySample() => Attempt(static live => live._actor.Sample(live._run.Instant, live._spare.Fields));

    /// <summary>Ends an update: what was rendered is shown from now on, if it is in time.</summary>
    internal void Complete()
    {
        _spare.Time = _run.Instant;
        _spare.Change();
        for (int tries = 1; !TryComplete(isLast: tries == MostTries); tries++)
        {
        }

        _options.Arrived?.Invoke(_run);
    }

    /// <summary>Prepares everything beside the host's frames and makes it known; false where a frame has changed meanwhile what a turn begins at. The last try prepares while
    /// frames wait, for a host that never stops asking.</summary>
    private bool TryComplete(bool isLast)
    {
        FieldSample from, to;
        PixelRectangle? beside;
        double shownAt;
        long shown;
        using (_gate.Enter())
        {
            (from, to, beside, shownAt, shown) = (_from, _to, _to.Box, ShownAt, _shown);
        }

        PackedMotion? wider = isLast ? null : Prepare(from, to, beside, shownAt);
        using (_gate.Enter())
        {
            if (isLast)
            {
                wider = Prepare(_from, _to, _to.Box, ShownAt);
            }
            else if (_run.Kind == LiveUpdateKind.Turn && _shown != shown)
            {
                return false;
            }

            _updates++;
            if (!_options.IsRepeat)
            {
                double late = _now - _run.Instant;
                bool isInTime = _run.Kind == LiveUpdateKind.Start || late <= _options.Deadline;
                // Whoever is late aims further ahead, and comes back slowly.
                _lead = isInTime ? _lead < 0.001 ? 0 : 0.9 * _lead : Math.Min(Jump / 2, _lead + late);
                _run = _run with { Arrived = _now, Shown = _shown, IsInTime = isInTime };
            }

            if (_run.IsInTime)
            {
                Publish(_run.Kind, wider);
            }
            else
            {
                wider?.Release();
                _late++;
            }

            return true;
        }
    }

    /// <summary>Interpolates and packs what <see cref="Publish"/> will need. Writes only what no frame can see.</summary>
    /// <param name="from">Where the way that is shown begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="beside">The cells that are packed of the end; null for none.</param>
    /// <param name="shownAt">The instant that is shown.</param>
    /// <returns>The end, packed with the cells of what follows it; null where it has them or nothing is packed.</returns>
    private PackedMotion? Prepare(FieldSample from, FieldSample to, PixelRectangle? beside, double shownAt)
    {
        if (_run.Kind == LiveUpdateKind.Turn)
        {
            // The way to the new act begins at what is shown.
            FieldSample.Between(from, to, shownAt, _way.Fields);
            _way.Time = shownAt;
            _way.Change();
            if (_packs)
            {
                FieldSample.PackPair(_way, _spare);
            }
        }
        else if (_packs)
        {
            PixelRectangle? kept = _run.Kind == LiveUpdateKind.Next ? beside : null;
            _spare.Pack(kept ?? default);
            return kept is not null && kept != _spare.Box ? to.PackAnew(_spare.Box!.Value) : null;
        }

        return null;
    }

    private double ShownAt => Math.Max(_from.Time, _lastShown);

    private void Follow()
    {
        _actor.Perform(_run.Mix);
        if (_run.Kind == LiveUpdateKind.Turn)
        {
            _actor.Follow(_run.Asked);
        }
    }

    private bool Attempt(Action<LiveActor> work)
    {
        try
        {
            work(this);
            return true;
        }
        catch (Exception e) when (!_options.IsFixedStep)
        {
            // Whatever it is, it must not end the host's process from a thread that the host does not see.
            _fault = NativeRuntime.Cause(e);
            return false;
        }
    }

    private void Publish(LiveUpdateKind kind, PackedMotion? wider)
    {
        if (kind == LiveUpdateKind.Next)
        {
            if (wider is not null)
            {
                _to.Replace(wider);
            }

            (_next, _spare) = (_spare, _next);
            _hasNext = true;
            return;
        }

        if (kind == LiveUpdateKind.Turn)
        {
            (_from, _way) = (_way, _from);
        }
        else
        {
            _from.Time = _spare.Time;
        }

        (_to, _spare) = (_spare, _to);
        (_hasNext, _told) = (false, true);
    }
}
