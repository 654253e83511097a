namespace EmoVid.Realtime.Media;

/// <summary>A thread for native code that may never come back: it is waited for so long and no longer, and then left behind. It ends with the
/// process.</summary>
internal sealed class BoundedThread : IDisposable
{
    /// <summary>Native recursion over nested drawings takes more than the usual 1.5 MiB.</summary>
    private const int StackBytes = 16 << 20;

    private readonly object _gate = new();
    private Action? _work;
    private Exception? _failure;
    private bool _disposed;

    public BoundedThread(string name) => new Thread(Loop, StackBytes) { IsBackground = true, Name = name }.Start();

    /// <summary>Whether work has not come back in time: what it uses must not be touched any more, not even freed.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Does the work there.</summary>
    /// <returns>False when it has not come back in time.</returns>
    public bool TryRun(Action work, TimeSpan limit)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed || IsLost, this);
            (_work, _failure) = (work, null);
            Monitor.PulseAll(_gate);
            long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
            while (_work is not null)
            {
                long left = end - Environment.TickCount64;
                if (left <= 0)
                {
                    IsLost = true;
                    return false;
                }

                Monitor.Wait(_gate, (int)left);
            }

            return _failure is { } failure ? throw failure : true;
        }
    }

    /// <summary>Lets the thread end after what it does now.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Loop()
    {
        while (Next() is { } work)
        {
            Exception? failure = null;
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            lock (_gate)
            {
                (_work, _failure) = (null, failure);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_work is null && !_disposed)
            {
                Monitor.Wait(_gate);
            }

            return _work;
        }
    }
}
