namespace EmoVid.Realtime;

/// <summary>The soft region of Oklab that counts as skin.</summary>
/// <remarks>A design choice of this project: the two skin patches of the ColorChecker (published sRGB 115,82,68 and 194,150,130) lie near hue 46-48°
/// and chroma 0.05-0.06, and human skin varies far more in lightness than in hue. The core is therefore narrow in hue and wide in
/// lightness; every edge is a smooth step, so that no contour shows where the region ends.</remarks>
internal static class SkinRegion
{
    private const float CoreHueDegrees = 50f;
    private const float CoreHalfWidthDegrees = 14f;
    private const float OuterHalfWidthDegrees = 34f;

    /// <summary>How much a colour is skin, 0-1.</summary>
    public static float Weight(OkLab color)
    {
        OkLch lch = color.ToLch();
        float degrees = MathF.Abs(lch.HueRadians * 180f / MathF.PI - CoreHueDegrees);
        degrees = MathF.Min(degrees, 360f - degrees);
        float hue = 1f - SmoothStep(CoreHalfWidthDegrees, OuterHalfWidthDegrees, degrees);
        float chroma = SmoothStep(0.012f, 0.04f, lch.C) * (1f - SmoothStep(0.11f, 0.17f, lch.C));
        float lightness = SmoothStep(0.18f, 0.34f, lch.L) * (1f - SmoothStep(0.9f, 0.99f, lch.L));
        return hue * chroma * lightness;
    }

    private static float SmoothStep(float from, float to, float value)
    {
        float t = Math.Clamp((value - from) / (to - from), 0f, 1f);
        return t * t * (3f - 2f * t);
    }
}
