using System.Runtime.CompilerServices;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan.Extensions.KHR;

/// <summary>VK_KHR_swapchain: images that a window shows in turn. Get one by <see cref="Vk.TryGetDeviceExtension"/>.</summary>
public sealed unsafe partial class KhrSwapchain : NativeExtension<Vk>
{
    /// <summary>The extension's name, for <see cref="DeviceCreateInfo.PpEnabledExtensionNames"/>.</summary>
    public const string ExtensionName = "VK_KHR_swapchain";

    private readonly ExtensionEntries _entries;

    internal KhrSwapchain(Vk vk, Instance instance, Device device) => _entries = new ExtensionEntries(vk, instance, device, ExtensionName, Slot.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Entry(int slot, ReadOnlySpan<byte> name) => _entries.Get(slot, name);
}
