namespace Silk.NET.Core.Native;

/// <summary>A dispatchable Vulkan handle without its type, for bindings that know of Vulkan and do not depend on it.</summary>
public struct VkHandle
{
    /// <summary>The handle.</summary>
    public nint Handle;

    /// <summary>Keeps the handle.</summary>
    public VkHandle(nint handle) => Handle = handle;
}
