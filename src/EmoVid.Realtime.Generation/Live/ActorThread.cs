using System.Collections.Concurrent;

namespace EmoVid.Realtime.Generation;

/// <summary>The thread that runs the networks of live actors, so that no thread of the host does. Actors share it and are served the latest
/// first.</summary>
/// <remarks>Any thread. Disposing it disposes its actors and waits for the update in progress.</remarks>
public sealed class ActorThread : IDisposable
{
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<LiveActor> _leaving = new();
    private readonly SharedRuns? _shared;
    private readonly ActorThreadOptions _options;
    private volatile LiveActor[] _actors = [];
    private bool _toldOfLimit;
    private volatile bool _ending;

    /// <summary>Starts the thread, below normal priority: the host's frame comes first.</summary>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ActorThread(ActorThreadOptions? options = null)
    {
        options ??= new ActorThreadOptions();
        options.Validate();
        _options = options;
        _shared = options.ActorsAtOnce > 1 ? new SharedRuns(options.ActorsAtOnce) : null;
        _thread = new Thread(Work) { Name = "EmoVid actors", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Takes an actor over.</summary>
    /// <param name="actor">The actor; from now on this thread's, which disposes it.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The thread was disposed.</exception>
    public LiveActor Add(StickerActor actor, LiveActorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        options ??= new LiveActorOptions();
        options.Validate();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ending, this);
            long held = MemoryBytes, needed = LiveActor.FieldBytes(actor);
            bool hasRoom = needed <= _options.MemoryLimitBytes - held;
            var live = new LiveActor(this, actor, options, isStillOnly: !hasRoom);
            _actors = [.. _actors, live];
            if (!hasRoom && !_toldOfLimit)
            {
                _toldOfLimit = true;
                _options.Log?.Invoke($"Adding a live actor: its motion fields take {needed} bytes beside the {held} of {_actors.Length - 1} others, expected at most {_options.MemoryLimitBytes} in all; "
                    + "it stays a still; raise ActorThreadOptions.MemoryLimitBytes or dispose of an actor first.");
            }

            return live;
        }
    }

    /// <summary>Bytes that the motion fields of all live actors take. Any thread.</summary>
    public long MemoryBytes => _actors.Sum(actor => actor.MemoryBytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ending)
            {
                return;
            }

            _ending = true;
        }

        _wake.Set();
        _thread.Join();
        foreach (LiveActor actor in _actors)
        {
            actor.ReleaseNetworks();
        }

        ReleaseLeaving();
        _shared?.Dispose();
        _wake.Dispose();
    }

    internal void Wake()
    {
        if (!_ending)
        {
            _wake.Set();
        }
    }

    /// <summary>The thread itself lets go of the networks, since it may be running them.</summary>
    internal void Remove(LiveActor actor)
    {
        lock (_gate)
        {
            if (_ending)
            {
                return;
            }

            _actors = [.. _actors.Where(other => other != actor)];
            _leaving.Enqueue(actor);
            _wake.Set();
        }
    }

    private void Work()
    {
        while (!_ending)
        {
            ReleaseLeaving();
            LiveActor? latest = null;
            double lateness = 0;
            foreach (LiveActor actor in _actors)
            {
                double late = actor.Urgency();
                if (late > lateness)
                {
                    (latest, lateness) = (actor, late);
                }
            }

            if (latest is null)
            {
                _wake.WaitOne();
            }
            else if (_shared is null || !_shared.TryUpdate(latest, _actors))
            {
                latest.Update();
            }
        }
    }

    private void ReleaseLeaving()
    {
        while (_leaving.TryDequeue(out LiveActor? actor))
        {
            actor.ReleaseNetworks();
            _shared?.Forget(_actors);
        }
    }
}
