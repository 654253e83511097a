namespace EmoVid.Realtime.Core.Tests.Emotions;

public class MoodEstimateTests
{
    private static readonly double[] Steps = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>Looks from corner to corner of what can be measured.</summary>
    private static IEnumerable<MoodEstimate> Looks =>
        from brightness in Steps
        from saturation in Steps
        from motion in (double[])[double.NaN, 0, 0.6, 5, double.PositiveInfinity]
        from cuts in (double[])[double.NaN, 0, 0.2, 10, double.PositiveInfinity]
        select MoodEstimate.FromLook(brightness, saturation, motion, cuts);

    [Fact]
    public void The_published_coefficients_act_on_standardised_values()
    {
        // One standard deviation of the uniform distribution above its mean, in brightness alone and in saturation alone.
        double step = 1 / Math.Sqrt(12);
        MoodEstimate bright = MoodEstimate.FromLook(0.5 + step, 0.5), saturated = MoodEstimate.FromLook(0.5, 0.5 + step);
        Assert.Equal((0.69, -0.31), (Math.Round(bright.Valence, 9), Math.Round(bright.Arousal, 9)));
        Assert.Equal((0.22, 0.60), (Math.Round(saturated.Valence, 9), Math.Round(saturated.Arousal, 9)));
    }

    [Fact]
    public void Valence_rises_with_brightness_and_saturation_and_arousal_with_saturation_motion_and_cuts()
    {
        for (double x = 0.05; x < 1; x += 0.05)
        {
            Assert.True(MoodEstimate.FromLook(x, 0.4).Valence > MoodEstimate.FromLook(x - 0.05, 0.4).Valence);
            Assert.True(MoodEstimate.FromLook(0.4, x).Valence > MoodEstimate.FromLook(0.4, x - 0.05).Valence);
            Assert.True(MoodEstimate.FromLook(0.4, x).Arousal > MoodEstimate.FromLook(0.4, x - 0.05).Arousal);
            Assert.True(MoodEstimate.FromLook(x, 0.4).Arousal < MoodEstimate.FromLook(x - 0.05, 0.4).Arousal);
            Assert.True(MoodEstimate.FromLook(0.4, 0.4, x).Arousal > MoodEstimate.FromLook(0.4, 0.4, x - 0.05).Arousal);
            Assert.True(MoodEstimate.FromLook(0.4, 0.4, 1, x).Arousal > MoodEstimate.FromLook(0.4, 0.4, 1, x - 0.05).Arousal);
            Assert.Equal(MoodEstimate.FromLook(0.4, 0.4).Valence, MoodEstimate.FromLook(0.4, 0.4, x, x).Valence);
        }
    }

    [Fact]
    public void Brighter_looks_favour_the_pleasant_four()
    {
        static double Pleasant(MoodEstimate mood) => Enum.GetValues<Emotion>().Take(4).Sum(emotion => mood[emotion]);
        Assert.True(Pleasant(MoodEstimate.FromLook(0.9, 0.5)) > 0.5);
        Assert.True(Pleasant(MoodEstimate.FromLook(0.1, 0.5)) < 0.5);
        Assert.Equal(Emotion.Sadness, MoodEstimate.FromLook(0.2, 0.05, 0.05, 0).Leading);
    }

    [Fact]
    public void The_eight_sum_to_one_and_none_stands_out()
    {
        Assert.All(Looks, mood =>
        {
            double[] eight = [.. Enum.GetValues<Emotion>().Select(emotion => mood[emotion])];
            Assert.Equal(1, eight.Sum(), 1e-12);
            Assert.InRange(eight.Max(), 0.125, MoodEstimate.MostProbability);
            Assert.Equal(eight.Max(), mood[mood.Leading]);
            Assert.InRange(mood.EntropyBits, 2.96, 3);
            Assert.InRange(mood.Valence, -1.6, 1.6);
            Assert.InRange(mood.Arousal, -2.2, 2.2);
        });
    }

    [Fact]
    public void Emotion_explains_less_than_one_percent_of_what_is_measured()
    {
        // Simulated from the other side: draw the emotion first, then valence and arousal around its mean, and take eta squared.
        var random = new Random(1);
        double separation = Math.Sqrt(0.02), between = 0, total = 0;
        const int draws = 400_000;
        (double X, double Y)[] sums = new (double, double)[8];
        int[] counts = new int[8];
        for (int i = 0; i < draws; i++)
        {
            int emotion = random.Next(8);
            ValenceArousal point = Circumplex.PointOf((Emotion)emotion);
            double x = separation * point.Valence + Normal(random), y = separation * point.Arousal + Normal(random);
            sums[emotion] = (sums[emotion].X + x, sums[emotion].Y + y);
            counts[emotion]++;
            total += x * x + y * y;
        }

        (double meanX, double meanY) = (sums.Sum(sum => sum.X) / draws, sums.Sum(sum => sum.Y) / draws);
        total -= draws * (meanX * meanX + meanY * meanY);
        for (int e = 0; e < 8; e++)
        {
            (double dx, double dy) = (sums[e].X / counts[e] - meanX, sums[e].Y / counts[e] - meanY);
            between += counts[e] * (dx * dx + dy * dy);
        }

        Assert.InRange(between / total, 0.008, 0.01);
    }

    [Fact]
    public void A_middling_look_suggests_nothing()
    {
        foreach (MoodEstimate mood in new[] { MoodEstimate.FromLook(0.5, 0.5), default, MoodEstimate.FromLook(0.5, 0.5, MoodEstimate.ReferenceMotion, MoodEstimate.ReferenceCutRate) })
        {
            Assert.All(Enum.GetValues<Emotion>(), emotion => Assert.Equal(0.125, mood[emotion], 1e-12));
            Assert.Equal(3, mood.EntropyBits, 1e-12);
        }
    }

    [Theory]
    [InlineData(-0.1, 0.5, 0, 0)]
    [InlineData(0.5, 1.1, 0, 0)]
    [InlineData(double.NaN, 0.5, 0, 0)]
    [InlineData(0.5, 0.5, -1, 0)]
    [InlineData(0.5, 0.5, 0, -1)]
    public void Values_that_no_look_has_are_argument_errors(double brightness, double saturation, double motion, double cuts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MoodEstimate.FromLook(brightness, saturation, motion, cuts));

    [Fact]
    public void The_words_speak_of_content_and_of_no_person()
    {
        Assert.Contains("less than 1 %", MoodEstimate.Caveat, StringComparison.Ordinal);
        Assert.Contains("no statement about any person", MoodEstimate.Caveat, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimating_allocates_nothing() => Allocations.AssertNone(() =>
    {
        for (int i = 0; i < 100; i++)
        {
            _ = MoodEstimate.FromLook(i / 100.0, 0.3, i, i).EntropyBits;
        }
    });

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
