using System.Globalization;
using System.Text;

namespace EmoVid.Realtime;

/// <summary>The report card as Markdown.</summary>
internal static class ReportCard
{
    public static string ToMarkdown(EvaluationResult result)
    {
        var text = new StringBuilder();
        Line(text, $"# Report card of {result.Pack}");
        Line(text, $"");
        Line(text, $"Pack sha256 {result.PackHash[..16]}…, judges {result.Judges} (sha256 {result.JudgesHash[..16]}…). {result.Stills} test stills × 8 emotions × {result.Seeds} seeds, rendered by the SDK's CPU compositor; {result.Seconds:0} s.");
        Line(text, $"Shares in percent, with 95 % intervals of a bootstrap over characters. Chance is 12.5 (EA-8) and 50 (EA-2).");
        WriteMethods(text, result);
        WriteStyles(text, result);
        WriteEmotions(text, result);
        WriteIdentity(text, result);
        WriteMotion(text, result);
        WriteTimes(text, result);
        return text.ToString();
    }

    private static void WriteMethods(StringBuilder text, EvaluationResult result)
    {
        Line(text, $"");
        Line(text, $"| | expression, EA-8 | EA-2 | single frames | faces | avatars | motion, EA-8, other stickers | motion, all | motion, EA-2, all |");
        Line(text, $"|---|---|---|---|---|---|---|---|---|");
        Row(text, "real clips (ceiling)", result.Ceiling);
        foreach (MethodScore method in result.Methods)
        {
            Row(text, method.Name, method);
        }

        if (!result.Methods.Any(method => method.Name.StartsWith("replay", StringComparison.Ordinal)))
        {
            Line(text, $"");
            Line(text, $"No codes of this pack to replay lie beside the judges: replay and teacher are left out.");
        }

        MethodScore student = result.Methods[0];
        Line(text, $"");
        Line(text, $"The ceiling with every emotion counting alike: expression {Percent(result.Ceiling.Expression.Confusion.BalancedAccuracy)}, motion on other stickers {Percent(result.Ceiling.MotionOther.Confusion.BalancedAccuracy)}. The student reaches {Ratio(student.Expression.Ea8.Value, result.Ceiling.Expression.Ea8.Value)} of the expression judge's ceiling (EA-2: {Ratio(student.Expression.Ea2.Value, result.Ceiling.Expression.Ea2.Value)}) and {Ratio(student.MotionOther.Ea8.Value, result.Ceiling.MotionOther.Ea8.Value)} of the motion judge's on other stickers.");
        Line(text, $"What the judges had not seen in training: {string.Join(", ", result.JudgeTraining.Select(fact => string.Create(CultureInfo.InvariantCulture, $"{fact.Key} {fact.Value:0.###}")))}.");
    }

    private static void WriteStyles(StringBuilder text, EvaluationResult result)
    {
        Line(text, $"");
        Line(text, $"| avatar style | ceiling | student |");
        Line(text, $"|---|---|---|");
        foreach (StyleScore style in result.Styles)
        {
            Line(text, $"| {style.Style} | {Percent(style.Ceiling)} | {Percent(style.Student)} |");
        }
    }

    private static void WriteEmotions(StringBuilder text, EvaluationResult result)
    {
        JudgeScore student = result.Methods[0].Expression, ceiling = result.Ceiling.Expression, motion = result.Methods[0].Motion, real = result.Ceiling.Motion;
        Line(text, $"");
        Line(text, $"| emotion | expression | ceiling | motion | ceiling | energy | real | ratio |");
        Line(text, $"|---|---|---|---|---|---|---|---|");
        foreach (Emotion emotion in Enum.GetValues<Emotion>())
        {
            double energy = result.Motion.Energy[(int)emotion], realEnergy = result.RealMotion.Energy[(int)emotion];
            Line(text, $"| {EmotionNames.Get(emotion)} | {Share(student, emotion)} | {Share(ceiling, emotion)} | {Share(motion, emotion)} | {Share(real, emotion)} | {energy:0.0000} | {realEnergy:0.0000} | {Ratio(energy, realEnergy)} |");
        }
    }

    private static void WriteIdentity(StringBuilder text, EvaluationResult result)
    {
        Line(text, $"");
        Line(text, $"| identity | student | real clips |");
        Line(text, $"|---|---|---|");
        Line(text, $"| registered silhouette IoU, 10th percentile | {result.Identity.OverlapP10:0.000} | {result.RealIdentity.OverlapP10:0.000} |");
        Line(text, $"| registered silhouette IoU, median | {result.Identity.OverlapMedian:0.000} | {result.RealIdentity.OverlapMedian:0.000} |");
        Line(text, $"| colour error along a dense flow | {result.Identity.ColorError:0.0000} | {result.RealIdentity.ColorError:0.0000} |");
        Line(text, $"| painted share of opaque pixels, faces and avatars | {Percent(result.Identity.PaintedFaces)} | |");
        Line(text, $"| painted share of opaque pixels, other stickers | {Percent(result.Identity.PaintedOther)} | |");
        Line(text, $"");
        Line(text, $"Identity on {result.Identity.Frames} frames: {IdentityMeter.Frames.Length} of each act of the first seed ({result.RealIdentity.Frames} of real clips).");
    }

    private static void WriteMotion(StringBuilder text, EvaluationResult result)
    {
        Line(text, $"");
        Line(text, $"| motion | student | real clips |");
        Line(text, $"|---|---|---|");
        Line(text, $"| flicker (VBench, mean absolute frame difference of 255) | {result.Motion.Flicker:0.00} | {result.RealMotion.Flicker:0.00} |");
        Line(text, $"| loop closure (closing step over median step) | {result.Motion.LoopClosure:0.00} | {result.RealMotion.LoopClosure:0.00} |");
        Line(text, $"| distance to the nearest training clip | {result.Motion.NearestTraining:0.00} | {result.RealMotion.NearestTraining:0.00} |");
        Line(text, $"| difference between seeds over difference between emotions | {Fixed(result.Diversity)} | |");
        Line(text, $"");
        Line(text, $"Endless act of {result.Drift.Seconds:0} s, last minute against first, median of {result.Drift.Acts} acts: brightness {Percent(result.Drift.Brightness)}, colorfulness {Percent(result.Drift.Colorfulness)}, silhouette area {Percent(result.Drift.Area)}, judge's probability {result.Drift.Judged:0.000}.");
    }

    private static void WriteTimes(StringBuilder text, EvaluationResult result)
    {
        Line(text, $"");
        Line(text, $"On the machine that made this, one thread, 256²: first frame {result.Latency.FirstFrame:0} ms, a frame {result.Latency.FrameP50:0.0} ms (p99 {result.Latency.FrameP99:0.0}). 133 ms after a change of emotion {Percent(result.Latency.ChangeShown)} of its difference a second later shows.");
    }

    private static void Row(StringBuilder text, string name, MethodScore score) => Line(text,
        $"| {name} | {Estimate(score.Expression.Ea8)} | {Estimate(score.Expression.Ea2)} | {Percent(score.Expression.FrameEa8)} | {Estimate(score.ExpressionFaces.Ea8)} | {Estimate(score.ExpressionAvatars.Ea8)} | {Estimate(score.MotionOther.Ea8)} | {Estimate(score.Motion.Ea8)} | {Estimate(score.Motion.Ea2)} |");

    private static string Share(JudgeScore score, Emotion emotion)
    {
        int count = score.Confusion.CountOf(emotion);
        return count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * score.Confusion[emotion, emotion] / count:0} % of {count}");
    }

    private static string Estimate(Interval interval) => double.IsNaN(interval.Value)
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * interval.Value:0.0} ({100 * interval.Low:0}–{100 * interval.High:0})");

    private static string Percent(double share) => double.IsNaN(share) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private static string Fixed(double value) => double.IsNaN(value) ? "–" : value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Ratio(double value, double reference) => reference > 0 && !double.IsNaN(value) ? string.Create(CultureInfo.InvariantCulture, $"{value / reference:0.00}") : "–";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
