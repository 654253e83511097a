namespace EmoVid.Realtime.Generation;

/// <summary>Updates the live actors that are due together, in shared runs of their generator's networks.</summary>
/// <remarks>The actors' thread alone.</remarks>
internal sealed class SharedRuns(int most) : IDisposable
{
    private readonly List<ActorBatch> _batches = [];
    private readonly LiveActor[] _due = new LiveActor[most];
    private readonly StickerActor[] _actors = new StickerActor[most];
    private readonly double[] _instants = new double[most];
    private readonly MotionFields[] _fields = new MotionFields[most];

    /// <summary>Updates an actor with others of its generator that are due, if there are any.</summary>
    public bool TryUpdate(LiveActor first, LiveActor[] all)
    {
        GraphSessions sessions = first.Actor.Sessions;
        int due = 0;
        _due[due++] = first;
        foreach (LiveActor other in all)
        {
            if (due < most && other != first && other.Actor.Sessions == sessions && other.Urgency() > 0)
            {
                _due[due++] = other;
            }
        }

        if (due == 1 || BatchOf(sessions, first.Actor) is not { RunsTogether: true } batch)
        {
            return false;
        }

        int begun = 0;
        for (int i = 0; i < due; i++)
        {
            if (_due[i].TryBegin())
            {
                _due[begun] = _due[i];
                (_actors[begun], _instants[begun], _fields[begun]) = (_due[i].Actor, _due[i].Instant, _due[i].Receiving);
                begun++;
            }
        }

        bool isDone = TrySample(batch, begun);
        for (int i = 0; i < begun; i++)
        {
            // One actor's fault must not become the others'.
            if (isDone || _due[i].TrySample())
            {
                _due[i].Complete();
            }
        }

        return true;
    }

    /// <summary>Lets go of generators that no actor uses any more.</summary>
    public void Forget(LiveActor[] remaining)
    {
        foreach (ActorBatch batch in _batches.Where(batch => !remaining.Any(actor => actor.Actor.Sessions == batch.Sessions)).ToArray())
        {
            _batches.Remove(batch);
            batch.Dispose();
        }
    }

    public void Dispose() => _batches.ForEach(batch => batch.Dispose());

    private ActorBatch BatchOf(GraphSessions sessions, StickerActor actor)
    {
        foreach (ActorBatch batch in _batches)
        {
            if (batch.Sessions == sessions)
            {
                return batch;
            }
        }

        _batches.Add(new ActorBatch(actor.Pack, sessions, most));
        return _batches[^1];
    }

    private bool TrySample(ActorBatch batch, int count)
    {
        try
        {
            batch.Sample(_actors.AsSpan(0, count), _instants.AsSpan(0, count), _fields.AsSpan(0, count));
            return true;
        }
        catch (Exception e) when (e is ModelPackException or EmoVidException)
        {
            return false;
        }
    }
}
