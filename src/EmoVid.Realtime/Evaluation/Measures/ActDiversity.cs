namespace EmoVid.Realtime;

/// <summary>How much performances of one emotion differ, against how much emotions differ.</summary>
internal static class ActDiversity
{
    /// <summary>Mean distance between seeds of one still and emotion, over the mean distance between emotions of one still and seed; NaN where there is one
    /// seed.</summary>
    public static double Of(IReadOnlyCollection<ActMeasurement> acts)
    {
        double between = MeanDistance(acts.GroupBy(act => (act.Character, act.Seed, Target: -1)));
        double within = MeanDistance(acts.GroupBy(act => (act.Character, Seed: -1, Target: (int)act.Target)));
        return within / between;
    }

    private static double MeanDistance<TKey>(IEnumerable<IGrouping<TKey, ActMeasurement>> groups)
    {
        double sum = 0;
        long pairs = 0;
        foreach (ActMeasurement[] group in groups.Select(group => group.ToArray()))
        {
            for (int i = 0; i < group.Length; i++)
            {
                for (int k = i + 1; k < group.Length; k++)
                {
                    sum += Distance(group[i].Thumbnail, group[k].Thumbnail);
                    pairs++;
                }
            }
        }

        return pairs == 0 ? double.NaN : sum / pairs;
    }

    private static double Distance(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum / a.Length);
    }
}
