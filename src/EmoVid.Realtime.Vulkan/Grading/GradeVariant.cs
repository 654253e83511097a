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
    public static GradeVariant For(in FrameView source, in FrameTarget target, bool masked)
    {
        bool isSame = source.Format == target.Format && source.AlphaMode == target.AlphaMode && source.Encoding == target.Encoding;

        // Where alpha means nothing on either side, its bits are kept as they are.
        bool keepsAlpha = isSame && source.AlphaMode == AlphaMode.Opaque;
        return new GradeVariant(source.Format, target.Format, keepsAlpha ? AlphaMode.Straight : source.AlphaMode,
            keepsAlpha ? AlphaMode.Straight : target.AlphaMode, source.Encoding, target.Encoding, masked);
    }

    /// <summary>Whether both sides lay out pixels alike.</summary>
    public bool IsSameLayout => Source == Target && SourceAlpha == TargetAlpha && SourceEncoding == TargetEncoding;

    /// <summary>Whether scene_grade_bytes takes such frames: four pixels at once, rows padded to quads, no <see cref="GradeTables"/>.</summary>
    public bool IsBytes => IsSameLayout && Source.HasByteChannels() && SourceEncoding == ColorEncoding.Srgb && SourceAlpha != AlphaMode.Premultiplied && !IsMasked;
}
