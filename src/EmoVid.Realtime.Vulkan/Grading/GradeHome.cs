namespace EmoVid.Realtime.Vulkan;

/// <summary>Where the pixels of a grading pass come from and go to.</summary>
internal enum GradeHome
{
    /// <summary>Memory that host and device share: the pass reads what the host wrote, and the host what the pass wrote.</summary>
    Shared,

    /// <summary>The device's own memory, copied there and back: a graphics card reads and writes across its bus only in copies.</summary>
    Staged,

    /// <summary>Images of a host's, never the SDK's own memory on the host.</summary>
    Image,
}
