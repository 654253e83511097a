namespace EmoVid.Realtime;

/// <summary>Threads that help with one piece of work after another.</summary>
/// <remarks>The caller works as well and never waits for a helper that has not woken up yet: such a one finds the work closed
/// and goes back to sleep, or helps with the next.</remarks>
internal sealed class MeterTeam : IDisposable
{
    private const int Closed = -1;

    private readonly SemaphoreSlim[] _calls;
    private readonly Thread[] _helpers;
    private readonly Action<int> _work;

    /// <summary>Helpers at work, or <see cref="Closed"/>.</summary>
    private int _inside = Closed;
    private volatile bool _stopping;

    /// <summary>Creates the helpers.</summary>
    /// <param name="helpers">How many.</param>
    /// <param name="work">Does a share of the work until none is left; given the helper's number.</param>
    public MeterTeam(int helpers, Action<int> work)
    {
        _work = work;
        _calls = new SemaphoreSlim[helpers];
        _helpers = new Thread[helpers];
        for (int i = 0; i < helpers; i++)
        {
            int index = i;
            _calls[i] = new SemaphoreSlim(0);
            _helpers[i] = new Thread(() => Help(index)) { IsBackground = true, Name = $"EmoVid attribute meter {i + 1}" };
            _helpers[i].Start();
        }
    }

    /// <summary>Opens the work and calls the helpers.</summary>
    public void Begin()
    {
        Volatile.Write(ref _inside, 0);
        foreach (SemaphoreSlim call in _calls)
        {
            if (call.CurrentCount == 0)
            {
                call.Release();
            }
        }
    }

    /// <summary>Closes the work and waits for the helpers that are at it. What they wrote is then seen by the caller.</summary>
    public void End()
    {
        var wait = default(SpinWait);
        while (Interlocked.CompareExchange(ref _inside, Closed, 0) != 0)
        {
            wait.SpinOnce();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        for (int i = 0; i < _helpers.Length; i++)
        {
            _calls[i].Release();
            _helpers[i].Join();
            _calls[i].Dispose();
        }
    }

    private void Help(int index)
    {
        while (true)
        {
            _calls[index].Wait();
            if (_stopping)
            {
                return;
            }

            if (TryEnter())
            {
                _work(index);
                Interlocked.Decrement(ref _inside);
            }
        }
    }

    private bool TryEnter()
    {
        while (true)
        {
            int inside = Volatile.Read(ref _inside);
            if (inside == Closed)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _inside, inside + 1, inside) == inside)
            {
                return true;
            }
        }
    }
}
