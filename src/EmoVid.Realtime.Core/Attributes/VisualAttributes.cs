namespace EmoVid.Realtime;

/// <summary>What a frame looks like, measured on 8-bit sRGB and weighted by alpha and mask. Attributes of content, never a
/// statement about a person.</summary>
/// <remarks>What the meter's <see cref="AttributeSet"/> did not ask for is NaN. A frame of no weight (nothing opaque) has 0
/// for everything that was asked for; <see cref="Coverage"/> tells.</remarks>
public readonly record struct VisualAttributes
{
    /// <summary>EmoVid's brightness: mean HSV value, 0-1.</summary>
    public double Brightness { get; init; }

    /// <summary>EmoVid's colorfulness: mean HSV saturation, 0-1. Not Hasler–Süsstrunk.</summary>
    public double Colorfulness { get; init; }

    /// <summary>EmoVid's hue: unweighted circular mean of HSV hue, degrees in [0, 360).</summary>
    public double HueDegrees { get; init; }

    /// <summary>Length of the mean hue vector, 0-1; near 0 the hue means nothing.</summary>
    public double HueResultantLength { get; init; }

    /// <summary>Hasler and Süsstrunk (2003) M3, 0 to about 190; no absolute values.</summary>
    public double HaslerSusstrunk { get; init; }

    /// <summary>Mean weight, 0-1: the share of the frame that is opaque and inside the mask.</summary>
    public double Coverage { get; init; }

    /// <summary>Mean Rec. 709 luma of encoded codes, 0-1.</summary>
    public double LumaMean { get; init; }

    /// <summary>Root-mean-square contrast: the population standard deviation of luma, 0-0.5.</summary>
    public double LumaContrast { get; init; }

    /// <summary>Luma below or at which 1 % of the weight lies, 0-1.</summary>
    public double LumaP1 { get; init; }

    /// <summary>Luma below or at which 5 % of the weight lies, 0-1.</summary>
    public double LumaP5 { get; init; }

    /// <summary>Median luma, 0-1.</summary>
    public double LumaP50 { get; init; }

    /// <summary>Luma below or at which 95 % of the weight lies, 0-1.</summary>
    public double LumaP95 { get; init; }

    /// <summary>Luma below or at which 99 % of the weight lies, 0-1.</summary>
    public double LumaP99 { get; init; }

    /// <summary>Circular mean of HSV hue, each pixel weighted by its saturation, degrees in [0, 360).</summary>
    public double WeightedHueDegrees { get; init; }

    /// <summary>Length of the saturation-weighted mean hue vector over the total saturation, 0-1; near 0 its hue means
    /// nothing.</summary>
    public double WeightedHueResultantLength { get; init; }

    /// <summary>Mean (R − B) / 255: 1 all red or yellow, −1 all blue.</summary>
    public double WarmCool { get; init; }

    /// <summary>Share of the pixels with four neighbours that lie on a luma edge, 0-1.</summary>
    public double EdgeDensity { get; init; }

    /// <summary>Mean |ΔY| / 255 against the previous frame, 0-1; 0 when there was none (<see cref="AttributeSums.HasPrevious"/>).</summary>
    public double MotionEnergy { get; init; }

    /// <summary>|mean ΔY| / 255 against the previous frame, 0-1: change of the whole picture's brightness. 0 when there was
    /// none.</summary>
    public double Flicker { get; init; }

    /// <summary>Turns the exact sums of a frame, or of frames added together, into attributes.</summary>
    /// <remarks>M3 is σ + 0.3·μ with σ² = var(R − G) + var(½(R + G) − B) and μ² the sum of the squared means (Proc. SPIE
    /// 5007, 87-96), on 0-255, with the population variance. Flicker of added frames is that of the summed differences: changes up
    /// and down cancel.</remarks>
    public static VisualAttributes FromSums(AttributeSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        AttributeSet set = sums.Set;
        bool emoVid = set.Has(AttributeSet.EmoVid), opponents = set.Has(AttributeSet.HaslerSusstrunk), luma = set.Has(AttributeSet.Luma);
        bool weightedHue = set.Has(AttributeSet.WeightedHue), motion = set.Has(AttributeSet.Motion);
        return new VisualAttributes
        {
            Coverage = AttributeMeans.Mean(sums.Weight, sums.PixelCount, AttributeScale.WeightOne),
            Brightness = emoVid ? AttributeMeans.Mean(sums.Value, sums.Weight, AttributeScale.ValueOne) : double.NaN,
            Colorfulness = emoVid ? AttributeMeans.Mean(sums.Saturation, sums.Weight, AttributeScale.SaturationOne) : double.NaN,
            HueDegrees = emoVid ? AttributeMeans.Degrees(sums.HueCos, sums.HueSin) : double.NaN,
            HueResultantLength = emoVid ? AttributeMeans.Length(sums.HueCos, sums.HueSin, sums.Weight, AttributeScale.HueVectorOne) : double.NaN,
            HaslerSusstrunk = opponents ? M3(sums) : double.NaN,
            WarmCool = opponents ? AttributeMeans.Mean(sums.RedGreen + sums.YellowBlue2, sums.Weight, 2 * 255) : double.NaN,
            LumaMean = luma ? AttributeMeans.Mean(sums.Luma, sums.Weight, 255) : double.NaN,
            LumaContrast = luma ? Math.Sqrt(AttributeMeans.Variance(sums.Weight, sums.Luma, sums.LumaSquared)) / 255 : double.NaN,
            LumaP1 = sums.LumaPercentile(0.01),
            LumaP5 = sums.LumaPercentile(0.05),
            LumaP50 = sums.LumaPercentile(0.5),
            LumaP95 = sums.LumaPercentile(0.95),
            LumaP99 = sums.LumaPercentile(0.99),
            WeightedHueDegrees = weightedHue ? AttributeMeans.Degrees(sums.WeightedHueCos, sums.WeightedHueSin) : double.NaN,
            WeightedHueResultantLength = weightedHue
                ? AttributeMeans.Length(sums.WeightedHueCos, sums.WeightedHueSin, sums.Saturation, (double)AttributeScale.WeightedHueVectorOne / AttributeScale.SaturationOne)
                : double.NaN,
            EdgeDensity = set.Has(AttributeSet.Edges) ? AttributeMeans.Mean(sums.EdgeCount, sums.EdgePixels, 1) : double.NaN,
            MotionEnergy = motion ? AttributeMeans.Mean(sums.MotionAbsolute, sums.MotionPixels, 255) : double.NaN,
            Flicker = motion ? Math.Abs(AttributeMeans.Mean(sums.MotionSigned, sums.MotionPixels, 255)) : double.NaN,
        };
    }

    /// <summary>The three attributes as the EmoVid paper stores them.</summary>
    /// <exception cref="InvalidOperationException">They were not measured.</exception>
    public EmoVidAttributes ToEmoVid() => double.IsNaN(Brightness)
        ? throw new InvalidOperationException("EmoVid's attributes were not asked for: the meter's set lacks AttributeSet.EmoVid.")
        : EmoVidAttributes.Round(this);

    private static double M3(AttributeSums sums)
    {
        if (sums.Weight <= 0)
        {
            return 0;
        }

        double weight = sums.Weight;
        double redGreen = sums.RedGreen / weight, yellowBlue = sums.YellowBlue2 / (2 * weight);
        double variance = AttributeMeans.Variance(sums.Weight, sums.RedGreen, sums.RedGreenSquared)
            + AttributeMeans.Variance(sums.Weight, sums.YellowBlue2, sums.YellowBlue2Squared) / 4;
        return Math.Sqrt(variance) + 0.3 * Math.Sqrt(redGreen * redGreen + yellowBlue * yellowBlue);
    }
}
