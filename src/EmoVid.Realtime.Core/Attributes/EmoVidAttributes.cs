using System.Globalization;

namespace EmoVid.Realtime;

/// <summary>Brightness, colorfulness and hue as the EmoVid paper (AAAI-26) stores them: two on an 11-level grid, hue in whole
/// degrees. For comparison with that data set; <see cref="VisualAttributes"/> keeps what the rounding drops.</summary>
/// <param name="Brightness">0.0, 0.1 … 1.0.</param>
/// <param name="Colorfulness">0.0, 0.1 … 1.0.</param>
/// <param name="HueDegrees">0-359.</param>
public readonly record struct EmoVidAttributes(double Brightness, double Colorfulness, int HueDegrees)
{
    /// <summary>Rounds attributes to the paper's grid; halves go to the even neighbour, and 360 degrees is 0.</summary>
    public static EmoVidAttributes Round(in VisualAttributes attributes) => new(
        Math.Round(attributes.Brightness, 1, MidpointRounding.ToEven),
        Math.Round(attributes.Colorfulness, 1, MidpointRounding.ToEven),
        (int)Math.Round(attributes.HueDegrees, MidpointRounding.ToEven) % 360);

    /// <summary>For example <c>brightness 0.7, colorfulness 0.3, hue 24</c>, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"brightness {Brightness:0.0}, colorfulness {Colorfulness:0.0}, hue {HueDegrees}");
}
