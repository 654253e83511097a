using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>One grade as constants, and what it does to eight lattice points at once. Products and sums are never fused and the roots are
/// exact, so that the lattice is the same on every machine.</summary>
internal readonly struct GradeVectors
{
    /// <summary>White's shift at <see cref="MoodGrade.WarmCool"/> 1. The hue is that of the daylight locus towards tungsten in Oklab, about 75°.</summary>
    public const float WarmHueDegrees = 75f;
    public const float WarmShift = 0.08f;

    private readonly float _longGain, _mediumGain, _shortGain;
    private readonly float _tone, _contrast;
    private readonly float _cos, _sin;
    private readonly OkTint _tint, _shadows, _highlights;
    private readonly float _skin;

    public GradeVectors(in MoodGrade grade, float skinProtection)
    {
        (_longGain, _mediumGain, _shortGain) = WhiteGains(grade.WarmCool);
        _tone = (0.5f + grade.Brightness) / (0.5f - grade.Brightness);
        _contrast = 4f * grade.Contrast;
        float chroma = 1f + grade.Colorfulness;
        (float sin, float cos) = MathF.SinCos(grade.HueRotationDegrees * MathF.PI / 180f);
        (_cos, _sin) = (chroma * cos, chroma * sin);
        (_tint, _shadows, _highlights) = (grade.Tint, grade.Shadows, grade.Highlights);
        _skin = skinProtection;
    }

    /// <summary>The linear light, 0-1, of the eight points from <paramref name="at"/> on.</summary>
    public (Vector256<float> Red, Vector256<float> Green, Vector256<float> Blue) Apply(GradeNodes nodes, int at)
    {
        Vector256<float> one = Vector256<float>.One;
        Vector256<float> l = Load(nodes.Long, at) * _longGain, m = Load(nodes.Medium, at) * _mediumGain, s = Load(nodes.Short, at) * _shortGain;
        float[] lab = OkLabMatrices.LabFromRoots;
        Vector256<float> lightness = Vector256.Min(Vector256.Max(l * lab[0] + m * lab[1] + s * lab[2], Vector256<float>.Zero), one);
        Vector256<float> a = l * lab[3] + m * lab[4] + s * lab[5];
        Vector256<float> b = l * lab[6] + m * lab[7] + s * lab[8];

        // Both curves have the form L·ratio, and chroma takes the same ratio.
        Vector256<float> brighter = Vector256.Create(_tone) / (lightness * (_tone - 1f) + one);
        Vector256<float> bright = lightness * brighter;
        Vector256<float> steeper = (bright - Vector256.Create(0.5f)) * (one - bright) * _contrast + one;
        Vector256<float> ratio = brighter * steeper;
        Vector256<float> toned = Vector256.Min(Vector256.Max(bright * steeper, Vector256<float>.Zero), one);
        Vector256<float> gradedA = (a * _cos - b * _sin) * ratio;
        Vector256<float> gradedB = (a * _sin + b * _cos) * ratio;

        // Tints fade out at both ends, where there is no room for colour: towards black as chroma does with exposure, towards white late.
        Vector256<float> centred = toned * 2f - one;
        Vector256<float> squared = centred * centred;
        Vector256<float> isDark = Vector256.LessThan(centred, Vector256<float>.Zero);
        Vector256<float> window = one - Vector256.ConditionalSelect(isDark, squared, squared * squared);
        Vector256<float> high = toned * toned * (Vector256.Create(3f) - toned * 2f);
        Vector256<float> low = one - high;
        gradedA += window * (low * _shadows.A + high * _highlights.A + Vector256.Create(_tint.A));
        gradedB += window * (low * _shadows.B + high * _highlights.B + Vector256.Create(_tint.B));

        if (_skin > 0f)
        {
            Vector256<float> kept = Load(nodes.Skin, at) * _skin;
            gradedA += kept * (Load(nodes.A, at) * ratio - gradedA);
            gradedB += kept * (Load(nodes.B, at) * ratio - gradedB);
            toned += kept * 0.5f * (Load(nodes.L, at) - toned);
        }

        return ToGamut(toned, gradedA, gradedB, Load(nodes.Threshold, at));
    }

    /// <summary>The relative saturation of eight lattice points as they are: how far each stands, in linear light, on the way from its grey to the
    /// edge of the RGB cube, 0-1.</summary>
    public static Vector256<float> RelativeSaturation(GradeNodes nodes, int at)
    {
        Vector256<float> lightness = Load(nodes.L, at), a = Load(nodes.A, at), b = Load(nodes.B, at);
        (Vector256<float> red, Vector256<float> green, Vector256<float> blue) = Linear(lightness, a, b);
        Vector256<float> grey = Anchor(lightness);
        return Vector256.Max(Excess(red, grey), Vector256.Max(Excess(green, grey), Excess(blue, grey)));
    }

    /// <summary>Brings a colour into the gamut, and near its edge keeps it off the edge: left alone up to a relative saturation of
    /// <paramref name="threshold"/>, pressed towards 1 beyond, by mixing it with a grey of about its lightness.</summary>
    /// <remarks>The mixing is in linear light, where the gamut is a cube. It is convex, so the edge is met once and moves continuously with the
    /// colour; along lines of constant Oklab hue it is not, and beside yellow and blue the edge would jump.</remarks>
    private static (Vector256<float> Red, Vector256<float> Green, Vector256<float> Blue) ToGamut(
        Vector256<float> lightness, Vector256<float> a, Vector256<float> b, Vector256<float> threshold)
    {
        Vector256<float> one = Vector256<float>.One, zero = Vector256<float>.Zero, tiny = Vector256.Create(1e-6f);
        (Vector256<float> red, Vector256<float> green, Vector256<float> blue) = Linear(lightness, a, b);
        Vector256<float> grey = Anchor(lightness);
        Vector256<float> wanted = Vector256.Max(Excess(red, grey), Vector256.Max(Excess(green, grey), Excess(blue, grey)));

        // With x = (wanted − t)/(1 − t), t + (1 − t)·x/(1 + x) meets the straight line at t with slope 1 and nears 1; written with x·(1 − t)
        // it has no division by a vanishing 1 − t.
        Vector256<float> over = Vector256.Max(wanted - threshold, zero);
        Vector256<float> room = Vector256.Max(one - threshold, tiny);
        Vector256<float> pressed = threshold + room * over / (room + over);
        Vector256<float> scale = Vector256.ConditionalSelect(Vector256.GreaterThan(over, zero), pressed / Vector256.Max(wanted, tiny), one);
        return (Unit(grey + (red - grey) * scale), Unit(grey + (green - grey) * scale), Unit(grey + (blue - grey) * scale));
    }

    /// <summary>The grey that a colour is mixed with, in linear light: its own lightness, L³, and less than that for light colours (0.65 for white),
    /// since beside white a channel that leaves the cube by a hair would else take all of the chroma with it.</summary>
    private static Vector256<float> Anchor(Vector256<float> lightness)
    {
        Vector256<float> grey = lightness * lightness * lightness;
        return grey * (Vector256<float>.One - grey * 0.35f);
    }

    /// <summary>How far a channel stands on the way from grey to its end, 0 or 1: above 1 it is outside.</summary>
    private static Vector256<float> Excess(Vector256<float> channel, Vector256<float> grey)
    {
        Vector256<float> difference = channel - grey, tiny = Vector256.Create(1e-6f);
        Vector256<float> isAbove = Vector256.GreaterThan(difference, Vector256<float>.Zero);
        Vector256<float> room = Vector256.ConditionalSelect(isAbove, Vector256<float>.One - grey, grey);
        return Vector256.Abs(difference) / Vector256.Max(room, tiny);
    }

    private static (Vector256<float> Red, Vector256<float> Green, Vector256<float> Blue) Linear(Vector256<float> lightness, Vector256<float> a, Vector256<float> b)
    {
        float[] k = OkLabMatrices.RootsFromChroma, rgb = OkLabMatrices.LinearFromCones;
        Vector256<float> l = lightness + a * k[0] + b * k[1], m = lightness + a * k[2] + b * k[3], s = lightness + a * k[4] + b * k[5];
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return (
            l * rgb[0] + m * rgb[1] + s * rgb[2],
            l * rgb[3] + m * rgb[4] + s * rgb[5],
            l * rgb[6] + m * rgb[7] + s * rgb[8]);
    }

    /// <summary>Factors of the cone responses' roots that move white along the warm–cool axis (von Kries adaptation in Oklab's own cone
    /// space), divided so that white's largest channel stays 1 and nothing clips.</summary>
    private static (float Long, float Medium, float Short) WhiteGains(float warmCool)
    {
        if (warmCool == 0f)
        {
            return (1f, 1f, 1f);
        }

        OkTint shift = OkTint.Towards(WarmHueDegrees, WarmShift) * warmCool;
        float[] k = OkLabMatrices.RootsFromChroma;
        float l = 1f + k[0] * shift.A + k[1] * shift.B, m = 1f + k[2] * shift.A + k[3] * shift.B, s = 1f + k[4] * shift.A + k[5] * shift.B;
        LinearRgb white = new OkLab(1f, shift.A, shift.B).ToLinear();
        float most = MathF.Cbrt(MathF.Max(white.R, MathF.Max(white.G, white.B)));
        return (l / most, m / most, s / most);
    }

    private static Vector256<float> Unit(Vector256<float> value) => Vector256.Min(Vector256.Max(value, Vector256<float>.Zero), Vector256<float>.One);

    private static Vector256<float> Load(float[] values, int at) => Vector256.LoadUnsafe(ref values[at]);
}
