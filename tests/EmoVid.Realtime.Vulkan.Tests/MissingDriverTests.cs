namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>A machine that has the Vulkan loader but no driver.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class MissingDriverTests : IDisposable
{
    // The loader's documented variables (LoaderDriverInterface.md): only these drivers, old and new name.
    private static readonly string[] DriverVariables = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"];

    public MissingDriverTests()
    {
        foreach (string variable in DriverVariables)
        {
            NativeEnvironment.Set(variable, "/nonexistent/driver.json");
        }
    }

    public void Dispose()
    {
        foreach (string variable in DriverVariables)
        {
            NativeEnvironment.Set(variable, Environment.GetEnvironmentVariable(variable));
        }
    }

    [Fact]
    public void No_device_is_listed() => Assert.Empty(VulkanDevice.Enumerate());

    [Theory]
    [InlineData(DeviceChoice.Auto)]
    [InlineData(DeviceChoice.Gpu)]
    [InlineData(DeviceChoice.Software)]
    public void Creating_a_device_fails_in_one_line_that_names_the_package(DeviceChoice choice)
    {
        VulkanException e = Assert.Throws<VulkanException>(() => VulkanDevice.Create(new VulkanDeviceOptions { Choice = choice }));
        Assert.Contains("found none, expected", e.Message, StringComparison.Ordinal);
        Assert.Contains("apt install mesa-vulkan-drivers", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
