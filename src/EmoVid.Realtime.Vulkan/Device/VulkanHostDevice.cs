namespace EmoVid.Realtime.Vulkan;

/// <summary>A host's own Vulkan device, as raw handles: what an engine hands over once, after it has created its device with all that
/// <see cref="VulkanRequirements"/> lists, so that the SDK works on that device and opens none of its own.</summary>
/// <remarks>Handles keep Vulkan's own values: a dispatchable handle is a pointer, here <see cref="nint"/>. All of them stay the
/// host's, must stay alive as long as the adopted <see cref="VulkanDevice"/>, and are never destroyed by the SDK.</remarks>
public readonly record struct VulkanHostDevice
{
    /// <summary>The <c>VkInstance</c>.</summary>
    public required nint Instance { get; init; }

    /// <summary>The <c>VkPhysicalDevice</c>, one of the instance's.</summary>
    public required nint PhysicalDevice { get; init; }

    /// <summary>The <c>VkDevice</c>, created from that physical device.</summary>
    public required nint Device { get; init; }

    /// <summary>The queue family of the command buffers that the SDK will record into, and of <see cref="Queue"/>. It must compute
    /// (<c>VK_QUEUE_COMPUTE_BIT</c>); every graphics family of every desktop driver does.</summary>
    public required uint QueueFamilyIndex { get; init; }

    /// <summary>A <c>VkQueue</c> of the family, for those calls of the SDK that submit and wait by themselves (documented at each: measuring
    /// frames in host memory, composing stickers). 0, the default: the SDK never submits, such calls throw
    /// <see cref="InvalidOperationException"/>, and recording into the host's command buffers works all the same.</summary>
    public nint Queue { get; init; }

    /// <summary>Held by the SDK while it submits to <see cref="Queue"/>: Vulkan wants a queue used by one thread at a time, so the host holds
    /// the same lock around its own <c>vkQueueSubmit</c> and <c>vkQueuePresentKHR</c>. Null, the default: the host promises to call
    /// the submitting methods only while it does not use the queue itself.</summary>
    public Lock? QueueLock { get; init; }

    /// <summary>The host's <c>vkGetInstanceProcAddr</c>, where the host does not use the system's Vulkan loader; 0, the default, where it
    /// does.</summary>
    public nint GetInstanceProcAddr { get; init; }

    /// <summary>What the host wrote into <c>VkApplicationInfo::apiVersion</c>, packed as <c>VK_MAKE_API_VERSION</c> does; at least
    /// <see cref="VulkanRequirements.ApiVersion"/>.</summary>
    public required uint ApiVersion { get; init; }

    /// <summary>Names of the instance extensions that the host enabled; null counts as none. With <c>VK_EXT_debug_utils</c> among them the
    /// SDK's objects bear names in validation messages and GPU debuggers.</summary>
    public IReadOnlyCollection<string>? EnabledInstanceExtensions { get; init; }

    /// <summary>Names of the device extensions that the host enabled; null counts as none.</summary>
    public IReadOnlyCollection<string>? EnabledDeviceExtensions { get; init; }

    /// <summary>Names of the features that the host enabled, spelled as in <see cref="VulkanRequirements.Features"/>, others are ignored; null
    /// counts as none. Vulkan offers no way to ask a device, so what is claimed here is believed.</summary>
    public IReadOnlyCollection<string>? EnabledFeatures { get; init; }
}
