namespace EmoVid.Realtime.Core.Tests.Emotions;

public class EmotionMixTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_valid_weights_make_a_valid_mix(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++)
        {
            float[] weights = RandomWeights(random);
            float intensity = (float)random.NextDouble();
            EmotionMix mix = EmotionMix.Create(weights, intensity);
            double sum = weights.Sum(w => (double)w);
            foreach (Emotion e in Enum.GetValues<Emotion>())
            {
                Assert.Equal(weights[(int)e] / Math.Max(1, sum), mix[e], 1e-6);
            }

            var conditioning = new float[9];
            mix.CopyTo(conditioning);
            Assert.All(conditioning, w => Assert.InRange(w, 0, 1));
            Assert.Equal(1, conditioning.Sum(), 1e-5f);
            Assert.Equal(intensity, mix.Intensity);
            Assert.Equal(mix.NeutralWeight, conditioning[8]);

            // What it prints, it reads.
            EmotionMix read = EmotionMix.Parse(mix.ToString(), intensity);
            Assert.All(Enum.GetValues<Emotion>(), e => Assert.Equal(mix[e], read[e], 1e-6f));

            EmotionMix other = EmotionMix.Create(RandomWeights(random));
            float amount = (float)random.NextDouble();
            EmotionMix between = EmotionMix.Lerp(mix, other, amount);
            Assert.All(Enum.GetValues<Emotion>(), e => Assert.InRange(between[e], Math.Min(mix[e], other[e]), Math.Max(mix[e], other[e])));
            Assert.Equal(mix, EmotionMix.Lerp(mix, other, 0));
            Assert.Equal(other, EmotionMix.Lerp(mix, other, 1));
        }
    }

    [Fact]
    public void The_weights_of_any_mix_read_back_give_that_mix()
    {
        var random = new Random(5);
        float[] weights = new float[EmotionNames.Count];
        EmotionMix Next()
        {
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = random.NextSingle() + 1e-3f;
            }

            return EmotionMix.Create(weights, random.NextSingle());
        }

        EmotionMix from = Next();
        for (int n = 0; n < 2000; n++)
        {
            EmotionMix to = Next(), mix = EmotionMix.Lerp(from, to, random.NextSingle());
            float[] read = [.. Enum.GetValues<Emotion>().Select(emotion => mix[emotion])];
            Assert.Equal(mix, EmotionMix.Create(read, mix.Intensity));
            from = to;
        }
    }

    [Fact]
    public void The_default_is_neutral_at_full_intensity()
    {
        EmotionMix mix = default;
        Assert.Equal(EmotionMix.Neutral, mix);
        Assert.Equal(1, mix.NeutralWeight);
        Assert.Equal(1, mix.Intensity);
        Assert.Equal("neutral", mix.ToString());
        Assert.Equal(new ValenceArousal(0, 0), mix.ToValenceArousal());
    }

    [Fact]
    public void Equality_looks_at_weights_and_intensity()
    {
        EmotionMix mix = EmotionMix.Parse("anger:0.7,fear:0.3");
        Assert.Equal(mix, EmotionMix.Parse("FEAR : 0.3, Anger:7e-1"));
        Assert.True(mix == EmotionMix.Parse("anger:0.7,fear:0.3", 1f));
        Assert.True(mix != mix.WithIntensity(0.5f));
        Assert.True(mix != EmotionMix.Parse("anger:0.7,awe:0.3"));
        Assert.Equal(mix.GetHashCode(), EmotionMix.Parse("fear:0.3,anger:0.7").GetHashCode());
        Assert.Equal(mix.WithIntensity(0f), mix.WithIntensity(-0f));
    }

    [Theory]
    [InlineData("anger", 1, 0, 0)]
    [InlineData("anger:0.5", 0.5, 0, 0.5)]
    [InlineData("anger:2,fear:1", 0.666667, 0.333333, 0)]
    [InlineData("anger,fear", 0.5, 0.5, 0)]
    [InlineData("anger:1,neutral:1", 0.5, 0, 0.5)]
    [InlineData("anger:0,fear:0.25", 0, 0.25, 0.75)]
    [InlineData("neutral", 0, 0, 1)]
    [InlineData("anger:3e38,fear:3e38", 0.5, 0.5, 0)]
    public void Text_reads_as_documented(string text, float anger, float fear, float neutral)
    {
        EmotionMix mix = EmotionMix.Parse(text);
        Assert.Equal(anger, mix[Emotion.Anger], 1e-5f);
        Assert.Equal(fear, mix[Emotion.Fear], 1e-5f);
        Assert.Equal(neutral, mix.NeutralWeight, 1e-5f);
    }

    [Theory]
    [InlineData("rage", "'rage' is not an emotion")]
    [InlineData("anger:0.5,ra\nge", "'ra ge' is not an emotion")]
    [InlineData("", "a name is missing")]
    [InlineData("anger:0.5,", "a name is missing")]
    [InlineData("anger:", "the weight of anger is ''")]
    [InlineData("anger:-0.1", "the weight of anger is '-0.1'")]
    [InlineData("anger:NaN", "the weight of anger is 'NaN'")]
    [InlineData("anger:1e99", "the weight of anger is '1e99'")]
    [InlineData("anger:0.5:0.5", "the weight of anger is '0.5:0.5'")]
    [InlineData("fear:0.5,fear:0.2", "'fear' stands there twice")]
    [InlineData("anger:0,fear:0", "all weights are zero")]
    [InlineData("neutral:0", "all weights are zero")]
    public void Text_that_is_not_a_mix_is_one_clear_line(string text, string found)
    {
        string message = Assert.Throws<EmoVidException>(() => EmotionMix.Parse(text)).Message;
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Contains("anger:0.7,fear:0.3", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 20, 300);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        string message = Assert.Throws<EmoVidException>(() => EmotionMix.Parse("angr:0.7")).Message;
        Assert.All(EmotionNames.All.Append("neutral"), name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_weights_are_refused(float weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EmotionMix.Create([0, weight, 0, 0, 0, 0, 0, 1]));

    [Fact]
    public void All_zero_the_wrong_number_and_bad_intensities_are_refused()
    {
        Assert.Throws<ArgumentException>(() => EmotionMix.Create(new float[8]));
        Assert.Throws<ArgumentException>(() => EmotionMix.Create([1, 0]));
        Assert.Throws<ArgumentException>(() => EmotionMix.Neutral.CopyTo(new float[8]));
        foreach (float intensity in new[] { -0.01f, 1.01f, float.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => EmotionMix.Of(Emotion.Awe, 1, intensity));
            Assert.Throws<ArgumentOutOfRangeException>(() => EmotionMix.Neutral.WithIntensity(intensity));
            Assert.Throws<ArgumentOutOfRangeException>(() => EmotionMix.Lerp(default, default, intensity));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => EmotionMix.Of((Emotion)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => EmotionMix.Neutral[(Emotion)(-1)]);
    }

    private static float[] RandomWeights(Random random)
    {
        var weights = new float[8];
        for (int i = 0; i < 8; i++)
        {
            weights[i] = random.Next(3) == 0 ? 0 : (float)(random.NextDouble() * Math.Pow(10, random.Next(-6, 4)));
        }

        weights[random.Next(8)] += 0.01f;
        return weights;
    }
}
