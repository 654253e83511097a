namespace EmoVid.Realtime.Vulkan;

/// <summary>What a compiled form of scene_grade_yuv is made for.</summary>
/// <param name="HasSourcePairs">Whether the source's chroma lies in pairs (NV12).</param>
/// <param name="HasTargetPairs">The same of the target.</param>
/// <param name="IsMasked">Whether a mask weighs the grade.</param>
/// <param name="IsSameLayout">Whether range and matrix are the same on both sides.</param>
internal readonly record struct YuvGradeVariant(bool HasSourcePairs, bool HasTargetPairs, bool IsMasked, bool IsSameLayout)
{
    /// <summary>The form for two frames.</summary>
    public static YuvGradeVariant For(in YuvFrameView source, in YuvFrameTarget target, bool masked) =>
        new(source.Layout == YuvLayout.Nv12, target.Layout == YuvLayout.Nv12, masked, source.Range == target.Range && source.Matrix == target.Matrix);
}
