namespace Silk.NET.Core.Native;

/// <summary>A non-dispatchable Vulkan handle without its type, for bindings that know of Vulkan and do not depend on it.</summary>
public struct VkNonDispatchableHandle
{
    /// <summary>The handle.</summary>
    public ulong Handle;

    /// <summary>Keeps the handle.</summary>
    public VkNonDispatchableHandle(ulong handle) => Handle = handle;
}
