namespace EmoVid.Realtime;

/// <summary>What shall compose and measure pixels.</summary>
public enum EngineChoice
{
    /// <summary>A Vulkan GPU; without one a software Vulkan device, without that the CPU twins, each step down with a warning.</summary>
    Auto,

    /// <summary>A Vulkan GPU; without one opening fails.</summary>
    Gpu,

    /// <summary>A software Vulkan device such as lavapipe; without one opening fails.</summary>
    Software,

    /// <summary>The CPU twins of the Vulkan passes; always there.</summary>
    Cpu,
}
