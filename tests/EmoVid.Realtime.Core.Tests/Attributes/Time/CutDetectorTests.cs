namespace EmoVid.Realtime.Core.Tests.Attributes;

public class CutDetectorTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(60)]
    [InlineData(144)]
    public void Every_cut_is_found_at_its_frame_at_any_rate(double framesPerSecond)
    {
        SyntheticClip clip = SyntheticClip.Concat([.. Enumerable.Range(1, 8).Select(seed => SyntheticClip.Shot(seed, 1))]);
        double[] cuts = clip.Cuts(framesPerSecond);
        Assert.Equal([1.0, 2, 3, 4, 5, 6, 7], cuts.Select(cut => Math.Round(cut, 3)));
    }

    [Fact]
    public void Forty_pairs_of_random_shots_are_all_told_apart()
    {
        for (int seed = 100; seed < 180; seed += 2)
        {
            Assert.Single(SyntheticClip.Concat(SyntheticClip.Shot(seed, 0.8), SyntheticClip.Shot(seed + 1, 0.8)).Cuts());
        }
    }

    [Theory]
    [InlineData(1, 24)]
    [InlineData(2, 24)]
    [InlineData(6, 24)]
    [InlineData(1, 60)]
    [InlineData(12, 60)]
    [InlineData(30, 144)]
    public void A_flash_of_one_or_more_frames_is_no_cut(int frames, double framesPerSecond)
    {
        foreach (double strength in (double[])[0.4, 0.8, 1])
        {
            double end = 1 + frames / framesPerSecond - 1e-6;
            SyntheticClip shot = SyntheticClip.Shot(3, 3);
            Assert.Empty(shot.Lit(time => time >= 1 - 1e-6 && time < end ? strength : 0).Cuts(framesPerSecond));
            Assert.Empty(shot.Dimmed(time => time >= 1 - 1e-6 && time < end ? 1 - strength : 1).Cuts(framesPerSecond));
        }
    }

    [Theory]
    [InlineData(3, 24)]
    [InlineData(6, 24)]
    [InlineData(12, 24)]
    [InlineData(5, 60)]
    [InlineData(10, 60)]
    public void A_strobe_is_no_cut(double flashesPerSecond, double framesPerSecond)
    {
        SyntheticClip clip = SyntheticClip.Shot(5, 4).Lit(time => time is > 0.9 and < 3 && time * flashesPerSecond % 1 < 0.5 ? 0.9 : 0);
        Assert.Empty(clip.Cuts(framesPerSecond));
    }

    [Fact]
    public void A_flash_that_decays_over_a_second_is_no_cut()
    {
        SyntheticClip clip = SyntheticClip.Shot(3, 4).Lit(time => time < 1 ? 0 : 0.9 * Math.Pow(2, -(time - 1) / 0.2));
        Assert.Empty(clip.Cuts());
        Assert.Empty(clip.Cuts(60));
    }

    [Fact]
    public void Light_that_goes_on_or_off_in_a_scene_is_no_cut()
    {
        Assert.Empty(SyntheticClip.Shot(3, 3).Dimmed(time => time < 1.5 ? 1 : 0.45).Cuts());
        Assert.Empty(SyntheticClip.Shot(7, 3).Dimmed(time => time < 1.5 ? 0.45 : 1).Cuts());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_flash_on_a_cut_does_not_hide_it(int flashFrames)
    {
        SyntheticClip cut = SyntheticClip.Concat(SyntheticClip.Shot(3, 1.5), SyntheticClip.Shot(4, 1.5));
        double start = 1.5 - flashFrames / 24.0;
        double found = Assert.Single(cut.Lit(time => time >= start - 1e-6 && time < 1.5 - 1e-6 ? 1 : 0).Cuts());
        Assert.Equal(1.5, found, 1e-6);
    }

    [Fact]
    public void A_few_black_frames_between_two_shots_are_one_cut()
    {
        SyntheticClip clip = SyntheticClip.Concat(SyntheticClip.Shot(3, 1), SyntheticClip.Flat(0.125, 0, 0, 0), SyntheticClip.Shot(4, 2));
        Assert.Equal(1.125, Assert.Single(clip.Cuts()), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Fades_and_dissolves_are_no_cuts(double length)
    {
        Assert.Empty(SyntheticClip.Dissolve(SyntheticClip.Shot(3, 4), SyntheticClip.Shot(4, 4), 1, length).Cuts());
        Assert.Empty(SyntheticClip.Dissolve(SyntheticClip.Shot(3, 4), SyntheticClip.Flat(4, 0, 0, 0), 1, length).Cuts());
        Assert.Empty(SyntheticClip.Dissolve(SyntheticClip.Flat(4, 255, 255, 255), SyntheticClip.Shot(4, 4), 1, length).Cuts(60));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_camera_that_turns_is_no_cut(double widthsPerSecond)
    {
        Assert.Empty(SyntheticClip.Pan(20, 3, widthsPerSecond).Cuts());
        Assert.Empty(SyntheticClip.Concat(SyntheticClip.Pan(20, 1, 0), SyntheticClip.Pan(20, 2, widthsPerSecond)).Cuts(60));
    }

    [Fact]
    public void A_still_picture_and_a_lone_frame_have_no_cut()
    {
        Assert.Empty(SyntheticClip.Shot(3, 4, 0).Cuts());
        Assert.Empty(SyntheticClip.Shot(3, 1 / 24.0).Cuts());
        Assert.Empty(SyntheticClip.Flat(2, 0, 0, 0).Cuts());
    }

    [Fact]
    public void Grey_film_is_cut_like_coloured_film()
    {
        SyntheticClip Grey(byte value) => SyntheticClip.Flat(1, value, value, value);
        Assert.Equal([1.0, 2], SyntheticClip.Concat(Grey(40), Grey(200), Grey(90)).Cuts().Select(cut => Math.Round(cut, 6)));
    }

    [Fact]
    public void The_decision_lags_by_no_more_than_is_said()
    {
        var detector = new CutDetector();
        var waits = new List<double>();
        TimeSpan suspected = default;
        foreach ((TimeSpan start, AttributeSums sums) in SyntheticClip.Concat(SyntheticClip.Shot(1, 1), SyntheticClip.Shot(2, 1)).Measured(24))
        {
            CutVerdict verdict = detector.Advance(sums, start);
            suspected = verdict == CutVerdict.Suspected ? start : suspected;
            if (verdict == CutVerdict.Confirmed)
            {
                waits.Add((start - suspected).TotalSeconds);
            }
        }

        Assert.InRange(Assert.Single(waits), 0.3 - 1e-6, 0.3 + 1 / 24.0);
    }

    [Fact]
    public void Sparse_frames_need_two_after_a_cut()
    {
        // A frame every 0.8 s, as EmoVid samples: a look that lasts one frame only is a flash, two more confirm it.
        SyntheticClip shot = SyntheticClip.Shot(3, 16, 0);
        Assert.Empty(shot.Lit(time => time is > 7.9 and < 8.1 ? 1 : 0).Cuts(1.25));
        Assert.Single(SyntheticClip.Concat(SyntheticClip.Shot(1, 8, 0), SyntheticClip.Shot(2, 8, 0)).Cuts(1.25));
    }

    [Fact]
    public void Times_that_repeat_or_go_back_do_not_disturb()
    {
        var detector = new CutDetector();
        var cuts = new List<double>();
        int i = 0;
        foreach ((TimeSpan start, AttributeSums sums) in SyntheticClip.Concat(SyntheticClip.Shot(1, 2), SyntheticClip.Shot(2, 2)).Measured(24))
        {
            // Every seventh frame repeats the time before it, and at one second the clock jumps back by an hour.
            TimeSpan claimed = start - TimeSpan.FromSeconds(start.TotalSeconds >= 1 ? 3600 : 0);
            claimed = ++i % 7 == 0 ? claimed - TimeSpan.FromSeconds(1 / 24.0) : claimed;
            if (detector.Advance(sums, claimed) == CutVerdict.Confirmed)
            {
                cuts.Add(detector.SuspectedAt.TotalSeconds);
            }
        }

        Assert.InRange(Assert.Single(cuts), 1.8, 2.0);
    }

    [Fact]
    public void Transparent_frames_are_passed_over()
    {
        var detector = new CutDetector();
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        var nothing = new AttributeSums();
        meter.Measure(new RgbaImage(SyntheticClip.Width, SyntheticClip.Height, AlphaMode.Straight).View, nothing);
        int i = 0;
        foreach ((TimeSpan start, AttributeSums sums) in SyntheticClip.Shot(3, 2).Measured(24))
        {
            Assert.Equal(CutVerdict.Steady, detector.Advance(i++ % 5 == 2 ? nothing : sums, start));
        }
    }

    [Fact]
    public void Sums_without_histograms_and_options_out_of_range_are_argument_errors()
    {
        using var meter = new CpuAttributeMeter();
        var sums = new AttributeSums();
        meter.Measure(new RgbaImage(4, 4, AlphaMode.Opaque).View, sums);
        Assert.Throws<ArgumentException>(() => new CutDetector().Advance(sums, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CutDetector(new CutDetectorOptions { Threshold = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CutDetector(new CutDetectorOptions { Prominence = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CutDetector(new CutDetectorOptions { ConfirmSeconds = -1 }));
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        AttributeSums[] sums = [.. SyntheticClip.Concat(SyntheticClip.Shot(1, 0.5), SyntheticClip.Shot(2, 0.5)).Measured(24).Select(frame => Copy(frame.Sums))];
        var detector = new CutDetector();
        TimeSpan time = default;
        Allocations.AssertNone(() =>
        {
            foreach (AttributeSums frame in sums)
            {
                detector.Advance(frame, time += TimeSpan.FromSeconds(1 / 24.0));
            }
        });
    }

    private static AttributeSums Copy(AttributeSums sums)
    {
        var copy = new AttributeSums();
        copy.CopyFrom(sums);
        return copy;
    }
}
