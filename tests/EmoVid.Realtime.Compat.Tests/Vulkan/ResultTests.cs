using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>Result codes by the numbers that the Vulkan specification publishes (chapter "Return Codes", VkResult).</summary>
public sealed class ResultTests
{
    [Theory]
    [InlineData(Result.Success, 0)]
    [InlineData(Result.NotReady, 1)]
    [InlineData(Result.Timeout, 2)]
    [InlineData(Result.EventSet, 3)]
    [InlineData(Result.EventReset, 4)]
    [InlineData(Result.Incomplete, 5)]
    [InlineData(Result.ErrorOutOfHostMemory, -1)]
    [InlineData(Result.ErrorOutOfDeviceMemory, -2)]
    [InlineData(Result.ErrorInitializationFailed, -3)]
    [InlineData(Result.ErrorDeviceLost, -4)]
    [InlineData(Result.ErrorMemoryMapFailed, -5)]
    [InlineData(Result.ErrorLayerNotPresent, -6)]
    [InlineData(Result.ErrorExtensionNotPresent, -7)]
    [InlineData(Result.ErrorFeatureNotPresent, -8)]
    [InlineData(Result.ErrorIncompatibleDriver, -9)]
    [InlineData(Result.ErrorTooManyObjects, -10)]
    [InlineData(Result.ErrorFormatNotSupported, -11)]
    [InlineData(Result.ErrorFragmentedPool, -12)]
    [InlineData(Result.ErrorUnknown, -13)]
    [InlineData(Result.ErrorOutOfPoolMemory, -1000069000)]
    [InlineData(Result.ErrorInvalidExternalHandle, -1000072003)]
    [InlineData(Result.ErrorFragmentation, -1000161000)]
    [InlineData(Result.ErrorInvalidOpaqueCaptureAddress, -1000257000)]
    [InlineData(Result.PipelineCompileRequired, 1000297000)]
    public void Codes_have_their_published_numbers(Result code, int number) => Assert.Equal(number, (int)code);

    [Fact]
    public void Errors_and_only_errors_are_negative() =>
        Assert.All(Enum.GetValues<Result>(), code => Assert.Equal(code.ToString().StartsWith("Error", StringComparison.Ordinal), code < 0));
}
