namespace EmoVid.Realtime.Core.Tests.Attributes;

public class FrameClockTests
{
    [Fact]
    public void Time_starts_at_the_first_frame_and_goes_with_the_frames()
    {
        FrameClock clock = default;
        Assert.False(clock.Started);
        Assert.Equal([0.0, 0.1, 0.4], Advance(ref clock, 5, 5.1, 5.5));
        Assert.Equal((TimeSpan.FromSeconds(5.5), 0), (clock.Now, clock.Repaired));
    }

    [Fact]
    public void A_time_that_repeats_or_goes_back_takes_no_time_and_later_ones_count_from_there()
    {
        FrameClock clock = default;
        Assert.Equal([0.0, 1, 0, 0, 0.5, 2], Advance(ref clock, 0, 1, 1, 0.2, 0.7, 2.7));
        Assert.Equal((TimeSpan.FromSeconds(3.5), 2), (clock.Now, clock.Repaired));
    }

    [Fact]
    public void A_gap_counts_in_full()
    {
        FrameClock clock = default;
        Assert.Equal([0.0, 3600], Advance(ref clock, 1, 3601));
    }

    private static double[] Advance(ref FrameClock clock, params double[] seconds)
    {
        var elapsed = new double[seconds.Length];
        for (int i = 0; i < seconds.Length; i++)
        {
            elapsed[i] = Math.Round(clock.Advance(TimeSpan.FromSeconds(seconds[i])).TotalSeconds, 6);
        }

        return elapsed;
    }
}
