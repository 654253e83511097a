namespace EmoVid.Realtime.Core.Tests.Grading;

/// <summary>Grades that use every parameter.</summary>
internal static class SampleGrades
{
    public static MoodGrade Cold { get; } = new()
    {
        Brightness = -0.09f,
        Colorfulness = -0.35f,
        HueRotationDegrees = 4f,
        Tint = OkTint.Towards(250f, 0.02f),
        Contrast = -0.1f,
        WarmCool = -0.5f,
        Shadows = OkTint.Towards(260f, 0.03f),
        Highlights = OkTint.Towards(220f, 0.01f),
    };

    public static MoodGrade Hot { get; } = new()
    {
        Brightness = 0.08f,
        Colorfulness = 0.5f,
        HueRotationDegrees = -5f,
        Tint = OkTint.Towards(30f, 0.03f),
        Contrast = 0.3f,
        WarmCool = 0.8f,
        Shadows = OkTint.Towards(320f, 0.04f),
        Highlights = OkTint.Towards(80f, 0.04f),
    };

    /// <summary>Each parameter alone at either end of its range, and everything at once.</summary>
    public static IEnumerable<MoodGrade> Extremes()
    {
        foreach (float sign in new[] { -1f, 1f })
        {
            yield return new MoodGrade { Brightness = sign * MoodGrade.MaxBrightness };
            yield return new MoodGrade { Colorfulness = sign };
            yield return new MoodGrade { HueRotationDegrees = sign * MoodGrade.MaxHueRotationDegrees };
            yield return new MoodGrade { Contrast = sign * MoodGrade.MaxContrast };
            yield return new MoodGrade { WarmCool = sign };
            yield return new MoodGrade
            {
                Brightness = sign * MoodGrade.MaxBrightness,
                Colorfulness = sign,
                HueRotationDegrees = sign * MoodGrade.MaxHueRotationDegrees,
                Tint = OkTint.Towards(140f, MoodGrade.MaxTint),
                Contrast = sign * MoodGrade.MaxContrast,
                WarmCool = sign,
                Shadows = OkTint.Towards(260f, MoodGrade.MaxTint),
                Highlights = OkTint.Towards(20f, MoodGrade.MaxTint),
            };
        }

        for (int hue = 0; hue < 360; hue += 30)
        {
            yield return new MoodGrade { Tint = OkTint.Towards(hue, MoodGrade.MaxTint) };
            yield return new MoodGrade { Shadows = OkTint.Towards(hue, MoodGrade.MaxTint) };
            yield return new MoodGrade { Highlights = OkTint.Towards(hue, MoodGrade.MaxTint) };
        }
    }
}
