namespace EmoVid.Realtime;

/// <summary>A colour in the polar form of Oklab.</summary>
/// <param name="L">Lightness, 0 black to 1 white.</param>
/// <param name="C">Chroma, at least 0; sRGB reaches about 0.32.</param>
/// <param name="HueRadians">Hue angle, [0, 2π]; of a grey it means nothing.</param>
public readonly record struct OkLch(float L, float C, float HueRadians)
{
    /// <summary>The same colour in Cartesian form.</summary>
    public OkLab ToLab()
    {
        (float sin, float cos) = MathF.SinCos(HueRadians);
        return new OkLab(L, C * cos, C * sin);
    }
}
