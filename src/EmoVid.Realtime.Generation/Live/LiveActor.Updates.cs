namespace EmoVid.Realtime.Generation;

// The side of the networks: updates, and what they make known.
public sealed partial class LiveActor
{
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
        lock (_gate)
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
        lock (_gate)
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
        if (_packs)
        {
            PixelRectangle beside;
            lock (_gate)
            {
                beside = _to.Box;
            }

            // Here and not under the gate, where a frame would wait for it.
            _spare.Pack(beside);
        }

        lock (_gate)
        {
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
                Publish(_run.Kind);
            }
            else
            {
                _late++;
            }
        }

        _options.Arrived?.Invoke(_run);
    }

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

    private void Publish(LiveUpdateKind kind)
    {
        if (kind == LiveUpdateKind.Start)
        {
            (_to, _spare) = (_spare, _to);
            _from.Time = _to.Time;
            (_hasNext, _told) = (false, true);
        }
        else if (kind == LiveUpdateKind.Turn)
        {
            // The way to the new act begins at what is shown.
            double shown = Math.Max(_from.Time, _lastShown);
            FieldSample.Between(_from, _to, shown, _next.Fields);
            _next.Time = shown;
            _next.Change();
            (_from, _next) = (_next, _from);
            (_to, _spare) = (_spare, _to);
            _hasNext = false;
        }
        else
        {
            (_next, _spare) = (_spare, _next);
            _hasNext = true;
        }

        if (_packs && kind != LiveUpdateKind.Start)
        {
            FieldSample.PackPair(_hasNext ? _to : _from, _hasNext ? _next : _to);
        }
    }
}
