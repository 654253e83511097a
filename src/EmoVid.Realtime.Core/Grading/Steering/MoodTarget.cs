namespace EmoVid.Realtime;

/// <summary>What a mood wants of any scene, relative to the scene's own measured attributes.</summary>
/// <remarks>
/// <para>Brightness and colorfulness shift by a constant in log odds, ln(x / (1 − x)), so that a dark scene stays inside 0-1 as a bright one
/// does and neither is crushed. The constants are what the mood's brightness and its colorfulness, each alone, do to a reference palette: 108
/// HSV colours of twelve hues, saturations 0.15, 0.3 and 0.6 and values 0.25, 0.5 and 0.75. What its tints and its contrast do beside that to
/// a scene's brightness and colorfulness is for the steering to make up for.</para>
/// <para>Hue turns towards the hue of the mood's tints as if a vector of <see cref="HuePull"/> times the scene's own were laid over it, and by
/// the mood's rotation.</para>
/// </remarks>
public readonly record struct MoodTarget
{
    /// <summary>Log odds at which attributes are cut: below 2 % and above 98 % there is nothing to steer by.</summary>
    private const double LeastShare = 0.02;

    /// <summary>Length of a tint, in Oklab chroma, that weighs as much as the scene's own colour. A design choice: about the chroma of the
    /// reference palette's middle.</summary>
    private const double FullPull = 0.12;

    private const double MostPull = 0.8;

    private static readonly SceneModel Reference = SceneModel.CreateReference();

    /// <summary>Shift of brightness, in log odds.</summary>
    public double BrightnessLogOdds { get; private init; }

    /// <summary>Shift of colorfulness, in log odds.</summary>
    public double ColorfulnessLogOdds { get; private init; }

    /// <summary>HSV hue that the tints lead to, [0, 360).</summary>
    public double HueDegrees { get; private init; }

    /// <summary>How strongly, 0 to 0.8 of the scene's own hue vector.</summary>
    public double HuePull { get; private init; }

    /// <summary>Rotation of every hue, degrees.</summary>
    public double RotationDegrees { get; private init; }

    /// <summary>The target of a mood.</summary>
    /// <param name="mood">Its grade, at the strength that is wanted.</param>
    public static MoodTarget Of(in MoodGrade mood)
    {
        MoodGrade grade = mood.Clamp();
        if (grade.IsNeutral)
        {
            return default;
        }

        VisualAttributes before = Reference.Look;
        VisualAttributes brighter = Reference.Predict(new MoodGrade { Brightness = grade.Brightness }, 0);
        VisualAttributes moreColorful = Reference.Predict(new MoodGrade { Colorfulness = grade.Colorfulness }, 0);
        OkTint tint = grade.Tint + (grade.Shadows + grade.Highlights) * 0.5f + OkTint.Towards(GradeVectors.WarmHueDegrees, GradeVectors.WarmShift) * grade.WarmCool;
        return new MoodTarget
        {
            BrightnessLogOdds = LogOdds(brighter.Brightness) - LogOdds(before.Brightness),
            ColorfulnessLogOdds = LogOdds(moreColorful.Colorfulness) - LogOdds(before.Colorfulness),
            HueDegrees = HsvHue(tint),
            HuePull = Math.Min(MostPull, tint.Amount / FullPull),
            RotationDegrees = grade.HueRotationDegrees,
        };
    }

    /// <summary>The shift that a scene of this look shall get.</summary>
    public MoodShift For(in VisualAttributes scene) => new(
        Share(LogOdds(scene.Brightness) + BrightnessLogOdds) - Share(LogOdds(scene.Brightness)),
        Share(LogOdds(scene.Colorfulness) + ColorfulnessLogOdds) - Share(LogOdds(scene.Colorfulness)),
        TurnFor(scene.HueDegrees));

    /// <summary>The turn that a scene of this hue shall get, degrees.</summary>
    internal double TurnFor(double sceneHueDegrees)
    {
        (double sin, double cos) = Math.SinCos((HueDegrees - sceneHueDegrees) * (Math.PI / 180));
        return Math.Atan2(HuePull * sin, 1 + HuePull * cos) * (180 / Math.PI) + RotationDegrees;
    }

    internal static double LogOdds(double share)
    {
        double inside = Math.Clamp(share, LeastShare, 1 - LeastShare);
        return Math.Log(inside / (1 - inside));
    }

    private static double Share(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private static double HsvHue(OkTint tint)
    {
        if (tint.Amount == 0)
        {
            return 0;
        }

        OkTint visible = tint * (0.1f / tint.Amount);
        LinearRgb linear = new OkLab(0.7f, visible.A, visible.B).ToLinear();
        return HsvColor.FromEncoded(SrgbTransfer.Encode(linear.R), SrgbTransfer.Encode(linear.G), SrgbTransfer.Encode(linear.B)).HueDegrees;
    }
}
