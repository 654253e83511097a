namespace EmoVid.Realtime.Vulkan;

/// <summary>Which kind of Vulkan device to take.</summary>
public enum DeviceChoice
{
    /// <summary>A GPU; without one a software device, with a warning.</summary>
    Auto,

    /// <summary>A GPU; without one the call fails.</summary>
    Gpu,

    /// <summary>A software device (a rasteriser on the CPU, e.g. lavapipe), for tests and for machines whose GPU driver
    /// misbehaves; without one the call fails.</summary>
    Software,
}
