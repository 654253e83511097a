namespace EmoVid.Realtime;

/// <summary>Cues that come on any thread and wait until the one that draws asks for them.</summary>
/// <remarks>Any number of threads. Asking allocates nothing.</remarks>
public sealed class EmotionCueSource : IEmotionSource
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<EmotionCue, (TimeSpan At, long Order)> _cues = new();
    private long _order;

    /// <summary>Puts a cue among those that wait: by its time, and behind those of the same time.</summary>
    public void Add(in EmotionCue cue)
    {
        lock (_gate)
        {
            _cues.Enqueue(cue, (cue.At, _order++));
        }
    }

    /// <inheritdoc/>
    public bool TryRead(TimeSpan now, out EmotionCue cue)
    {
        lock (_gate)
        {
            if (_cues.TryPeek(out cue, out _) && cue.At <= now)
            {
                _cues.Dequeue();
                return true;
            }

            cue = default;
            return false;
        }
    }
}
