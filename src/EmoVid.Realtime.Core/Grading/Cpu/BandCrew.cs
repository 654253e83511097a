namespace EmoVid.Realtime;

/// <summary>Long-lived threads that work on bands of one frame beside the calling thread. Handing out work allocates nothing.</summary>
/// <remarks>One caller at a time. Work must not throw.</remarks>
internal sealed class BandCrew : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _starts;
    private readonly CountdownEvent _running;
    private readonly Action<int> _work;
    private volatile bool _stopping;

    /// <summary>Starts one thread fewer than there are bands; the caller works on band 0.</summary>
    /// <param name="bands">At least 1.</param>
    /// <param name="name">The threads' name.</param>
    /// <param name="work">Works on a band, given its number.</param>
    public BandCrew(int bands, string name, Action<int> work)
    {
        _work = work;
        _threads = new Thread[bands - 1];
        _starts = new SemaphoreSlim[bands - 1];
        _running = new CountdownEvent(1);
        for (int i = 0; i < _threads.Length; i++)
        {
            int band = i + 1;
            _starts[i] = new SemaphoreSlim(0);
            _threads[i] = new Thread(() => Follow(band)) { IsBackground = true, Name = name };
            _threads[i].Start();
        }
    }

    /// <summary>How many bands a frame is cut into.</summary>
    public int Bands => _threads.Length + 1;

    /// <summary>Works on all bands and returns when all are done.</summary>
    public void Run()
    {
        _running.Reset(Bands);
        foreach (SemaphoreSlim start in _starts)
        {
            start.Release();
        }

        _work(0);
        _running.Signal();
        _running.Wait();
    }

    public void Dispose()
    {
        _stopping = true;
        for (int i = 0; i < _threads.Length; i++)
        {
            _starts[i].Release();
            _threads[i].Join();
            _starts[i].Dispose();
        }

        _running.Dispose();
    }

    private void Follow(int band)
    {
        while (true)
        {
            _starts[band - 1].Wait();
            if (_stopping)
            {
                return;
            }

            _work(band);
            _running.Signal();
        }
    }
}
