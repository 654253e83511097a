using System.Text;
using Silk.NET.Core.Contexts;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Vulkan's entry points as the host's own vkGetInstanceProcAddr gives them.</summary>
internal sealed unsafe class HostEntryPoints(Instance instance, nint getInstanceProcAddr) : INativeContext
{
    public nint GetProcAddress(string proc, int? slot = null) =>
        TryGetProcAddress(proc, out nint address, slot) ? address
        : throw new VulkanException($"Calling Vulkan: the host's vkGetInstanceProcAddr has no {proc}, expected the commands of Vulkan 1.2; "
            + "give the function of the loader that made the instance, or none.");

    public bool TryGetProcAddress(string proc, out nint addr, int? slot = null)
    {
        if (proc == "vkGetInstanceProcAddr")
        {
            addr = getInstanceProcAddr;
            return true;
        }

        fixed (byte* name = Encoding.UTF8.GetBytes(proc + '\0'))
        {
            // Commands of the loader itself are asked of no instance.
            addr = Ask(instance.Handle, name);
            addr = addr != 0 ? addr : Ask(0, name);
        }

        return addr != 0;
    }

    public void Dispose()
    {
    }

    private nint Ask(nint of, byte* name) => ((delegate* unmanaged<nint, byte*, nint>)getInstanceProcAddr)(of, name);
}
