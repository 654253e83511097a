namespace EmoVid.Realtime.Generation.Tests;

public class NormalNoiseTests
{
    private const int Many = 400_000;

    [Fact]
    public void Mix_gives_the_published_outputs_of_SplitMix64()
    {
        // The first outputs of SplitMix64 seeded with 1234567, as Rosetta Code lists them ("Pseudo-random numbers/Splitmix64").
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        for (int i = 0; i < published.Length; i++)
        {
            Assert.Equal(published[i], NormalNoise.Mix(unchecked(1234567UL + (ulong)(i + 1) * 0x9E3779B97F4A7C15UL)));
        }
    }

    [Fact]
    public void Log_agrees_with_the_library()
    {
        for (double x = 1; x > 1e-16; x *= 0.9371)
        {
            Assert.Equal(Math.Log(x), NormalNoise.Log(x), 4e-16 * Math.Max(1, -Math.Log(x)));
        }
    }

    [Fact]
    public void SinCosOfTurns_agrees_with_the_library()
    {
        for (double turns = 0; turns < 1; turns += 1.0 / 4099)
        {
            (double sin, double cos) = NormalNoise.SinCosOfTurns(turns);
            Assert.Equal(Math.Sin(turns * Math.Tau), sin, 1e-15);
            Assert.Equal(Math.Cos(turns * Math.Tau), cos, 1e-15);
        }
    }

    [Fact]
    public void Numbers_follow_the_standard_normal_distribution()
    {
        float[] x = Noise(1, 0, 1, Many);
        double mean = x.Average(v => (double)v), variance = x.Average(v => (double)v * v);
        // Five standard errors each.
        Assert.Equal(0, mean, 5 / Math.Sqrt(Many));
        Assert.Equal(1, variance, 5 * Math.Sqrt(2.0 / Many));
        // P(|X| < k), from tables of the normal distribution.
        foreach ((double k, double p) in new[] { (0.6744898, 0.5), (1.0, 0.6826895), (2.0, 0.9544997), (3.0, 0.9973002) })
        {
            Assert.Equal(p, x.Count(v => Math.Abs(v) < k) / (double)Many, 5 * Math.Sqrt(p * (1 - p) / Many));
        }

        Assert.InRange(x.Max(), 4f, 6.5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(24)]
    public void Neighbours_are_independent(int lag)
    {
        float[] x = Noise(2, 0, 1, Many);
        double covariance = 0;
        for (int i = 0; i + lag < Many; i++)
        {
            covariance += (double)x[i] * x[i + lag];
        }

        Assert.Equal(0, covariance / Many, 5 / Math.Sqrt(Many));
    }

    [Fact]
    public void Neighbouring_seeds_are_independent()
    {
        float[] a = Noise(7, 0, 1, Many), b = Noise(8, 0, 1, Many);
        Assert.Equal(0, a.Zip(b, (x, y) => (double)x * y).Average(), 5 / Math.Sqrt(Many));
    }

    [Fact]
    public void A_stretch_is_the_same_from_wherever_it_is_taken()
    {
        float[] whole = Noise(3, -20, 5, 60);
        Assert.Equal(whole.AsSpan(7 * 5, 11 * 5).ToArray(), Noise(3, -13, 5, 11));
    }

    [Fact]
    public void The_bits_are_pinned()
    {
        // From the definition, worked out in Python with the C library's logarithm, sine and cosine. A change here changes every act of every seed.
        int[] bits = [.. Noise(0, 0, 4, 1).Concat(Noise(ulong.MaxValue, long.MaxValue / 4, 2, 1)).Select(BitConverter.SingleToInt32Bits)];
        Assert.Equal([-1097938766, -1084125836, -1086086116, -1080903254, 1077757854, -1092828171], bits);
    }

    private static float[] Noise(ulong seed, long first, int channels, int frames)
    {
        float[] noise = new float[frames * channels];
        NormalNoise.Fill(seed, first, channels, noise);
        return noise;
    }
}
