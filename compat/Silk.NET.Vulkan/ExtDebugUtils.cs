using System.Runtime.CompilerServices;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan.Extensions.EXT;

/// <summary>VK_EXT_debug_utils: messages of the validation layers, object names, labels. Get one by <see cref="Vk.TryGetInstanceExtension"/>.</summary>
public sealed unsafe partial class ExtDebugUtils : NativeExtension<Vk>
{
    /// <summary>The extension's name, for <see cref="InstanceCreateInfo.PpEnabledExtensionNames"/>.</summary>
    public const string ExtensionName = "VK_EXT_debug_utils";

    private readonly ExtensionEntries _entries;

    internal ExtDebugUtils(Vk vk, Instance instance) => _entries = new ExtensionEntries(vk, instance, null, ExtensionName, Slot.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Entry(int slot, ReadOnlySpan<byte> name) => _entries.Get(slot, name);
}
