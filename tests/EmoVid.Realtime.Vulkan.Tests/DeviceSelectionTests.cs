namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>The rule of choice, on machines that are only imagined.</summary>
public sealed class DeviceSelectionTests
{
    private static readonly VulkanDeviceInfo Software = Make("lavapipe", VulkanDeviceKind.Software);
    private static readonly VulkanDeviceInfo Integrated = Make("iGPU", VulkanDeviceKind.IntegratedGpu);
    private static readonly VulkanDeviceInfo Discrete = Make("dGPU", VulkanDeviceKind.DiscreteGpu);
    private static readonly VulkanDeviceInfo Old = Make("old GPU", VulkanDeviceKind.DiscreteGpu, "Vulkan 1.0.2, 1.2 is needed");

    [Fact]
    public void Hardware_comes_first_and_the_strongest_of_it()
    {
        Assert.Equal((2, null), DeviceSelection.Choose([Software, Integrated, Discrete], DeviceChoice.Auto));
        Assert.Equal((0, null), DeviceSelection.Choose([Integrated, Software], DeviceChoice.Auto));
        Assert.Equal((1, null), DeviceSelection.Choose([Software, Discrete, Discrete], DeviceChoice.Gpu));
        Assert.Equal((1, null), DeviceSelection.Choose([Discrete, Software], DeviceChoice.Software));
    }

    [Fact]
    public void Without_hardware_auto_takes_software_and_warns_in_one_line()
    {
        (int index, string? warning) = DeviceSelection.Choose([Old, Software], DeviceChoice.Auto);
        Assert.Equal(1, index);
        Assert.Contains("lavapipe", warning, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', warning!);
    }

    [Theory]
    [InlineData(DeviceChoice.Auto)]
    [InlineData(DeviceChoice.Software)]
    public void Without_any_device_the_error_names_the_package(DeviceChoice choice)
    {
        VulkanException e = Assert.Throws<VulkanException>(() => DeviceSelection.Choose([], choice));
        Assert.Contains("apt install mesa-vulkan-drivers", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_device_that_cannot_be_used_is_named_with_its_problem()
    {
        VulkanException e = Assert.Throws<VulkanException>(() => DeviceSelection.Choose([Old, Software], DeviceChoice.Gpu));
        Assert.Contains("old GPU (DiscreteGpu: Vulkan 1.0.2, 1.2 is needed)", e.Message, StringComparison.Ordinal);
        Assert.Contains("expected a GPU with Vulkan 1.2", e.Message, StringComparison.Ordinal);
    }

    private static VulkanDeviceInfo Make(string name, VulkanDeviceKind kind, string? problem = null) =>
        new(name, kind, "1.3.0", "driver", 32, problem);
}
