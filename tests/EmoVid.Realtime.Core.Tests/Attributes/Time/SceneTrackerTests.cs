namespace EmoVid.Realtime.Core.Tests.Attributes;

public class SceneTrackerTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(60)]
    public void After_a_cut_the_look_is_as_if_it_had_started_there(double framesPerSecond)
    {
        SyntheticClip second = SyntheticClip.Shot(2, 2);
        var tracker = new SceneTracker();
        SceneState last = default;
        foreach ((TimeSpan start, AttributeSums sums) in SyntheticClip.Concat(SyntheticClip.Shot(1, 1), second).Measured(framesPerSecond))
        {
            last = tracker.Advance(sums, start);
        }

        var alone = new AttributeSmoother();
        foreach ((TimeSpan start, AttributeSums sums) in second.Measured(framesPerSecond))
        {
            alone.Advance(VisualAttributes.FromSums(sums), start);
        }

        Assert.Equal((1, 1.0), (last.ShotNumber, Math.Round(last.ShotStart.TotalSeconds, 6)));
        Assert.Equal(alone.Current.Brightness, last.Look.Brightness, 1e-6);
        Assert.Equal(alone.Current.HueDegrees, last.Look.HueDegrees, 1e-3);
        Assert.Equal(alone.Current.HaslerSusstrunk, last.Look.HaslerSusstrunk, 1e-4);
    }

    [Fact]
    public void A_flash_leaves_no_trace()
    {
        SyntheticClip shot = SyntheticClip.Shot(3, 3, 0);
        var tracker = new SceneTracker();
        double calm = double.NaN;
        foreach ((TimeSpan start, AttributeSums sums) in shot.Lit(time => time is > 1 and < 1.2 || time is > 1.5 and < 1.55 ? 1 : 0).Measured(24))
        {
            SceneState state = tracker.Advance(sums, start);
            calm = double.IsNaN(calm) ? state.Look.Brightness : calm;
            Assert.Equal(calm, state.Look.Brightness, 1e-9);
            Assert.Equal(calm, tracker.After(TimeSpan.FromSeconds(0.02)).Brightness, 1e-9);
            Assert.Equal(0, state.ShotNumber);
        }
    }

    [Fact]
    public void Light_that_stays_on_is_followed_after_the_decision()
    {
        var tracker = new SceneTracker();
        SceneState last = default;
        foreach ((TimeSpan start, AttributeSums sums) in SyntheticClip.Shot(7, 4, 0).Dimmed(time => time < 1 ? 0.45 : 1).Measured(24))
        {
            last = tracker.Advance(sums, start);
        }

        double lit = VisualAttributes.FromSums(SyntheticClip.Shot(7, 1, 0).Measured(24).First().Sums).Brightness;
        Assert.Equal(0, last.ShotNumber);
        Assert.Equal(lit, last.Look.Brightness, 1e-2);
    }

    [Fact]
    public void Motion_a_second_is_the_same_at_any_rate()
    {
        // A patch that crosses the picture changes as much a second however often one looks.
        double[] rates = [.. new[] { 24.0, 48, 96 }.Select(framesPerSecond =>
        {
            var tracker = new SceneTracker();
            SceneState last = default;
            foreach ((TimeSpan start, AttributeSums sums) in SyntheticClip.Shot(11, 2, 1).Measured(framesPerSecond))
            {
                last = tracker.Advance(sums, start);
            }

            return last.MotionPerSecond;
        })];
        Assert.All(rates, rate => Assert.InRange(rate / rates[0], 0.9, 1.1));
        Assert.True(rates[0] > 0.05);
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        AttributeSums[] sums = [.. SyntheticClip.Concat(SyntheticClip.Shot(1, 0.5), SyntheticClip.Shot(2, 0.5)).Measured(24).Select(frame =>
        {
            var copy = new AttributeSums();
            copy.CopyFrom(frame.Sums);
            return copy;
        })];
        var tracker = new SceneTracker();
        TimeSpan time = default;
        Allocations.AssertNone(() =>
        {
            foreach (AttributeSums frame in sums)
            {
                tracker.Advance(frame, time += TimeSpan.FromSeconds(1 / 24.0));
            }
        });
    }
}
