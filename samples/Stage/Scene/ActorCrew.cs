namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Runs the actors' networks on a thread of its own, each some times a second, ahead of what is shown. Where the machine is too slow for the wanted
/// rate, every actor gets fewer updates and the motion between them is interpolated.</summary>
internal sealed class ActorCrew : IDisposable
{
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(false);
    private readonly double _rate;
    private volatile StageActor[] _actors = [];
    private double _now;
    private volatile bool _ending;
    private volatile EmoVidException? _failure;

    /// <param name="rate">Updates of each actor a second that are wanted.</param>
    public ActorCrew(double rate)
    {
        _rate = rate;
        _thread = new Thread(Work) { Name = "stage actors", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Updates of each actor a second that were reached lately.</summary>
    public double AchievedRate { get; private set; }

    /// <summary>What ended the work, for the render thread to throw.</summary>
    public EmoVidException? Failure => _failure;

    /// <summary>Says who acts and what time it is. Never waits.</summary>
    public void Tell(StageActor[] actors, double seconds)
    {
        _actors = actors;
        Volatile.Write(ref _now, seconds);
        _wake.Set();
    }

    /// <summary>Waits until an actor is no longer being updated, so that it may be disposed.</summary>
    public void Release(StageActor[] remaining)
    {
        _actors = remaining;
        lock (_wake)
        {
        }
    }

    public void Dispose()
    {
        _ending = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Work()
    {
        try
        {
            double last = double.NegativeInfinity;
            while (!_ending)
            {
                double now = Volatile.Read(ref _now), step = 1 / _rate;
                if (now - last < step && now >= last)
                {
                    _wake.WaitOne(50);
                    continue;
                }

                AchievedRate = double.IsInfinity(last) || now <= last ? _rate : AchievedRate + ((1 / (now - last)) - AchievedRate) * 0.1;
                // Ahead by as long as a round took: what is shown lies between two known instants.
                double ahead = now + Math.Min(0.5, Math.Max(step, now >= last && !double.IsInfinity(last) ? now - last : step));
                last = now;
                lock (_wake)
                {
                    foreach (StageActor actor in _actors)
                    {
                        actor.Update(ahead);
                    }
                }
            }
        }
        catch (EmoVidException e)
        {
            _failure = e;
        }
    }
}
