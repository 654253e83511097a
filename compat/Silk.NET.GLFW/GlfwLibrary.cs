using System.Runtime.InteropServices;

namespace Silk.NET.GLFW;

/// <summary>Finds and holds the GLFW library; the only place that knows its file names.</summary>
internal static class GlfwLibrary
{
    // GLFW's names by its own build: the versioned soname on Linux, glfw3.dll on Windows, libglfw.3.dylib on macOS.
    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["glfw3.dll"]
        : OperatingSystem.IsMacOS() ? ["libglfw.3.dylib", "libglfw.dylib"]
        : ["libglfw.so.3", "libglfw.so"];

    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>The address of a function of the library.</summary>
    /// <param name="name">Its C name.</param>
    /// <exception cref="FileNotFoundException">GLFW is not installed.</exception>
    /// <exception cref="EntryPointNotFoundException">The library is older than GLFW 3.3.</exception>
    public static nint Export(string name) => NativeLibrary.TryGetExport(Library.Value, name, out var entry)
        ? entry
        : throw new EntryPointNotFoundException($"calling GLFW: the library has no {name}; GLFW 3.3 or later was expected; update it");

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        throw new FileNotFoundException($"loading GLFW: none of {string.Join(", ", Names)} was found; GLFW 3.3 or later was expected; install it (Debian: apt-get install libglfw3)");
    }
}
