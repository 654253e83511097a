namespace EmoVid.Realtime;

/// <summary>Intervals by resampling whole characters: acts of one character are alike, so they are drawn together (the cluster
/// bootstrap; Davison &amp; Hinkley 1997, section 3.8).</summary>
public static class CharacterBootstrap
{
    private const int Rounds = 2000;

    /// <summary>A mean over all rows with its percentile interval.</summary>
    /// <param name="rows">Values, with the character that each belongs to.</param>
    /// <param name="seed">Another seed draws other characters.</param>
    /// <returns>NaN everywhere when there is no row.</returns>
    public static Interval Mean(IEnumerable<(string Character, double Value)> rows, ulong seed = 1)
    {
        (double Sum, int Count)[] characters =
            [.. rows.GroupBy(row => row.Character, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Sum(row => row.Value), group.Count()))];
        if (characters.Length == 0)
        {
            return new Interval(double.NaN, double.NaN, double.NaN);
        }

        var means = new double[Rounds];
        ulong state = seed;
        for (int round = 0; round < Rounds; round++)
        {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < characters.Length; i++)
            {
                (double Sum, int Count) drawn = characters[(int)(Next(ref state) % (ulong)characters.Length)];
                sum += drawn.Sum;
                count += drawn.Count;
            }

            means[round] = sum / count;
        }

        Array.Sort(means);
        return new Interval(characters.Sum(c => c.Sum) / characters.Sum(c => c.Count), Percentile(means, 0.025), Percentile(means, 0.975));
    }

    /// <summary>A percentile of sorted numbers, linearly between neighbours (type 7 of Hyndman &amp; Fan 1996).</summary>
    internal static double Percentile(IReadOnlyList<double> sorted, double share)
    {
        double place = share * (sorted.Count - 1);
        int low = (int)place;
        return low + 1 < sorted.Count ? sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
    }

    // SplitMix64 (Steele, Lea & Flood 2014): the same draws on every machine.
    private static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
