namespace EmoVid.Realtime.Vulkan;

/// <summary>What a compiled form of the RGB grading passes is made for.</summary>
internal readonly record struct GradeVariant(
    PixelFormat Source,
    PixelFormat Target,
    AlphaMode SourceAlpha,
    AlphaMode TargetAlpha,
    ColorEncoding SourceEncoding,
    ColorEncoding TargetEncoding,
    bool IsMasked)
{
    /// <summary>The form for two frames.</summary>
    public static GradeVariant For(in FrameView source, in FrameTarget target, bool masked) =>
        new GradeVariant(source.Format, target.Format, source.AlphaMode, target.AlphaMode, source.Encoding, target.Encoding, masked).WithAlphaKept();

    /// <summary>The form for two images of a host's.</summary>
    public static GradeVariant For(VulkanImageSource source, in VulkanImageUse sourceUse, VulkanImageTarget target, in VulkanImageUse targetUse, bool masked)
    {
        PixelFormat from = source.Description.Format.PixelFormat(), to = target.Description.Format.PixelFormat();
        return new GradeVariant(from, to, sourceUse.AlphaMode, targetUse.AlphaMode, sourceUse.Encoding ?? from.DefaultEncoding(), targetUse.Encoding ?? to.DefaultEncoding(), masked)
            .WithAlphaKept();
    }

    /// <summary>Whether both sides lay out pixels alike.</summary>
    public bool IsSameLayout => Source == Target && SourceAlpha == TargetAlpha && SourceEncoding == TargetEncoding;

    /// <summary>Whether scene_grade_bytes takes such frames: four pixels at once, rows padded to quads, no <see cref="GradeTables"/>.</summary>
    public bool IsBytes => IsSameLayout && Source.HasByteChannels() && SourceEncoding == ColorEncoding.Srgb && SourceAlpha != AlphaMode.Premultiplied && !IsMasked;

    /// <summary>Where alpha means nothing on either side, its bits are kept as they are.</summary>
    private GradeVariant WithAlphaKept() =>
        IsSameLayout && SourceAlpha == AlphaMode.Opaque ? this with { SourceAlpha = AlphaMode.Straight, TargetAlpha = AlphaMode.Straight } : this;
}
