using System.Runtime.InteropServices;
using System.Text;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>A machine that has the Vulkan loader but no driver.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed unsafe class MissingDriverTests : IDisposable
{
    // The loader's documented variables (LoaderDriverInterface.md): only these drivers, old and new name.
    private static readonly string[] DriverVariables = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"];

    public MissingDriverTests()
    {
        foreach (string variable in DriverVariables)
        {
            SetNative(variable, "/nonexistent/driver.json");
        }
    }

    public void Dispose()
    {
        foreach (string variable in DriverVariables)
        {
            SetNative(variable, Environment.GetEnvironmentVariable(variable));
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

    /// <summary>Sets or, with null, removes a variable where the loader looks: .NET's own setter changes a copy.</summary>
    private static void SetNative(string name, string? value)
    {
        nint library = NativeLibrary.GetMainProgramHandle();
        fixed (byte* nameBytes = Encoding.UTF8.GetBytes(name + '\0'), valueBytes = Encoding.UTF8.GetBytes(value + '\0'))
        {
            int status = value is null
                ? ((delegate* unmanaged<byte*, int>)NativeLibrary.GetExport(library, "unsetenv"))(nameBytes)
                : ((delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(library, "setenv"))(nameBytes, valueBytes, 1);
            Assert.Equal(0, status);
        }
    }
}
