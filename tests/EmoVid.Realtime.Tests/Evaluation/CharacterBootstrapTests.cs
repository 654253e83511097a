namespace EmoVid.Realtime.Tests.Evaluation;

public class CharacterBootstrapTests
{
    [Fact]
    public void Independent_characters_have_the_binomial_interval()
    {
        // 30 of 100: the normal approximation says 0.3 ± 1.96 · √(0.3 · 0.7 / 100) = 0.3 ± 0.0898.
        Interval interval = CharacterBootstrap.Mean(Enumerable.Range(0, 100).Select(i => ($"c{i}", i < 30 ? 1.0 : 0.0)));
        Assert.Equal(0.3, interval.Value, 12);
        Assert.InRange(interval.Low, 0.3 - 0.0898 - 0.015, 0.3 - 0.0898 + 0.015);
        Assert.InRange(interval.High, 0.3 + 0.0898 - 0.015, 0.3 + 0.0898 + 0.015);
    }

    [Fact]
    public void Acts_of_one_character_do_not_narrow_the_interval()
    {
        // The same 20 characters once and fifty times over: there is no more to know about characters.
        Interval once = CharacterBootstrap.Mean(Enumerable.Range(0, 20).Select(i => ($"c{i}", i % 4 == 0 ? 1.0 : 0.0)));
        Interval often = CharacterBootstrap.Mean(Enumerable.Range(0, 1000).Select(i => ($"c{i % 20}", i % 20 % 4 == 0 ? 1.0 : 0.0)));
        Assert.Equal(once.High - once.Low, often.High - often.Low, 9);
    }

    [Fact]
    public void One_character_alone_has_no_spread()
    {
        Interval interval = CharacterBootstrap.Mean([("only", 1), ("only", 0)]);
        Assert.Equal(new Interval(0.5, 0.5, 0.5), interval);
    }

    [Fact]
    public void Without_rows_there_is_no_number() => Assert.True(double.IsNaN(CharacterBootstrap.Mean([]).Value));

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.1, 1.4)]
    [InlineData(0.5, 3)]
    [InlineData(0.975, 4.9)]
    [InlineData(1.0, 5)]
    public void Percentiles_are_those_of_numpy(double share, double expected) => Assert.Equal(expected, CharacterBootstrap.Percentile([1, 2, 3, 4, 5], share), 12);
}
