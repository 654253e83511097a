namespace EmoVid.Realtime;

/// <summary>Linear light on BT.709 primaries, D65 white at (1, 1, 1). Out-of-gamut colour has components below 0 or above 1.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct LinearRgb(float R, float G, float B)
{
    /// <summary>From 8-bit sRGB codes.</summary>
    public static LinearRgb FromCodes(byte red, byte green, byte blue) =>
        new(SrgbTransfer.DecodeCode(red), SrgbTransfer.DecodeCode(green), SrgbTransfer.DecodeCode(blue));
}
