namespace EmoVid.Realtime.Tests;

public class ClipRequestTests
{
    [Fact]
    public void The_defaults_are_the_demos_and_are_valid()
    {
        var request = new ClipRequest();
        request.Validate();
        Assert.Equal((3.0, 24.0, 512, 72), (request.Seconds, request.FramesPerSecond, request.Size, request.FrameCount));
        Assert.Equal(EmotionMix.Neutral, request.Mix);
    }

    [Theory]
    [InlineData(0.49)]
    [InlineData(60.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Lengths_outside_the_range_are_refused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipRequest { Seconds = seconds }.Validate());

    [Theory]
    [InlineData(0)]
    [InlineData(121)]
    [InlineData(double.NaN)]
    public void Rates_outside_the_range_are_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipRequest { FramesPerSecond = rate }.Validate());

    [Theory]
    [InlineData(15)]
    [InlineData(4097)]
    public void Sizes_outside_the_range_are_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipRequest { Size = size }.Validate());

    [Theory]
    [InlineData(3, 24, 72)]
    [InlineData(0.5, 1, 1)]
    [InlineData(1.02, 24, 24)]
    [InlineData(2.5, 29.97, 75)]
    public void The_frame_count_is_the_nearest_whole_number(double seconds, double rate, int expected) =>
        Assert.Equal(expected, new ClipRequest { Seconds = seconds, FramesPerSecond = rate }.FrameCount);
}
