using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed unsafe partial class VulkanDevice
{
    /// <summary>Finds the memory type for a buffer: one with all required properties, and with the preferred ones too where
    /// there is such a type.</summary>
    internal uint FindMemoryType(uint allowedTypes, BufferHome home)
    {
        (MemoryPropertyFlags required, MemoryPropertyFlags preferred) = home switch
        {
            BufferHome.Upload => (MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit, MemoryPropertyFlags.None),
            BufferHome.Readback => (MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit, MemoryPropertyFlags.HostCachedBit),
            BufferHome.Shared => (MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit, MemoryPropertyFlags.DeviceLocalBit),
            _ => (MemoryPropertyFlags.None, MemoryPropertyFlags.DeviceLocalBit),
        };
        int fallback = -1;
        for (int i = 0; i < _memory.MemoryTypeCount; i++)
        {
            MemoryPropertyFlags flags = _memory.MemoryTypes[i].PropertyFlags;
            if ((allowedTypes >> i & 1) == 0 || (flags & required) != required)
            {
                continue;
            }

            if ((flags & preferred) == preferred)
            {
                return (uint)i;
            }

            fallback = fallback < 0 ? i : fallback;
        }

        return fallback >= 0 ? (uint)fallback
            : throw new VulkanException($"Placing a buffer ({home}): {Name} has no memory with {required}, expected at least one type; "
                + "update the Vulkan driver or use the CPU engine.");
    }
}
