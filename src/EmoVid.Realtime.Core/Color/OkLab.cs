namespace EmoVid.Realtime;

/// <summary>A colour in Oklab. Constants: Björn Ottosson, "A perceptual color space for image processing" (2020), section
/// "Converting from linear sRGB to Oklab", with the matrices of the 2021 revision.</summary>
/// <param name="L">Lightness, 0 black to 1 white.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
public readonly record struct OkLab(float L, float A, float B)
{
    /// <summary>From linear light.</summary>
    public static OkLab FromLinear(LinearRgb color)
    {
        float l = MathF.Cbrt(0.4122214708f * color.R + 0.5363325363f * color.G + 0.0514459929f * color.B);
        float m = MathF.Cbrt(0.2119034982f * color.R + 0.6806995451f * color.G + 0.1073969566f * color.B);
        float s = MathF.Cbrt(0.0883024619f * color.R + 0.2817188376f * color.G + 0.6299787005f * color.B);
        return new OkLab(
            0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
            1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
            0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s);
    }

    /// <summary>To linear light; not clipped to the gamut.</summary>
    public LinearRgb ToLinear()
    {
        float l = L + 0.3963377774f * A + 0.2158037573f * B;
        float m = L - 0.1055613458f * A - 0.0638541728f * B;
        float s = L - 0.0894841775f * A - 1.2914855480f * B;
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return new LinearRgb(
            4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s,
            -1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s,
            -0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s);
    }

    /// <summary>The same colour in polar form.</summary>
    public OkLch ToLch()
    {
        float hue = MathF.Atan2(B, A);
        return new OkLch(L, MathF.Sqrt(A * A + B * B), hue < 0 ? hue + MathF.Tau : hue);
    }
}
