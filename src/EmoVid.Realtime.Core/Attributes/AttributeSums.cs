namespace EmoVid.Realtime;

/// <summary>The exact integer sums of one frame, equal to the bit on CPU and GPU. The scales are in
/// <c>AttributeScale</c>; a pixel of alpha a weighs a/255, so every sum carries the factor 255.</summary>
public record struct AttributeSums
{
    /// <summary>Pixels looked at.</summary>
    public long PixelCount { get; set; }

    /// <summary>Σ a: total weight, 255 for an opaque pixel.</summary>
    public long Weight { get; set; }

    /// <summary>Σ a·max(R, G, B).</summary>
    public long Value { get; set; }

    /// <summary>Σ a·S, S in fixed point.</summary>
    public long Saturation { get; set; }

    /// <summary>Σ a·cos(hue), fixed point.</summary>
    public long HueCos { get; set; }

    /// <summary>Σ a·sin(hue), fixed point.</summary>
    public long HueSin { get; set; }

    /// <summary>Σ a·(R − G).</summary>
    public long RedGreen { get; set; }

    /// <summary>Σ a·(R + G − 2B), twice the yellow-blue opponent.</summary>
    public long YellowBlue2 { get; set; }

    /// <summary>Σ a·(R − G)².</summary>
    public long RedGreenSquared { get; set; }

    /// <summary>Σ a·(R + G − 2B)², four times the square of the yellow-blue opponent.</summary>
    public long YellowBlue2Squared { get; set; }

    /// <summary>Pools two frames, as EmoVid pools the pixels of a clip's sampled frames.</summary>
    public static AttributeSums operator +(in AttributeSums left, in AttributeSums right) => new()
    {
        PixelCount = left.PixelCount + right.PixelCount,
        Weight = left.Weight + right.Weight,
        Value = left.Value + right.Value,
        Saturation = left.Saturation + right.Saturation,
        HueCos = left.HueCos + right.HueCos,
        HueSin = left.HueSin + right.HueSin,
        RedGreen = left.RedGreen + right.RedGreen,
        YellowBlue2 = left.YellowBlue2 + right.YellowBlue2,
        RedGreenSquared = left.RedGreenSquared + right.RedGreenSquared,
        YellowBlue2Squared = left.YellowBlue2Squared + right.YellowBlue2Squared,
    };

    /// <summary>The same as the operator, for languages without it.</summary>
    public static AttributeSums Add(in AttributeSums left, in AttributeSums right) => left + right;
}
