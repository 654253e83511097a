using System.Runtime.CompilerServices;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan.Extensions.KHR;

/// <summary>VK_KHR_surface: what a window shows, and what a device can present to it. Get one by <see cref="Vk.TryGetInstanceExtension"/>.</summary>
public sealed unsafe partial class KhrSurface : NativeExtension<Vk>
{
    /// <summary>The extension's name, for <see cref="InstanceCreateInfo.PpEnabledExtensionNames"/>.</summary>
    public const string ExtensionName = "VK_KHR_surface";

    private readonly ExtensionEntries _entries;

    internal KhrSurface(Vk vk, Instance instance) => _entries = new ExtensionEntries(vk, instance, null, ExtensionName, Slot.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Entry(int slot, ReadOnlySpan<byte> name) => _entries.Get(slot, name);
}
