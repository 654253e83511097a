namespace EmoVid.Realtime;

/// <summary>How acts move, apart from what they mean.</summary>
/// <param name="Flicker">VBench's temporal flickering as a loss: mean absolute difference of neighbouring frames over white, 0-255, lower is steadier.</param>
/// <param name="LoopClosure">Median of the closing step over the median step; 1 is seamless.</param>
/// <param name="NearestTraining">Median distance to the nearest training clip in the motion judge's description, in deviations a number.</param>
/// <param name="Energy">Median motion energy of each emotion, in the order of <see cref="Emotion"/>; NaN where there is no act.</param>
public sealed record MotionScore(double Flicker, double LoopClosure, double NearestTraining, IReadOnlyList<double> Energy)
{
    internal static MotionScore Of(IReadOnlyCollection<ActMeasurement> acts, float[][] training)
    {
        ActMeasurement[] moving = [.. acts.Where(act => act.MotionFeatures.Length > 0)];
        return new MotionScore(
            moving.Select(act => act.FrameDifference).DefaultIfEmpty(double.NaN).Average(),
            Median(moving.Select(act => act.LoopClosure)),
            training.Length == 0 ? double.NaN : Median(moving.Select(act => Nearest(act.MotionFeatures, training))),
            [.. Enum.GetValues<Emotion>().Select(emotion => Median(moving.Where(act => act.Target == emotion).Select(act => act.Energy)))]);
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : CharacterBootstrap.Percentile(sorted, 0.5);
    }

    private static double Nearest(float[] features, float[][] training)
    {
        double least = double.PositiveInfinity;
        foreach (float[] other in training)
        {
            double sum = 0;
            for (int i = 0; i < features.Length; i++)
            {
                double difference = features[i] - other[i];
                sum += difference * difference;
            }

            least = Math.Min(least, sum / features.Length);
        }

        return Math.Sqrt(least);
    }
}
