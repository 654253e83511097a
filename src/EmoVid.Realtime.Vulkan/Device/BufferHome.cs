namespace EmoVid.Realtime.Vulkan;

/// <summary>Where a buffer lives and who touches it.</summary>
internal enum BufferHome
{
    /// <summary>Mapped for good; the host writes, the device reads once.</summary>
    Upload,

    /// <summary>Mapped for good; the device writes, the host reads.</summary>
    Readback,

    /// <summary>Mapped for good; the host writes once, the device reads often: its own memory where the host can map that.</summary>
    Shared,

    /// <summary>The device's own memory, which the host reaches only by copies.</summary>
    Device,
}
