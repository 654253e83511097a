using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of attribute_extraction.comp, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct AttributePushConstants(uint pixelCount, uint redShift)
{
    /// <summary>Pixels in the input buffer.</summary>
    public readonly uint PixelCount = pixelCount;

    /// <summary>Bit at which red starts in a pixel's word: 0 for RGBA8, 16 for BGRA8.</summary>
    public readonly uint RedShift = redShift;
}
