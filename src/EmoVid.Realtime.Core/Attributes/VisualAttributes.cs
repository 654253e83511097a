namespace EmoVid.Realtime;

/// <summary>What a frame looks like, measured on 8-bit sRGB and weighted by alpha. Attributes of content, never a statement
/// about a person.</summary>
/// <param name="Brightness">EmoVid's brightness: mean HSV value, 0-1.</param>
/// <param name="Colorfulness">EmoVid's colorfulness: mean HSV saturation, 0-1. Not Hasler–Süsstrunk.</param>
/// <param name="HueDegrees">EmoVid's hue: unweighted circular mean of HSV hue, degrees in [0, 360).</param>
/// <param name="HueResultantLength">Length of the mean hue vector, 0-1; near 0 the hue means nothing.</param>
/// <param name="HaslerSusstrunk">Hasler and Süsstrunk (2003) M3, 0 to about 190; no absolute values.</param>
/// <param name="Coverage">Mean alpha, 0-1: the share of the frame that is opaque.</param>
public readonly record struct VisualAttributes(
    double Brightness,
    double Colorfulness,
    double HueDegrees,
    double HueResultantLength,
    double HaslerSusstrunk,
    double Coverage)
{
    /// <summary>Turns the exact sums of a frame, or of frames added together, into attributes.</summary>
    /// <remarks>M3 is σ + 0.3·μ with σ² = var(R − G) + var(½(R + G) − B) and μ² the sum of the squared means (Proc. SPIE
    /// 5007, 87-96), on 0-255, with the population variance. Its numerators are formed in 128-bit integers, so a flat image
    /// gives exactly zero variance. A frame of no weight (nothing opaque) is all zero.</remarks>
    public static VisualAttributes FromSums(in AttributeSums sums)
    {
        if (sums.Weight <= 0)
        {
            return default;
        }

        double weight = sums.Weight;
        double hue = Math.Atan2(sums.HueSin, sums.HueCos) * (180 / Math.PI);
        double length = Math.Sqrt((double)sums.HueCos * sums.HueCos + (double)sums.HueSin * sums.HueSin) / (weight * AttributeScale.HueVectorOne);
        double redGreenMean = sums.RedGreen / weight;
        double yellowBlueMean = sums.YellowBlue2 / (2 * weight);
        double redGreenVariance = Variance(sums.Weight, sums.RedGreen, sums.RedGreenSquared);
        double yellowBlueVariance = Variance(sums.Weight, sums.YellowBlue2, sums.YellowBlue2Squared) / 4;
        return new VisualAttributes(
            sums.Value / (weight * AttributeScale.ValueOne),
            sums.Saturation / (weight * AttributeScale.SaturationOne),
            hue < 0 ? WrapBelow360(hue + 360) : hue,
            Math.Min(1, length),
            Math.Sqrt(redGreenVariance + yellowBlueVariance)
                + 0.3 * Math.Sqrt(redGreenMean * redGreenMean + yellowBlueMean * yellowBlueMean),
            sums.PixelCount > 0 ? weight / (AttributeScale.WeightOne * (double)sums.PixelCount) : 0);
    }

    /// <summary>The three attributes as the EmoVid paper stores them.</summary>
    public EmoVidAttributes ToEmoVid() => EmoVidAttributes.Round(this);

    private static double Variance(long weight, long sum, long sumOfSquares)
    {
        Int128 numerator = (Int128)weight * sumOfSquares - (Int128)sum * sum;
        return (double)numerator / ((double)weight * weight);
    }

    /// <summary>A tiny negative angle plus 360 rounds to 360 itself, which the range excludes.</summary>
    private static double WrapBelow360(double degrees) => degrees >= 360 ? 0 : degrees;
}
