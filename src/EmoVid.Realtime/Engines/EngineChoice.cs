namespace EmoVid.Realtime;

/// <summary>What shall compose and measure pixels.</summary>
public enum EngineChoice
{
    /// <summary>A Vulkan GPU; without one the CPU engines, which do the same work in less time than a software Vulkan device. A GPU that
    /// is there and does not work is a warning, and so is a machine without any Vulkan device.</summary>
    Auto,

    /// <summary>The Vulkan passes in any case: a GPU, without one a software device with a warning; without both opening fails.</summary>
    Vulkan,

    /// <summary>A Vulkan GPU; without one opening fails.</summary>
    Gpu,

    /// <summary>A software Vulkan device such as lavapipe; without one opening fails.</summary>
    Software,

    /// <summary>The CPU twins of the Vulkan passes; always there.</summary>
    Cpu,
}
