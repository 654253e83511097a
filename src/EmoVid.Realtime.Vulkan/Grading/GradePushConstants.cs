using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of scene_grade.comp, field by field; those of scene_grade_yuv.comp begin with them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GradePushConstants
{
    /// <summary>Pixels a row.</summary>
    public uint Width;

    /// <summary>Rows of the stretch.</summary>
    public uint Rows;

    /// <summary>Row of the frame where the stretch begins; even for Y′CbCr.</summary>
    public uint FirstRow;

    /// <summary>1 to dither, 0 to round.</summary>
    public uint Dithers;

    /// <summary>First column of the pixels that stay as they are.</summary>
    public uint KeptLeft;

    /// <summary>First row of them, of the frame.</summary>
    public uint KeptTop;

    /// <summary>Column after their last.</summary>
    public uint KeptRight;

    /// <summary>Row after their last.</summary>
    public uint KeptBottom;
}
