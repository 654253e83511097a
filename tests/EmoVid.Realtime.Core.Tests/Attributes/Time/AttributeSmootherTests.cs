namespace EmoVid.Realtime.Core.Tests.Attributes;

public class AttributeSmootherTests
{
    private static readonly SmoothingHalfLives HalfLives = new() { LightSeconds = 0.3, ColorSeconds = 0.7, HueSeconds = 0.2, MotionSeconds = 0.5 };

    [Fact]
    public void A_step_is_half_shown_after_a_half_life()
    {
        var smoother = new AttributeSmoother(HalfLives);
        smoother.Advance(Look(0.2, 0.4, 30, 1), TimeSpan.Zero);
        smoother.Advance(Look(1.0, 0.8, 30, 1), TimeSpan.FromSeconds(1));
        Assert.Equal(0.2, smoother.Current.Brightness, 1e-12);
        Assert.Equal(0.6, smoother.After(TimeSpan.FromSeconds(0.3)).Brightness, 1e-9);
        Assert.Equal(0.8, smoother.After(TimeSpan.FromSeconds(0.6)).Brightness, 1e-9);
        Assert.Equal(0.6, smoother.After(TimeSpan.FromSeconds(0.7)).Colorfulness, 1e-9);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(144)]
    [InlineData(0)]
    public void The_same_film_gives_the_same_at_any_rate(int framesPerSecond)
    {
        // The look changes at whole twelfths of a second, which frames at 24, 60 and 144 a second all show; 0 is a rate that varies.
        VisualAttributes[] expected = Run([.. Enumerable.Range(0, 24 * 3 + 1).Select(i => i / 24.0)]);
        var random = new Random(3);
        double[] times = framesPerSecond == 0
            ? [.. Enumerable.Range(0, 37).SelectMany(i => new[] { i / 12.0, (i + 0.2 + 0.6 * random.NextDouble()) / 12 }).Take(73)]
            : [.. Enumerable.Range(0, framesPerSecond * 3 + 1).Select(i => (double)i / framesPerSecond)];
        VisualAttributes[] actual = Run(times);
        Assert.Equal(expected.Length, actual.Length);
        foreach ((VisualAttributes a, VisualAttributes b) in expected.Zip(actual))
        {
            Assert.Equal(a.Brightness, b.Brightness, 1e-9);
            Assert.Equal(a.Colorfulness, b.Colorfulness, 1e-9);
            Assert.Equal(a.HueResultantLength, b.HueResultantLength, 1e-9);
            Assert.Equal(0, (a.HueDegrees - b.HueDegrees + 540) % 360 - 180, 1e-7);
        }
    }

    [Fact]
    public void Hue_goes_the_short_way_over_360()
    {
        var smoother = new AttributeSmoother(HalfLives);
        smoother.Advance(Look(0.5, 0.5, 350, 0.9), TimeSpan.Zero);
        smoother.Advance(Look(0.5, 0.5, 20, 0.9), TimeSpan.Zero);
        double before = 350;
        for (double time = 0.01; time < 2; time += 0.01)
        {
            double hue = smoother.After(TimeSpan.FromSeconds(time)).HueDegrees, unwrapped = hue < 180 ? hue + 360 : hue;
            Assert.InRange(hue, 0, 359.999999);
            Assert.InRange(unwrapped, before, 380);
            before = unwrapped;
        }

        Assert.Equal(380, before, 1);
    }

    [Fact]
    public void Opposite_hues_cancel_instead_of_meeting_half_way()
    {
        var smoother = new AttributeSmoother(HalfLives);
        smoother.Advance(Look(0.5, 0.5, 10, 0.8), TimeSpan.Zero);
        smoother.Advance(Look(0.5, 0.5, 190, 0.8), TimeSpan.Zero);
        Assert.Equal(0, smoother.After(TimeSpan.FromSeconds(0.2)).HueResultantLength, 1e-9);
    }

    [Fact]
    public void No_half_life_shows_every_frame_as_it_is()
    {
        var smoother = new AttributeSmoother(new SmoothingHalfLives { LightSeconds = 0 });
        foreach (double value in (double[])[0.1, 0.9, 0.3])
        {
            smoother.Advance(Look(value, 0.5, 0, 1), TimeSpan.FromSeconds(value));
            Assert.Equal(value, smoother.Current.Brightness);
        }
    }

    [Fact]
    public void What_is_not_measured_stays_unknown_and_transparent_frames_change_only_the_coverage()
    {
        var smoother = new AttributeSmoother(HalfLives);
        Assert.True(double.IsNaN(smoother.Current.Brightness));
        smoother.Advance(Look(0.4, 0.5, 0, 1), TimeSpan.Zero);
        Assert.True(double.IsNaN(smoother.Current.HaslerSusstrunk));
        smoother.Advance(Look(0, 0, 0, 0) with { Coverage = 0 }, TimeSpan.FromSeconds(1));
        VisualAttributes later = smoother.After(TimeSpan.FromSeconds(5));
        Assert.Equal((0.4, 0.5), (Math.Round(later.Brightness, 9), Math.Round(later.Colorfulness, 9)));
        Assert.Equal(0, later.Coverage, 1e-4);
        smoother.Reset();
        Assert.True(double.IsNaN(smoother.Current.Brightness));
    }

    [Fact]
    public void Half_lives_that_are_none_are_argument_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttributeSmoother(new SmoothingHalfLives { HueSeconds = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttributeSmoother(new SmoothingHalfLives { ColorSeconds = double.NaN }));
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        var smoother = new AttributeSmoother();
        VisualAttributes look = Look(0.3, 0.3, 100, 0.5);
        TimeSpan time = default;
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                smoother.Advance(look, time += TimeSpan.FromSeconds(0.01));
                _ = smoother.After(TimeSpan.FromSeconds(0.005));
            }
        });
    }

    /// <summary>The smoothed look at every twelfth of a second.</summary>
    private static VisualAttributes[] Run(double[] times)
    {
        var smoother = new AttributeSmoother(HalfLives);
        var shown = new List<VisualAttributes>();
        foreach (double time in times)
        {
            int twelfth = (int)Math.Floor(time * 12 + 1e-6);
            var random = new Random(twelfth / 3);
            smoother.Advance(Look(random.NextDouble(), random.NextDouble(), 360 * random.NextDouble(), random.NextDouble()), TimeSpan.FromSeconds(time));
            if (Math.Abs(time * 12 - twelfth) < 1e-6)
            {
                shown.Add(smoother.Current);
            }
        }

        return [.. shown];
    }

    private static VisualAttributes Look(double brightness, double colorfulness, double hue, double length) => new()
    {
        Brightness = brightness,
        Colorfulness = colorfulness,
        HueDegrees = hue,
        HueResultantLength = length,
        HaslerSusstrunk = double.NaN,
        Coverage = 1,
    };
}
