using System.Runtime.InteropServices;

namespace Silk.NET.Vulkan;

/// <summary>Finds and holds the Vulkan loader; the only place that knows its file names.</summary>
internal static class VulkanLibrary
{
    // The loader's names by its own packaging: the versioned soname on Linux, vulkan-1.dll on Windows, libvulkan or MoltenVK alone on macOS.
    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["vulkan-1.dll"]
        : OperatingSystem.IsMacOS() ? ["libvulkan.1.dylib", "libvulkan.dylib", "libMoltenVK.dylib"]
        : ["libvulkan.so.1", "libvulkan.so"];

    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>The loader's handle.</summary>
    /// <exception cref="FileNotFoundException">No loader is installed.</exception>
    public static nint Handle => Library.Value;

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        throw new FileNotFoundException($"loading Vulkan: none of {string.Join(", ", Names)} was found; a Vulkan loader was expected; install one (Debian: apt-get install libvulkan1 mesa-vulkan-drivers) or update the graphics driver");
    }
}
