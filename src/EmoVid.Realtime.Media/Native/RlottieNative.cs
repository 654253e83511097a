using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media.Native;

/// <summary>The part of rlottie's C interface (rlottie_capi.h, version 0.1) that this layer calls.</summary>
internal static unsafe partial class RlottieNative
{
    /// <summary>The name that rlottie keeps the parsed animation under must be new: it gives what it knows by that name, whatever the data.</summary>
    [LibraryImport(NativeLibraryNames.Rlottie, EntryPoint = "lottie_animation_from_data")]
    public static partial nint FromData(byte* json, byte* key, byte* resourcePath);

    [LibraryImport(NativeLibraryNames.Rlottie, EntryPoint = "lottie_animation_destroy")]
    public static partial void Destroy(nint animation);

    [LibraryImport(NativeLibraryNames.Rlottie, EntryPoint = "lottie_animation_get_size")]
    public static partial void GetSize(nint animation, nuint* width, nuint* height);

    [LibraryImport(NativeLibraryNames.Rlottie, EntryPoint = "lottie_animation_get_totalframe")]
    public static partial nuint GetTotalFrame(nint animation);

    [LibraryImport(NativeLibraryNames.Rlottie, EntryPoint = "lottie_animation_get_framerate")]
    public static partial double GetFrameRate(nint animation);

    /// <summary>Draws a frame as premultiplied words 0xAARRGGBB.</summary>
    [LibraryImport(NativeLibraryNames.Rlottie, EntryPoint = "lottie_animation_render")]
    public static partial void Render(nint animation, nuint frame, uint* buffer, nuint width, nuint height, nuint bytesPerLine);
}
