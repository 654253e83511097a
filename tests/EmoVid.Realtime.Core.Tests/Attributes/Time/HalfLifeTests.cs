namespace EmoVid.Realtime.Core.Tests.Attributes;

public class HalfLifeTests
{
    [Fact]
    public void Half_is_left_after_a_half_life_and_a_quarter_after_two()
    {
        Assert.Equal(0.5, HalfLife.Remaining(TimeSpan.FromSeconds(0.4), 0.4), 1e-12);
        Assert.Equal(0.25, HalfLife.Remaining(TimeSpan.FromSeconds(0.8), 0.4), 1e-12);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(60)]
    [InlineData(144)]
    public void However_a_second_is_divided_the_same_is_left(int framesPerSecond)
    {
        double left = 1;
        TimeSpan before = TimeSpan.Zero;
        for (int i = 1; i <= framesPerSecond; i++)
        {
            TimeSpan now = TimeSpan.FromSeconds((double)i / framesPerSecond);
            left *= HalfLife.Remaining(now - before, 0.3);
            before = now;
        }

        Assert.Equal(Math.Pow(2, -1 / 0.3), left, 1e-9);
    }

    [Fact]
    public void No_time_leaves_all_and_no_half_life_leaves_nothing()
    {
        Assert.Equal(1, HalfLife.Remaining(TimeSpan.Zero, 0.3));
        Assert.Equal(1, HalfLife.Remaining(TimeSpan.FromSeconds(-1), 0.3));
        Assert.Equal(0, HalfLife.Remaining(TimeSpan.Zero, 0));
        Assert.Equal(0, HalfLife.Remaining(TimeSpan.FromDays(100), 0.3));
    }
}
