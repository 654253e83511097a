namespace EmoVid.Realtime.Media;

/// <summary>A few frames between the thread that takes them out of a decoder's pipe and the one that uses them. Frames are made once
/// and go round, so that the steady state allocates nothing.</summary>
/// <remarks>One producer, one consumer.</remarks>
internal sealed class DecodedFrames
{
    private readonly object _gate = new();
    private readonly Func<object> _create;
    private readonly Stack<object> _free;
    private readonly Queue<MediaFrame> _ready;
    private object? _shown;
    private int _left;
    private bool _completed;
    private bool _cancelled;

    /// <param name="count">Frames in all: the one in use, the one being filled, and those between.</param>
    /// <param name="create">Makes a frame's pixels.</param>
    public DecodedFrames(int count, Func<object> create)
    {
        (_left, _create) = (count, create);
        _free = new Stack<object>(count);
        _ready = new Queue<MediaFrame>(count);
    }

    /// <summary>Pixels to fill; waits while all are in use.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public object Rent()
    {
        lock (_gate)
        {
            while (!_cancelled)
            {
                if (_free.TryPop(out object? pixels))
                {
                    return pixels;
                }

                if (_left > 0)
                {
                    _left--;
                    return _create();
                }

                Monitor.Wait(_gate);
            }
        }

        throw new OperationCanceledException();
    }

    /// <summary>Hands a filled frame over.</summary>
    public void Publish(in MediaFrame frame)
    {
        lock (_gate)
        {
            _ready.Enqueue(frame);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>No frame follows.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends every wait, now and later.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _cancelled = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Gives the frame before back and takes the next one.</summary>
    /// <returns>False after the last frame.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool TryTake(out MediaFrame frame)
    {
        lock (_gate)
        {
            if (_shown is not null)
            {
                _free.Push(_shown);
                _shown = null;
                Monitor.PulseAll(_gate);
            }

            while (!_cancelled)
            {
                if (_ready.TryDequeue(out frame))
                {
                    _shown = frame.Pixels;
                    return true;
                }

                if (_completed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }
        }

        throw new OperationCanceledException();
    }
}
