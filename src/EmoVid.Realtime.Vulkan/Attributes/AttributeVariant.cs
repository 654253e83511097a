namespace EmoVid.Realtime.Vulkan;

/// <summary>Which of its forms the attribute pass takes for a frame.</summary>
/// <param name="Access">How the shader reads the frame.</param>
/// <param name="Source">What its bytes are.</param>
/// <param name="Encoding">Meaning of its colour channels.</param>
/// <param name="AlphaMode">Meaning of its alpha.</param>
/// <param name="IsMasked">Whether a mask weighs its pixels.</param>
/// <param name="IsDecoded">Whether an image's view decodes sRGB.</param>
internal readonly record struct AttributeVariant(
    AttributeFrameAccess Access, AttributeSource Source, ColorEncoding Encoding, AlphaMode AlphaMode, bool IsMasked, bool IsDecoded)
{
    /// <summary>Whether pixels differ in weight; the sums of other frames lack the factor 255.</summary>
    public bool IsWeighted => AlphaMode != AlphaMode.Opaque || IsMasked;

    /// <summary>Whether the shader looks up <see cref="AttributeTables"/>.</summary>
    public bool NeedsTables => Source == AttributeSource.Rgba16F || Encoding == ColorEncoding.Linear;
}
