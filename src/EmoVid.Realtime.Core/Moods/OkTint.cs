namespace EmoVid.Realtime;

/// <summary>A shift in the colour plane of Oklab: how far, and towards which hue, colours are pushed.</summary>
/// <param name="A">Towards red (positive) or green (negative).</param>
/// <param name="B">Towards yellow (positive) or blue (negative).</param>
public readonly record struct OkTint(float A, float B)
{
    /// <summary>No shift.</summary>
    public static OkTint None => default;

    /// <summary>The length of the shift, in the unit of Oklab chroma.</summary>
    public float Amount => MathF.Sqrt(A * A + B * B);

    /// <summary>The hue that the shift leads to, [0, 360); 0 when there is no shift.</summary>
    public float HueDegrees
    {
        get
        {
            float degrees = MathF.Atan2(B, A) * 180f / MathF.PI;
            return degrees < 0 ? degrees + 360f : degrees;
        }
    }

    /// <summary>A shift by its hue and length.</summary>
    /// <param name="hueDegrees">Oklab hue: about 29 red, 70 orange, 110 yellow, 142 green, 195 cyan, 264 blue, 328 magenta.</param>
    /// <param name="amount">Oklab chroma, at least 0; 0.03 is seen at once, 0.1 is a coloured gel.</param>
    public static OkTint Towards(float hueDegrees, float amount)
    {
        (float sin, float cos) = MathF.SinCos(hueDegrees * MathF.PI / 180f);
        return new OkTint(amount * cos, amount * sin);
    }

    /// <summary>Both shifts together.</summary>
    public static OkTint operator +(OkTint left, OkTint right) => new(left.A + right.A, left.B + right.B);

    /// <summary>A part or a multiple of a shift.</summary>
    public static OkTint operator *(OkTint tint, float factor) => new(tint.A * factor, tint.B * factor);
}
