namespace EmoVid.Realtime.Vulkan;

/// <summary>What a Vulkan device is made of.</summary>
public enum VulkanDeviceKind
{
    /// <summary>The driver does not say.</summary>
    Other,

    /// <summary>A GPU that shares the host's memory.</summary>
    IntegratedGpu,

    /// <summary>A GPU with memory of its own.</summary>
    DiscreteGpu,

    /// <summary>A GPU of a virtual machine.</summary>
    VirtualGpu,

    /// <summary>A rasteriser that runs on the CPU.</summary>
    Software,
}
