namespace EmoVid.Realtime;

/// <summary>What a bake does beside the grade itself. The default value protects nothing.</summary>
public readonly record struct GradeBakeOptions
{
    /// <summary>How much of the grade is kept from skin tones, 0 (nothing) to 1: hue and chroma of the region's core stay the
    /// original's, lightness takes half of the grade, so that a protected face still stands in the scene's light. The region is a
    /// soft one in Oklab, see <c>docs/moods.md</c>; whatever has the colour of skin is protected with it.</summary>
    public float SkinProtection { get; init; }
}
