using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>What the SDK needs of a Vulkan device that a host creates, known before the device, or even the instance, exists. Any
/// thread.</summary>
public static class VulkanRequirements
{
    /// <summary>The lowest Vulkan version of instance and device, packed as <c>VK_MAKE_API_VERSION</c> does: 1.2.0. A host asks for it,
    /// or for a later one, in <c>VkApplicationInfo::apiVersion</c>.</summary>
    public static uint ApiVersion => PhysicalDeviceSurvey.RequiredApiVersion;

    /// <summary><see cref="ApiVersion"/> as people write it: "1.2".</summary>
    public static string ApiVersionText => "1.2";

    /// <summary>Instance extensions to enable: none.</summary>
    public static IReadOnlyList<string> InstanceExtensions { get; } = [];

    /// <summary>Device extensions to enable: none. External memory is never needed: the SDK allocates on the host's device.</summary>
    public static IReadOnlyList<string> DeviceExtensions { get; } = [];

    /// <summary>Features to enable, by the names of their fields: <c>timelineSemaphore</c> (<c>VkPhysicalDeviceVulkan12Features</c>), which
    /// every device with Vulkan 1.2 has.</summary>
    public static IReadOnlyList<string> Features { get; } = ["timelineSemaphore"];

    /// <summary>Instance extensions that help and are not needed: <c>VK_EXT_debug_utils</c> gives the SDK's objects names.</summary>
    public static IReadOnlyList<string> OptionalInstanceExtensions { get; } = ["VK_EXT_debug_utils"];

    /// <summary>Says whether a physical device and one of its queue families can serve the SDK, before a device is created.</summary>
    /// <param name="instance">The host's <c>VkInstance</c>, made for Vulkan <see cref="ApiVersion"/> or later.</param>
    /// <param name="physicalDevice">One of its <c>VkPhysicalDevice</c>s.</param>
    /// <param name="queueFamilyIndex">The queue family whose command buffers the SDK is to record into.</param>
    /// <param name="getInstanceProcAddr">The host's <c>vkGetInstanceProcAddr</c>; 0, the default, for the system's Vulkan loader.</param>
    /// <returns>Null when they can; otherwise what is missing, e.g. "queue family 1 does not compute".</returns>
    /// <exception cref="ArgumentException">A handle is 0.</exception>
    /// <exception cref="VulkanException">The Vulkan loader is not installed.</exception>
    public static string? FindProblem(nint instance, nint physicalDevice, uint queueFamilyIndex, nint getInstanceProcAddr = 0)
    {
        ThrowIfNull(instance, nameof(instance));
        ThrowIfNull(physicalDevice, nameof(physicalDevice));
        using VulkanInstance adopted = VulkanInstance.Adopt(new Instance(instance), debugUtils: false, getInstanceProcAddr);
        return HostDeviceCheck.FindProblem(adopted, new PhysicalDevice(physicalDevice), queueFamilyIndex, out _);
    }

    internal static void ThrowIfNull(nint handle, string name)
    {
        if (handle == 0)
        {
            throw new ArgumentException("The handle is 0 (VK_NULL_HANDLE).", name);
        }
    }
}
