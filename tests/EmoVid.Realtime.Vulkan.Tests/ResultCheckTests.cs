using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests;

public sealed class ResultCheckTests
{
    [Theory]
    [InlineData(Result.Success)]
    [InlineData(Result.Incomplete)]
    [InlineData(Result.Timeout)]
    public void Answers_are_not_failures(Result result) => result.ThrowIfFailed("Testing");

    [Fact]
    public void A_failure_says_in_one_line_what_was_called_and_what_came_back()
    {
        Result Call(int first, int second) => first < second ? Result.ErrorOutOfDeviceMemory : Result.Success;
        VulkanException e = Assert.Throws<VulkanException>(() => Call(
            1,
            2).ThrowIfFailed("Testing"));
        Assert.StartsWith("Testing: 'Call( 1, 2)' returned ErrorOutOfDeviceMemory, expected Success; ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.False(e.IsDeviceLost);
    }

    [Fact]
    public void The_loss_of_the_device_can_be_told_from_other_failures()
    {
        Result lost = Result.ErrorDeviceLost;
        Assert.True(Assert.Throws<VulkanException>(() => lost.ThrowIfFailed("Testing")).IsDeviceLost);
    }
}
