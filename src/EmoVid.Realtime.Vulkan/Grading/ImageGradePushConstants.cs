using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of scene_grade_image.comp, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ImageGradePushConstants
{
    /// <summary>Size, dithering and kept rectangle.</summary>
    public GradePushConstants Stretch;

    /// <summary>Column of the image where the region begins.</summary>
    public int ImageX;

    /// <summary>Row of the image where the region begins.</summary>
    public int ImageY;
}
