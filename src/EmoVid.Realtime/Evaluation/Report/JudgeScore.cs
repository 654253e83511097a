namespace EmoVid.Realtime;

/// <summary>How often a judge read what was meant, on one set of acts.</summary>
/// <param name="Acts">Acts that were judged.</param>
/// <param name="Ea8">Share whose emotion is read as the target.</param>
/// <param name="Ea2">Share whose valence, by the emotion read, is the target's.</param>
/// <param name="FrameEa8">The same share over single frames; NaN for the motion judge.</param>
/// <param name="Confusion">Target against reading.</param>
public sealed record JudgeScore(int Acts, Interval Ea8, Interval Ea2, double FrameEa8, ConfusionMatrix Confusion)
{
    /// <summary>Whether the first four emotions, Mikels' positive ones, hold this one.</summary>
    public static bool IsPositive(Emotion emotion) => emotion is Emotion.Amusement or Emotion.Awe or Emotion.Contentment or Emotion.Excitement;

    internal static JudgeScore OfExpression(IEnumerable<ActMeasurement> acts)
    {
        ActMeasurement[] all = [.. acts];
        return Of(all, act => act.ExpressionRead, all.Length == 0 ? double.NaN : all.Average(act => act.FrameAccuracy));
    }

    internal static JudgeScore OfMotion(IEnumerable<ActMeasurement> acts) => Of([.. acts.Where(act => act.Motion.Length > 0)], act => act.MotionRead, double.NaN);

    private static JudgeScore Of(ActMeasurement[] acts, Func<ActMeasurement, Emotion> read, double frames)
    {
        var confusion = new ConfusionMatrix();
        foreach (ActMeasurement act in acts)
        {
            confusion.Add(act.Target, read(act));
        }

        return new JudgeScore(
            acts.Length,
            CharacterBootstrap.Mean(acts.Select(act => (act.Character, read(act) == act.Target ? 1.0 : 0.0))),
            CharacterBootstrap.Mean(acts.Select(act => (act.Character, IsPositive(read(act)) == IsPositive(act.Target) ? 1.0 : 0.0))),
            frames,
            confusion);
    }
}
