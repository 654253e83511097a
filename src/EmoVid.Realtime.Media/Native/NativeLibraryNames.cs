using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>The one place that knows what the native libraries are called on each operating system.</summary>
internal static class NativeLibraryNames
{
    public const string WebP = "libwebp";
    public const string WebPMux = "libwebpmux";
    public const string WebPDemux = "libwebpdemux";
    public const string Rlottie = "librlottie";

    // CA2255: an assembly has one import resolver and it must stand before the first call into any library.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryNames).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        foreach (string candidate in Candidates(name))
        {
            if (NativeLibrary.TryLoad(candidate, assembly, searchPath, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }

    private static string[] Candidates(string name) => (name, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()) switch
    {
        (WebP, true, _) => ["libwebp-7.dll", "libwebp.dll", "webp.dll"],
        (WebP, _, true) => ["libwebp.7.dylib", "libwebp.dylib", "/opt/homebrew/lib/libwebp.dylib", "/usr/local/lib/libwebp.dylib"],
        (WebP, _, _) => ["libwebp.so.7", "libwebp.so"],
        (WebPMux, true, _) => ["libwebpmux-3.dll", "libwebpmux.dll", "webpmux.dll"],
        (WebPMux, _, true) => ["libwebpmux.3.dylib", "libwebpmux.dylib", "/opt/homebrew/lib/libwebpmux.dylib", "/usr/local/lib/libwebpmux.dylib"],
        (WebPMux, _, _) => ["libwebpmux.so.3", "libwebpmux.so"],
        (WebPDemux, true, _) => ["libwebpdemux-2.dll", "libwebpdemux.dll", "webpdemux.dll"],
        (WebPDemux, _, true) => ["libwebpdemux.2.dylib", "libwebpdemux.dylib", "/opt/homebrew/lib/libwebpdemux.dylib", "/usr/local/lib/libwebpdemux.dylib"],
        (WebPDemux, _, _) => ["libwebpdemux.so.2", "libwebpdemux.so"],
        (Rlottie, true, _) => ["rlottie.dll", "librlottie.dll"],
        (Rlottie, _, true) => ["librlottie.0.dylib", "librlottie.dylib", "/opt/homebrew/lib/librlottie.dylib", "/usr/local/lib/librlottie.dylib"],
        (Rlottie, _, _) => ["librlottie.so.0-1", "librlottie.so.0", "librlottie.so"],
        _ => [],
    };
}
