namespace EmoVid.Realtime.Core.Tests.Emotions;

public class CircumplexTests
{
    [Fact]
    public void Points_keep_the_order_of_valence_and_arousal_that_the_literature_supports()
    {
        Assert.All([Emotion.Amusement, Emotion.Awe, Emotion.Contentment, Emotion.Excitement], e => Assert.True(Circumplex.PointOf(e).Valence > 0));
        Assert.All([Emotion.Anger, Emotion.Disgust, Emotion.Fear, Emotion.Sadness], e => Assert.True(Circumplex.PointOf(e).Valence < 0));
        Emotion[][] rising =
        [
            [Emotion.Sadness], [Emotion.Contentment], [Emotion.Amusement, Emotion.Awe, Emotion.Disgust], [Emotion.Excitement, Emotion.Anger, Emotion.Fear],
        ];
        for (int i = 1; i < rising.Length; i++)
        {
            Assert.True(rising[i - 1].Max(e => Circumplex.PointOf(e).Arousal) < rising[i].Min(e => Circumplex.PointOf(e).Arousal));
        }
    }

    [Fact]
    public void Every_point_that_a_mix_reaches_comes_back_within_two_hundredths()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            var weights = new float[8];
            for (int k = 0; k < 8; k++)
            {
                weights[k] = (float)Math.Pow(random.NextDouble(), 1 + random.Next(12));
            }

            ValenceArousal point = EmotionMix.Create(weights, (float)random.NextDouble()).ToValenceArousal();
            ValenceArousal back = EmotionMix.FromValenceArousal(point).ToValenceArousal();
            Assert.Equal(point.Valence, back.Valence, 0.001f);
            Assert.Equal(point.Arousal, back.Arousal, 0.001f);
        }
    }

    [Fact]
    public void Corners_come_back_as_themselves_and_the_origin_is_neutral()
    {
        foreach (Emotion emotion in Enum.GetValues<Emotion>())
        {
            EmotionMix mix = EmotionMix.FromValenceArousal(Circumplex.PointOf(emotion));
            Assert.Equal(1, mix[emotion], 1e-5f);
        }

        Assert.Equal(EmotionMix.Neutral, EmotionMix.FromValenceArousal(new ValenceArousal(0, 0)));
    }

    [Fact]
    public void Points_beyond_the_octagon_keep_their_direction_and_need_no_neutral()
    {
        for (int degrees = 0; degrees < 360; degrees++)
        {
            float angle = degrees * MathF.PI / 180;
            EmotionMix mix = EmotionMix.FromValenceArousal(new ValenceArousal(3 * MathF.Cos(angle), 3 * MathF.Sin(angle)));
            ValenceArousal reached = mix.ToValenceArousal();
            Assert.Equal(0, mix.NeutralWeight, 1e-6f);
            float turned = MathF.IEEERemainder(MathF.Atan2(reached.Arousal, reached.Valence) - angle, MathF.Tau);
            Assert.Equal(0, turned, 1e-4f);
        }
    }

    [Fact]
    public void Weights_change_continuously_with_the_point()
    {
        var random = new Random(2);
        for (int i = 0; i < 5000; i++)
        {
            var point = new ValenceArousal((float)(random.NextDouble() * 2.4 - 1.2), (float)(random.NextDouble() * 2.4 - 1.2));
            var near = new ValenceArousal(point.Valence + (float)(random.NextDouble() - 0.5) * 1e-3f, point.Arousal + (float)(random.NextDouble() - 0.5) * 1e-3f);
            EmotionMix a = EmotionMix.FromValenceArousal(point), b = EmotionMix.FromValenceArousal(near);

            // The narrowest sector is 18 degrees, so a step of 7e-4 moves a weight by at most 7e-4 / sin 18°, twice for the pair.
            Assert.All(Enum.GetValues<Emotion>(), e => Assert.Equal(a[e], b[e], 0.005f));
        }
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(0, float.PositiveInfinity)]
    public void Points_that_are_not_numbers_are_refused(float valence, float arousal) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EmotionMix.FromValenceArousal(new ValenceArousal(valence, arousal)));
}
