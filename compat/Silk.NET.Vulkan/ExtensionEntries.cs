using System.Runtime.CompilerServices;
using System.Text;

namespace Silk.NET.Vulkan;

/// <summary>The entry points of an extension's commands, looked up on first use and kept.</summary>
/// <param name="vk">The core's commands.</param>
/// <param name="instance">The instance.</param>
/// <param name="device">The device, for a device extension.</param>
/// <param name="extension">The extension, for the failure's line.</param>
/// <param name="count">How many commands it has.</param>
internal sealed unsafe class ExtensionEntries(Vk vk, Instance instance, Device? device, string extension, int count)
{
    private readonly nint[] _slots = new nint[count];

    /// <summary>The entry point of a command.</summary>
    /// <param name="slot">The command's own number.</param>
    /// <param name="name">The command's C name, with a zero byte at the end.</param>
    /// <exception cref="EntryPointNotFoundException">The extension was not enabled.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Get(int slot, ReadOnlySpan<byte> name)
    {
        var entry = _slots[slot];
        return entry != 0 ? entry : Resolve(slot, name);
    }

    // Two threads that meet here store the same address.
    private nint Resolve(int slot, ReadOnlySpan<byte> name)
    {
        nint entry;
        fixed (byte* first = name)
        {
            entry = device is { } owner ? vk.GetDeviceProcAddr(owner, first) : vk.GetInstanceProcAddr(instance, first);
        }

        if (entry == 0)
        {
            var on = device is null ? "instance" : "device";
            throw new EntryPointNotFoundException($"calling Vulkan: the {on} has no {Encoding.UTF8.GetString(name[..^1])}; one with {extension} was expected; enable the extension when creating it");
        }

        _slots[slot] = entry;
        return entry;
    }
}
