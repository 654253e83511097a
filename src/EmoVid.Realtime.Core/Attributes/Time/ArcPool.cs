namespace EmoVid.Realtime;

/// <summary>Frames added together: their sums, and their motion over time.</summary>
internal sealed class ArcPool
{
    private readonly AttributeSums _sums = new();
    private double _motion;
    private double _motionSeconds;

    public int Frames { get; private set; }

    public TimeSpan Start { get; private set; }

    /// <summary>The pooled sums.</summary>
    public AttributeSums Sums => _sums;

    /// <summary>Luma change a second.</summary>
    public double MotionPerSecond => _motionSeconds > 0 ? _motion / _motionSeconds : double.NaN;

    /// <summary>Adds a frame.</summary>
    /// <param name="sums">Its sums.</param>
    /// <param name="start">When it appears.</param>
    /// <param name="elapsed">Time since the frame before, or zero where its motion does not count.</param>
    public void Add(AttributeSums sums, TimeSpan start, TimeSpan elapsed)
    {
        Start = Frames == 0 ? start : Start;
        _sums.Add(sums);
        Frames++;
        if (sums.MotionPixels > 0 && elapsed > TimeSpan.Zero)
        {
            _motion += sums.MotionAbsolute / (255.0 * sums.MotionPixels);
            _motionSeconds += elapsed.TotalSeconds;
        }
    }

    /// <summary>Adds another pool that follows this one, and clears it.</summary>
    public void Take(ArcPool other)
    {
        if (other.Frames > 0)
        {
            Start = Frames == 0 ? other.Start : Start;
            _sums.Add(other._sums);
            (Frames, _motion, _motionSeconds) = (Frames + other.Frames, _motion + other._motion, _motionSeconds + other._motionSeconds);
        }

        other.Clear();
    }

    public void CopyFrom(ArcPool other)
    {
        _sums.CopyFrom(other._sums);
        (Frames, Start, _motion, _motionSeconds) = (other.Frames, other.Start, other._motion, other._motionSeconds);
    }

    public void Clear()
    {
        _sums.Clear();
        (Frames, _motion, _motionSeconds) = (0, 0, 0);
    }

    public ArcSpan Close(TimeSpan start, TimeSpan end) => new(start, end, Frames, VisualAttributes.FromSums(_sums), MotionPerSecond);
}
