namespace EmoVid.Realtime.Vulkan;

/// <summary>What one Vulkan device of this machine says about itself, for reports and for a choice.</summary>
/// <param name="Name">The driver's name for the device.</param>
/// <param name="Kind">What the device is made of.</param>
/// <param name="ApiVersion">Highest Vulkan version of the device, e.g. "1.3.230".</param>
/// <param name="Driver">Name and version text of the driver, e.g. "llvmpipe, Mesa 22.3.6 (LLVM 15.0.6)"; empty below
/// Vulkan 1.2, which cannot tell.</param>
/// <param name="SubgroupSize">Invocations that run in lockstep; 0 below Vulkan 1.2.</param>
/// <param name="Problem">Why the SDK cannot use the device, or null when it can.</param>
public sealed record VulkanDeviceInfo(
    string Name,
    VulkanDeviceKind Kind,
    string ApiVersion,
    string Driver,
    int SubgroupSize,
    string? Problem)
{
    /// <summary>Whether the device runs on the CPU.</summary>
    public bool IsSoftware => Kind == VulkanDeviceKind.Software;

    /// <summary>Whether the SDK can use the device.</summary>
    public bool IsUsable => Problem is null;
}
