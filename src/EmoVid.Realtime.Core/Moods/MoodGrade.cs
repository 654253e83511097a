namespace EmoVid.Realtime;

/// <summary>How a mood recolours a picture: eight parameters in Oklab, each 0 for "unchanged". The default value is
/// <see cref="Neutral"/>, which bakes to the exact identity.</summary>
/// <remarks>
/// <para>The parameters form a vector space: grades are scaled and added, so a blend of moods is one grade, and the way from one mood
/// to another is a straight line. What each parameter does to a colour stands in <c>docs/moods.md</c>, in the order in which they act:
/// warm–cool, brightness, contrast, colorfulness and hue rotation, tints.</para>
/// <para>A tone curve keeps black and white where they are and is strictly monotone for every value in range, so no value crushes
/// or clips. Immutable; any number of threads.</para>
/// </remarks>
public readonly record struct MoodGrade
{
    /// <summary>The largest magnitude of <see cref="Brightness"/>.</summary>
    public const float MaxBrightness = 0.3f;

    /// <summary>The largest magnitude of <see cref="Contrast"/>.</summary>
    public const float MaxContrast = 0.4f;

    /// <summary>The largest magnitude of <see cref="HueRotationDegrees"/>.</summary>
    public const float MaxHueRotationDegrees = 60f;

    /// <summary>The largest length of a tint.</summary>
    public const float MaxTint = 0.15f;

    /// <summary>The grade that changes nothing.</summary>
    public static MoodGrade Neutral => default;

    /// <summary>Shift of Oklab lightness at mid-grey (0.5), −0.3 to 0.3. The curve is L' = gL / (1 + (g−1)L) with
    /// g = (0.5+s)/(0.5−s); chroma follows lightness, as it does with exposure, so that HSV saturation hardly moves.</summary>
    public float Brightness { get; init; }

    /// <summary>Relative change of Oklab chroma, −1 (grey) to 1 (doubled, held back before the gamut's edge).</summary>
    public float Colorfulness { get; init; }

    /// <summary>Rotation of every hue, −60 to 60 degrees, red towards yellow for positive values. Moods of ours keep it small: a
    /// rotation that shows is one that turns faces green.</summary>
    public float HueRotationDegrees { get; init; }

    /// <summary>Shift of all colours towards a hue, length at most 0.15; it fades out at black and at white.</summary>
    public OkTint Tint { get; init; }

    /// <summary>Relative change of the tone curve's slope at mid-grey, −0.4 to 0.4.</summary>
    public float Contrast { get; init; }

    /// <summary>The white point's move, −1 (cool) to 1 (warm); 1 shifts white by 0.08 in Oklab towards hue 75°, orange.</summary>
    public float WarmCool { get; init; }

    /// <summary>Split toning: shift of the shadows, length at most 0.15.</summary>
    public OkTint Shadows { get; init; }

    /// <summary>Split toning: shift of the highlights, length at most 0.15.</summary>
    public OkTint Highlights { get; init; }

    /// <summary>Whether every parameter is exactly 0.</summary>
    public bool IsNeutral => this == default;

    /// <summary>The weighted sum of grades: the blend of moods. What the weights leave to 1 is neutral.</summary>
    /// <param name="grades">The grades.</param>
    /// <param name="weights">As many finite weights.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static MoodGrade Blend(ReadOnlySpan<MoodGrade> grades, ReadOnlySpan<float> weights)
    {
        if (grades.Length != weights.Length)
        {
            throw new ArgumentException($"A blend takes a weight for each grade, but there are {grades.Length} grades and {weights.Length} weights.", nameof(weights));
        }

        MoodGrade sum = default;
        for (int i = 0; i < grades.Length; i++)
        {
            sum += grades[i] * weights[i];
        }

        return sum;
    }

    /// <summary>The same mood at a part of its strength: every parameter times <paramref name="strength"/>.</summary>
    public MoodGrade Scale(float strength) => this * strength;

    /// <summary>The nearest grade whose parameters are in range, for sums that a controller steers.</summary>
    public MoodGrade Clamp() => new()
    {
        Brightness = Math.Clamp(Brightness, -MaxBrightness, MaxBrightness),
        Colorfulness = Math.Clamp(Colorfulness, -1f, 1f),
        HueRotationDegrees = Math.Clamp(HueRotationDegrees, -MaxHueRotationDegrees, MaxHueRotationDegrees),
        Tint = Clamp(Tint),
        Contrast = Math.Clamp(Contrast, -MaxContrast, MaxContrast),
        WarmCool = Math.Clamp(WarmCool, -1f, 1f),
        Shadows = Clamp(Shadows),
        Highlights = Clamp(Highlights),
    };

    /// <summary>The sum of all parameters.</summary>
    public static MoodGrade operator +(in MoodGrade left, in MoodGrade right) => new()
    {
        Brightness = left.Brightness + right.Brightness,
        Colorfulness = left.Colorfulness + right.Colorfulness,
        HueRotationDegrees = left.HueRotationDegrees + right.HueRotationDegrees,
        Tint = left.Tint + right.Tint,
        Contrast = left.Contrast + right.Contrast,
        WarmCool = left.WarmCool + right.WarmCool,
        Shadows = left.Shadows + right.Shadows,
        Highlights = left.Highlights + right.Highlights,
    };

    /// <summary>All parameters times a factor.</summary>
    public static MoodGrade operator *(in MoodGrade grade, float factor) => new()
    {
        Brightness = grade.Brightness * factor,
        Colorfulness = grade.Colorfulness * factor,
        HueRotationDegrees = grade.HueRotationDegrees * factor,
        Tint = grade.Tint * factor,
        Contrast = grade.Contrast * factor,
        WarmCool = grade.WarmCool * factor,
        Shadows = grade.Shadows * factor,
        Highlights = grade.Highlights * factor,
    };

    /// <summary>Refuses what the tone curves and tints are not made for.</summary>
    internal void ThrowIfOutOfRange(string name)
    {
        // Rounding of a blend may step over an end by an ulp or two; NaN fails every comparison.
        const float Slack = 1.0001f;
        bool isGood = MathF.Abs(Brightness) <= MaxBrightness * Slack
            && MathF.Abs(Colorfulness) <= Slack
            && MathF.Abs(HueRotationDegrees) <= MaxHueRotationDegrees * Slack
            && Tint.Amount <= MaxTint * Slack
            && MathF.Abs(Contrast) <= MaxContrast * Slack
            && MathF.Abs(WarmCool) <= Slack
            && Shadows.Amount <= MaxTint * Slack
            && Highlights.Amount <= MaxTint * Slack;
        if (!isGood)
        {
            throw new ArgumentOutOfRangeException(name, this, "A parameter of the grade is out of its range; MoodGrade.Clamp brings it in.");
        }
    }

    private static OkTint Clamp(OkTint tint) => tint.Amount <= MaxTint ? tint : tint * (MaxTint / tint.Amount);
}
