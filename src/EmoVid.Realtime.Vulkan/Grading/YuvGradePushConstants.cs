using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Push constants of scene_grade_yuv.comp, field by field. Factors are those of <see cref="YuvFactors"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct YuvGradePushConstants
{
    /// <summary>Stretch, dithering and kept rectangle.</summary>
    public GradePushConstants Stretch;

    /// <summary>Code of black in the source.</summary>
    public float SourceOffset;

    /// <summary>Positions a luma code of the source.</summary>
    public float SourceScale;

    /// <summary>Red's position a Cr code.</summary>
    public float RedV;

    /// <summary>Green's position a Cb code.</summary>
    public float GreenU;

    /// <summary>Green's position a Cr code.</summary>
    public float GreenV;

    /// <summary>Blue's position a Cb code.</summary>
    public float BlueU;

    /// <summary>Code of black in the target.</summary>
    public float TargetOffset;

    /// <summary>Luma codes a unit of red.</summary>
    public float LumaRed;

    /// <summary>Luma codes a unit of green.</summary>
    public float LumaGreen;

    /// <summary>Luma codes a unit of blue.</summary>
    public float LumaBlue;

    /// <summary>Cb codes a unit of blue.</summary>
    public float CbBlue;

    /// <summary>Cb codes a luma code.</summary>
    public float CbLuma;

    /// <summary>Cr codes a unit of red.</summary>
    public float CrRed;

    /// <summary>Cr codes a luma code.</summary>
    public float CrLuma;

    /// <summary>Fills in the factors.</summary>
    public YuvGradePushConstants(in GradePushConstants stretch, in YuvFactors source, in YuvFactors target)
    {
        Stretch = stretch;
        (SourceOffset, SourceScale) = (source.LumaOffset, source.LumaScale);
        (RedV, GreenU, GreenV, BlueU) = (source.RedV, source.GreenU, source.GreenV, source.BlueU);
        TargetOffset = target.LumaOffset;
        (LumaRed, LumaGreen, LumaBlue) = (target.Luma(1, 0, 0), target.Luma(0, 1, 0), target.Luma(0, 0, 1));
        (CbBlue, CbLuma) = (target.Cb(1, 0), target.Cb(0, 1));
        (CrRed, CrLuma) = (target.Cr(1, 0), target.Cr(0, 1));
    }
}
