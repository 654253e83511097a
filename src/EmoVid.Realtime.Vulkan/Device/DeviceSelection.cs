namespace EmoVid.Realtime.Vulkan;

/// <summary>The rule by which a device is chosen, apart from Vulkan so that every machine can be imagined in a test.</summary>
internal static class DeviceSelection
{
    /// <summary>Picks a device: GPUs before software, discrete before integrated before virtual before unknown, otherwise the
    /// driver's order.</summary>
    /// <returns>The index of the device, and a warning for the user or null.</returns>
    /// <exception cref="VulkanException">No device fits the choice.</exception>
    public static (int Index, string? Warning) Choose(IReadOnlyList<VulkanDeviceInfo> devices, DeviceChoice choice)
    {
        int best = -1;
        for (int i = 0; i < devices.Count; i++)
        {
            bool fits = devices[i].IsUsable && choice switch
            {
                DeviceChoice.Gpu => !devices[i].IsSoftware,
                DeviceChoice.Software => devices[i].IsSoftware,
                _ => true,
            };
            if (fits && (best < 0 || Rank(devices[i].Kind) < Rank(devices[best].Kind)))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            throw new VulkanException(
                $"Choosing a Vulkan device ({choice}): found {Describe(devices)}, expected {Expected(choice)}; {Advice(choice)}.");
        }

        bool fellBack = choice == DeviceChoice.Auto && devices[best].IsSoftware;
        return (best, fellBack ? $"No GPU with Vulkan 1.2 was found: using {devices[best].Name}, a software device many times slower." : null);
    }

    private static int Rank(VulkanDeviceKind kind) => kind switch
    {
        VulkanDeviceKind.DiscreteGpu => 0,
        VulkanDeviceKind.IntegratedGpu => 1,
        VulkanDeviceKind.VirtualGpu => 2,
        VulkanDeviceKind.Other => 3,
        _ => 4,
    };

    private static string Describe(IReadOnlyList<VulkanDeviceInfo> devices) =>
        devices.Count == 0 ? "none"
        : string.Join(", ", devices.Select(d => d.Problem is null ? $"{d.Name} ({d.Kind})" : $"{d.Name} ({d.Kind}: {d.Problem})"));

    private static string Expected(DeviceChoice choice) => choice switch
    {
        DeviceChoice.Gpu => "a GPU with Vulkan 1.2",
        DeviceChoice.Software => "a software device with Vulkan 1.2",
        _ => "any device with Vulkan 1.2",
    };

    private static string Advice(DeviceChoice choice) => choice == DeviceChoice.Gpu
        ? "install the GPU's Vulkan driver (apt install mesa-vulkan-drivers, or the vendor's) or choose Auto"
        : "install lavapipe (apt install mesa-vulkan-drivers)";
}
