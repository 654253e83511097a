using System.Globalization;

namespace EmoVid.Realtime.Cli.Commands;

/// <summary>The few lines about a clip on standard output.</summary>
internal static class AnalyzeSummary
{
    public static void Write(TextWriter output, string? name, AttributeTrack track)
    {
        if (name is not null)
        {
            output.WriteLine(name);
        }

        VisualAttributes a = track.Whole;
        ArcSpan whole = track.Arc.Whole;
        string length = track.IsStill ? "1 frame" : Line($"{whole.Frames} frames in {whole.Duration.TotalSeconds:0.00} s");
        output.WriteLine($"{track.Kind} {track.Width}×{track.Height}, {length} measured by {track.Device}");
        Row(output, "brightness", a.Brightness, $"{a.Brightness:0.000}");
        Row(output, "colorfulness", a.Colorfulness, $"{a.Colorfulness:0.000}");
        Row(output, "hue", a.HueDegrees, $"{a.HueDegrees:0.0}° (resultant length {a.HueResultantLength:0.000})");
        Row(output, "Hasler–Süsstrunk", a.HaslerSusstrunk, $"{a.HaslerSusstrunk:0.0}");
        Row(output, "luma", a.LumaMean, $"{a.LumaMean:0.000}, contrast {a.LumaContrast:0.000}");
        Row(output, "coverage", a.Coverage, $"{a.Coverage:0.000}");
        Row(output, "motion", whole.MotionPerSecond, $"{whole.MotionPerSecond:0.000} a second");
        Row(output, "shots", track.Arc.CutsPerSecond, $"{track.Arc.Shots.Count}, {track.Arc.CutsPerSecond:0.000} cuts a second");
        if (double.IsNaN(a.Brightness))
        {
            return;
        }

        MoodEstimate mood = track.Arc.EstimateMood();
        output.WriteLine($"EmoVid-compatible  {a.ToEmoVid()}");
        Row(output, "look suggests", 0, $"valence {mood.Valence:+0.00;-0.00} σ, arousal {mood.Arousal:+0.00;-0.00} σ; a weak prior (EmoVid: emotion explains < 1 %), nothing about people");
    }

    private static void Row(TextWriter output, string name, double known, FormattableString value)
    {
        if (double.IsFinite(known))
        {
            output.WriteLine($"{name,-19}{value.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static string Line(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
