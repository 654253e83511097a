namespace EmoVid.Realtime.Core.Tests.Attributes;

public class AttributeArcTests
{
    [Fact]
    public void Shots_hold_their_own_frames_exactly()
    {
        SyntheticClip[] shots = [SyntheticClip.Shot(1, 1.5), SyntheticClip.Shot(2, 0.75), SyntheticClip.Shot(3, 1.25)];
        AttributeArc arc = ArcOf(SyntheticClip.Concat(shots), 24);
        Assert.Equal([0.0, 1.5, 2.25], arc.Shots.Select(shot => Math.Round(shot.Start.TotalSeconds, 6)));
        Assert.Equal([1.5, 2.25, 3.5], arc.Shots.Select(shot => Math.Round(shot.End.TotalSeconds, 5)));
        Assert.Equal([36, 18, 30], arc.Shots.Select(shot => shot.Frames));
        Assert.Equal(2 / 3.5, arc.CutsPerSecond, 1e-6);
        foreach ((SyntheticClip shot, ArcSpan span) in shots.Zip(arc.Shots))
        {
            ArcSpan alone = ArcOf(shot, 24).Whole;
            Assert.Equal(alone.Look.Brightness, span.Look.Brightness, 1e-12);
            Assert.Equal(alone.Look.HaslerSusstrunk, span.Look.HaslerSusstrunk, 1e-9);
            Assert.Equal(alone.Look.LumaP95, span.Look.LumaP95);
        }
    }

    [Fact]
    public void Seconds_and_shots_pool_to_the_whole()
    {
        AttributeArc arc = ArcOf(SyntheticClip.Concat(SyntheticClip.Shot(1, 1.3), SyntheticClip.Shot(2, 2.1)).Lit(time => time is > 0.5 and < 0.6 ? 1 : 0), 30);
        foreach (IReadOnlyList<ArcSpan> parts in new[] { arc.Seconds, arc.Shots })
        {
            Assert.Equal(arc.Whole.Frames, parts.Sum(part => part.Frames));
            Assert.Equal(arc.Whole.Look.Brightness, parts.Sum(part => part.Frames * part.Look.Brightness) / arc.Whole.Frames, 1e-12);
            Assert.Equal(arc.Whole.Start, parts[0].Start);
            Assert.Equal(arc.Whole.End, parts[^1].End);
            Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        }

        Assert.Equal([0.0, 1, 2, 3], arc.Seconds.Select(second => second.Start.TotalSeconds));
        Assert.Equal(2, arc.Shots.Count);
    }

    [Fact]
    public void Extremes_stand_at_their_frames()
    {
        AttributeArc arc = ArcOf(SyntheticClip.Concat(SyntheticClip.Flat(1, 100, 100, 100), SyntheticClip.Flat(1, 20, 20, 20), SyntheticClip.Flat(1, 200, 0, 0)), 10);
        ArcExtreme brightness = arc.Extremes.Single(extreme => extreme.Channel.Name == "brightness");
        Assert.Equal((20 / 255.0, 1.0), (brightness.Least, brightness.LeastAt.TotalSeconds));
        Assert.Equal((200 / 255.0, 2.0), (brightness.Greatest, brightness.GreatestAt.TotalSeconds));
        Assert.DoesNotContain(arc.Extremes, extreme => extreme.Channel.IsAngle);

        // The first frame has no predecessor, so its motion is not a least value.
        Assert.Equal(0.1, arc.Extremes.Single(extreme => extreme.Channel.Name == "motionEnergy").LeastAt.TotalSeconds);
    }

    [Fact]
    public void A_still_is_one_shot_of_no_length_and_suggests_by_its_look_alone()
    {
        AttributeArc arc = ArcOf(SyntheticClip.Flat(0.1, 255, 128, 0), 10, duration: 0);
        Assert.Equal((1, 1, TimeSpan.Zero), (arc.Shots.Count, arc.Seconds.Count, arc.Whole.Duration));
        Assert.True(double.IsNaN(arc.CutsPerSecond));
        Assert.Equal(MoodEstimate.FromLook(1, 1), arc.EstimateMood());
    }

    [Fact]
    public void Building_in_between_changes_nothing()
    {
        var (asked, alone) = (new AttributeArcBuilder(), new AttributeArcBuilder());
        foreach ((TimeSpan start, AttributeSums sums) in SyntheticClip.Concat(SyntheticClip.Shot(1, 1), SyntheticClip.Shot(2, 1)).Measured(24))
        {
            asked.Add(sums, start, TimeSpan.FromSeconds(1 / 24.0));
            alone.Add(sums, start, TimeSpan.FromSeconds(1 / 24.0));
            asked.Build();
        }

        Assert.Equal(alone.Build().Shots, asked.Build().Shots);
        Assert.Equal(alone.Build().Seconds, asked.Build().Seconds);
    }

    [Fact]
    public void Without_histograms_there_are_no_cuts_and_without_hue_no_mood()
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.Luma });
        var sums = new AttributeSums();
        var builder = new AttributeArcBuilder();
        Assert.Throws<InvalidOperationException>(builder.Build);
        foreach ((TimeSpan start, RgbaImage image) in SyntheticClip.Concat(SyntheticClip.Shot(1, 1), SyntheticClip.Shot(2, 1)).Frames(24))
        {
            meter.Measure(image.View, sums);
            builder.Add(sums, start, TimeSpan.FromSeconds(1 / 24.0));
        }

        AttributeArc arc = builder.Build();
        Assert.False(arc.HasCuts);
        Assert.Single(arc.Shots);
        Assert.True(double.IsNaN(arc.CutsPerSecond));
        Assert.Throws<InvalidOperationException>(() => arc.EstimateMood());
    }

    [Fact]
    public void Times_that_do_not_rise_are_counted()
    {
        var builder = new AttributeArcBuilder();
        using var meter = new CpuAttributeMeter();
        var sums = new AttributeSums();
        meter.Measure(new RgbaImage(4, 4, AlphaMode.Opaque).View, sums);
        foreach (double seconds in (double[])[0, 1, 1, 0.5, 1.5])
        {
            builder.Add(sums, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(0.5));
        }

        AttributeArc arc = builder.Build();
        Assert.Equal((2, 2.5), (arc.RepairedTimes, arc.Whole.End.TotalSeconds));
    }

    private static AttributeArc ArcOf(SyntheticClip clip, double framesPerSecond, double? duration = null)
    {
        var builder = new AttributeArcBuilder();
        foreach ((TimeSpan start, AttributeSums sums) in clip.Measured(framesPerSecond))
        {
            // Ends that meet the next start to the tick.
            TimeSpan next = TimeSpan.FromSeconds(Math.Round(start.TotalSeconds * framesPerSecond + 1) / framesPerSecond);
            builder.Add(sums, start, duration is null ? next - start : TimeSpan.FromSeconds(duration.Value));
        }

        return builder.Build();
    }
}
