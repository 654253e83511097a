namespace EmoVid.Realtime;

/// <summary>Numbers the frames and knows which of them lie in the last second.</summary>
internal sealed class FlashClock
{
    /// <summary>More frames a second than this are counted as if the second were longer, which errs to the safe side.</summary>
    private const int Capacity = 4096;

    /// <summary>Times are rounded on their way here, and a strobe of exactly three flashes a second must not fall on either side of
    /// the limit by a rounding; a frame at any sensible rate lasts longer than this.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(999);

    private readonly TimeSpan[] _times = new TimeSpan[Capacity];

    /// <summary>Number of the newest frame, from 1; 0 before the first.</summary>
    public int Frame { get; private set; }

    /// <summary>Number of the oldest frame of the last second.</summary>
    public int First { get; private set; } = 1;

    /// <summary>Seconds from the frame before, 0 for the first.</summary>
    public double Step { get; private set; }

    /// <summary>Whether a frame at this time follows on those before.</summary>
    public bool Follows(TimeSpan time) => Frame == 0 || (time >= _times[Frame % Capacity] && Frame < int.MaxValue - 1);

    public void Advance(TimeSpan time)
    {
        Step = Frame == 0 ? 0 : (time - _times[Frame % Capacity]).TotalSeconds;
        Frame++;
        _times[Frame % Capacity] = time;
        First = Math.Max(First, Frame - Capacity + 1);
        while (First < Frame && time - _times[First % Capacity] >= Period)
        {
            First++;
        }
    }

    public void Reset() => (Frame, First, Step) = (0, 1, 0);
}
