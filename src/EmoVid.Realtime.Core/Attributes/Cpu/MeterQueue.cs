namespace EmoVid.Realtime;

/// <summary>The frames in flight of the CPU engine: a ring that the caller fills and empties and one thread works off.</summary>
/// <remarks>The caller's side is one thread at a time. The working thread starts with the first frame.</remarks>
internal sealed class MeterQueue : IDisposable
{
    private readonly CpuMeterEngine _engine;
    private readonly MeterPlace[] _places;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _submitted = new(0);
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private Thread? _worker;
    private bool _resetPending;
    private volatile bool _stopping;

    // Frames counted since the beginning: read ≤ finished ≤ filled ≤ read + places.
    private long _filledCount;
    private long _finishedCount;
    private long _readCount;

    public MeterQueue(CpuMeterEngine engine, int places)
    {
        _engine = engine;
        _places = new MeterPlace[places];
        for (int i = 0; i < places; i++)
        {
            _places[i] = new MeterPlace();
        }
    }

    /// <summary>Frames submitted and not read.</summary>
    public int InFlight => (int)(_filledCount - _readCount);

    /// <summary>The next place to fill, or null when all are taken. It stays free until <see cref="Submit"/>.</summary>
    public MeterPlace? TryTake() => InFlight == _places.Length ? null : Place(_filledCount);

    /// <summary>Hands the filled place to the working thread.</summary>
    public void Submit()
    {
        MeterPlace place = Place(_filledCount);
        place.BeginsHistory = TakeReset();
        place.Failure = null;
        lock (_gate)
        {
            _filledCount++;
            _idle.Reset();
        }

        if (_worker is null)
        {
            _worker = new Thread(Work) { IsBackground = true, Name = "EmoVid attribute meter" };
            _worker.Start();
        }

        _submitted.Release();
    }

    /// <summary>Gives the oldest result if it is finished.</summary>
    public bool TryRead(AttributeSums sums, out long tag)
    {
        tag = 0;
        lock (_gate)
        {
            if (_readCount == _finishedCount)
            {
                return false;
            }
        }

        MeterPlace place = Place(_readCount);
        _readCount++;
        if (place.Failure is not null)
        {
            throw new InvalidOperationException("Measuring a submitted frame failed.", place.Failure);
        }

        sums.CopyFrom(place.Sums);
        tag = place.Tag;
        return true;
    }

    /// <summary>Waits until the working thread has nothing to do.</summary>
    public void Drain() => _idle.Wait();

    /// <summary>The next frame begins a new history.</summary>
    public void ResetHistory() => _resetPending = true;

    /// <summary>Whether the frame now handed over begins a new history; asked once a frame.</summary>
    public bool TakeReset()
    {
        bool reset = _resetPending;
        _resetPending = false;
        return reset;
    }

    public void Dispose()
    {
        _stopping = true;
        _submitted.Release();
        _worker?.Join();
        _submitted.Dispose();
        _idle.Dispose();
        foreach (MeterPlace place in _places)
        {
            place.Dispose();
        }
    }

    private MeterPlace Place(long count) => _places[count % _places.Length];

    private void Work()
    {
        while (true)
        {
            _submitted.Wait();
            if (_stopping)
            {
                return;
            }

            MeterPlace place = Place(_finishedCount);
            try
            {
                _engine.Measure(place.Frame, place.BeginsHistory, place.Sums);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                place.Failure = failure;
            }

            lock (_gate)
            {
                _finishedCount++;
                if (_finishedCount == _filledCount)
                {
                    _idle.Set();
                }
            }
        }
    }
}
