using System.Runtime.CompilerServices;
using System.Text;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan.Extensions.EXT;

/// <summary>VK_EXT_debug_utils: messages of the validation layers, object names, labels. Get one by <see cref="Vk.TryGetInstanceExtension"/>.</summary>
public sealed unsafe partial class ExtDebugUtils : NativeExtension<Vk>
{
    /// <summary>The extension's name, for <see cref="InstanceCreateInfo.PpEnabledExtensionNames"/>.</summary>
    public const string ExtensionName = "VK_EXT_debug_utils";

    private readonly nint[] _slots = new nint[Slot.Count];
    private readonly Vk _vk;
    private readonly Instance _instance;

    internal ExtDebugUtils(Vk vk, Instance instance)
    {
        _vk = vk;
        _instance = instance;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Entry(int slot, ReadOnlySpan<byte> name)
    {
        var entry = _slots[slot];
        return entry != 0 ? entry : Resolve(slot, name);
    }

    // name ends in a zero byte. Two threads that meet here store the same address.
    private nint Resolve(int slot, ReadOnlySpan<byte> name)
    {
        nint entry;
        fixed (byte* first = name)
        {
            entry = _vk.GetInstanceProcAddr(_instance, first);
        }

        if (entry == 0)
        {
            throw new EntryPointNotFoundException($"calling Vulkan: the instance has no {Encoding.UTF8.GetString(name[..^1])}; an instance with {ExtensionName} was expected; enable the extension when creating it");
        }

        _slots[slot] = entry;
        return entry;
    }
}
