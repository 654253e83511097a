namespace EmoVid.Realtime;

/// <summary>How long one step took per frame, wall clock, in milliseconds.</summary>
/// <param name="P50">Median.</param>
/// <param name="P99">The value that 99 % of the frames do not exceed (nearest rank).</param>
/// <param name="Mean">Mean.</param>
public readonly record struct TimingSummary(double P50, double P99, double Mean)
{
    /// <summary>Summarises durations; all zero when there are none.</summary>
    public static TimingSummary Of(IReadOnlyCollection<double> milliseconds)
    {
        ArgumentNullException.ThrowIfNull(milliseconds);
        if (milliseconds.Count == 0)
        {
            return default;
        }

        double[] sorted = [.. milliseconds.Order()];
        return new TimingSummary(NearestRank(sorted, 50), NearestRank(sorted, 99), sorted.Average());
    }

    private static double NearestRank(double[] sorted, double percent) => sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
}
