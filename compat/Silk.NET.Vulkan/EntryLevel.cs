namespace Silk.NET.Vulkan;

/// <summary>What a command is called on, and so where its entry point may be looked up.</summary>
internal enum EntryLevel
{
    /// <summary>Nothing: the loader itself.</summary>
    Global,

    /// <summary>An instance or a physical device.</summary>
    Instance,

    /// <summary>A device, queue or command buffer.</summary>
    Device,
}
