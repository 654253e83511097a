namespace EmoVid.Realtime.Tests;

public class TimingSummaryTests
{
    [Fact]
    public void Percentiles_are_nearest_ranks()
    {
        // Of 1 … 200, the median by nearest rank is 100 and the 99th percentile 198.
        TimingSummary summary = TimingSummary.Of([.. Enumerable.Range(1, 200).Select(value => (double)value).Reverse()]);
        Assert.Equal(new TimingSummary(100, 198, 100.5), summary);
    }

    [Fact]
    public void One_value_is_every_percentile() => Assert.Equal(new TimingSummary(7, 7, 7), TimingSummary.Of([7]));

    [Fact]
    public void No_values_are_zero() => Assert.Equal(default, TimingSummary.Of([]));
}
