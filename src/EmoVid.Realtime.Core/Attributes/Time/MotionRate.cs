namespace EmoVid.Realtime;

/// <summary>Motion a second, smoothed. A frame's motion is what happened since the frame before, so its rate holds for the time that has
/// passed: the exact exponential over that time, whatever the frame rate.</summary>
internal struct MotionRate
{
    private double _perSecond;
    private bool _started;

    /// <summary>Luma change a second; NaN before any motion was measured.</summary>
    public readonly double PerSecond => _started ? _perSecond : double.NaN;

    /// <summary>Takes a frame's motion; NaN where it has none, and no time, change nothing.</summary>
    public void Advance(double energy, TimeSpan elapsed, double halfLifeSeconds)
    {
        if (double.IsNaN(energy) || elapsed <= TimeSpan.Zero)
        {
            return;
        }

        double rate = energy / elapsed.TotalSeconds;
        _perSecond = _started ? rate + (_perSecond - rate) * HalfLife.Remaining(elapsed, halfLifeSeconds) : rate;
        _started = true;
    }
}
