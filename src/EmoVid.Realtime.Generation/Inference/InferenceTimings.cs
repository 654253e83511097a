using System.Diagnostics;

namespace EmoVid.Realtime.Generation;

/// <summary>How long an actor's networks took, wall clock. Recording allocates nothing; asking sorts a copy.</summary>
/// <remarks>One thread at a time, the actor's.</remarks>
public sealed class InferenceTimings
{
    /// <summary>Frames that percentiles look back over.</summary>
    public const int Capacity = 1024;

    private readonly double[] _frames = new double[Capacity];

    internal InferenceTimings()
    {
    }

    /// <summary>Milliseconds of the appearance network, run once when the actor was created.</summary>
    public double AppearanceMilliseconds { get; private set; }

    /// <summary>Milliseconds of the motion network's last run, one loop or one window.</summary>
    public double MotionMilliseconds { get; private set; }

    /// <summary>Runs of the motion network.</summary>
    public long MotionCount { get; private set; }

    /// <summary>Frames sampled since the actor was created.</summary>
    public long FrameCount { get; private set; }

    /// <summary>A percentile (nearest rank) of the milliseconds that the renderer network took, over the last
    /// <see cref="Capacity"/> frames.</summary>
    /// <param name="percent">Above 0 and at most 100, e.g. 50 or 99.</param>
    /// <returns>Milliseconds; 0 before the first frame.</returns>
    public double FrameMilliseconds(double percent)
    {
        if (!(percent > 0 && percent <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentile is above 0 and at most 100.");
        }

        int count = (int)Math.Min(FrameCount, Capacity);
        if (count == 0)
        {
            return 0;
        }

        double[] sorted = _frames[..count];
        Array.Sort(sorted);
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * count) - 1)];
    }

    internal void AddFrame(long startTimestamp)
    {
        _frames[FrameCount % Capacity] = Elapsed(startTimestamp);
        FrameCount++;
    }

    internal void AddMotion(long startTimestamp)
    {
        MotionMilliseconds = Elapsed(startTimestamp);
        MotionCount++;
    }

    internal void AddAppearance(long startTimestamp) => AppearanceMilliseconds = Elapsed(startTimestamp);

    private static double Elapsed(long startTimestamp) => Stopwatch.GetElapsedTime(startTimestamp).TotalMilliseconds;
}
