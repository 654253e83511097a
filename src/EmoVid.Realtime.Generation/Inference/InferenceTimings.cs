using System.Diagnostics;

namespace EmoVid.Realtime.Generation;

/// <summary>How long an actor's networks took, wall clock. Recording allocates nothing; asking sorts a copy.</summary>
/// <remarks>Any thread may ask while the actor's writes.</remarks>
public sealed class InferenceTimings
{
    /// <summary>Frames that percentiles look back over.</summary>
    public const int Capacity = 1024;

    private readonly Lock _gate = new();
    private readonly double[] _frames = new double[Capacity];
    private double _appearance, _motion;
    private long _motions, _framesInAll;

    internal InferenceTimings()
    {
    }

    /// <summary>Milliseconds of the appearance network, run once when the actor was created.</summary>
    public double AppearanceMilliseconds => Locked(in _appearance);

    /// <summary>Milliseconds of the motion network's last run, one loop or one window; of a run for several actors, this actor's part.</summary>
    public double MotionMilliseconds => Locked(in _motion);

    /// <summary>Runs of the motion network.</summary>
    public long MotionCount => Locked(in _motions);

    /// <summary>Frames sampled since the actor was created.</summary>
    public long FrameCount => Locked(in _framesInAll);

    /// <summary>A percentile (nearest rank) of the milliseconds that the renderer network took, over the last
    /// <see cref="Capacity"/> frames; of a run for several actors, this actor's part.</summary>
    /// <param name="percent">Above 0 and at most 100, e.g. 50 or 99.</param>
    /// <returns>Milliseconds; 0 before the first frame.</returns>
    public double FrameMilliseconds(double percent)
    {
        if (!(percent > 0 && percent <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentile is above 0 and at most 100.");
        }

        double[] sorted;
        lock (_gate)
        {
            sorted = _frames[..(int)Math.Min(_framesInAll, Capacity)];
        }

        int count = sorted.Length;
        if (count == 0)
        {
            return 0;
        }

        Array.Sort(sorted);
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * count) - 1)];
    }

    /// <param name="startTimestamp">When the run began.</param>
    /// <param name="actors">Actors that it ran for.</param>
    internal void AddFrame(long startTimestamp, int actors = 1)
    {
        double elapsed = Elapsed(startTimestamp) / actors;
        lock (_gate)
        {
            _frames[_framesInAll % Capacity] = elapsed;
            _framesInAll++;
        }
    }

    /// <inheritdoc cref="AddFrame"/>
    internal void AddMotion(long startTimestamp, int actors = 1)
    {
        double elapsed = Elapsed(startTimestamp) / actors;
        lock (_gate)
        {
            _motion = elapsed;
            _motions++;
        }
    }

    internal void AddAppearance(long startTimestamp)
    {
        double elapsed = Elapsed(startTimestamp);
        lock (_gate)
        {
            _appearance = elapsed;
        }
    }

    private static double Elapsed(long startTimestamp) => Stopwatch.GetElapsedTime(startTimestamp).TotalMilliseconds;

    private T Locked<T>(in T field)
    {
        lock (_gate)
        {
            return field;
        }
    }
}
