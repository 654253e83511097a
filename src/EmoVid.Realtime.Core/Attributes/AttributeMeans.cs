namespace EmoVid.Realtime;

/// <summary>Means and spreads from exact integer sums. Without weight they are 0.</summary>
internal static class AttributeMeans
{
    public static double Mean(long sum, long weight, double one) => weight > 0 ? sum / (weight * one) : 0;

    /// <summary>Population variance; the numerator is formed in 128 bits, so that a flat image gives exactly 0.</summary>
    public static double Variance(long weight, long sum, long sumOfSquares) => weight > 0
        ? (double)((Int128)weight * sumOfSquares - (Int128)sum * sum) / ((double)weight * weight)
        : 0;

    /// <summary>Direction of a vector in [0, 360).</summary>
    public static double Degrees(long cos, long sin)
    {
        double degrees = Math.Atan2(sin, cos) * (180 / Math.PI);
        degrees = degrees < 0 ? degrees + 360 : degrees;

        // A tiny negative angle plus 360 rounds to 360 itself, which the range excludes.
        return degrees >= 360 ? 0 : degrees;
    }

    /// <summary>Length of a mean vector; fixed-point vectors may be longer than 1 by their rounding, which is cut.</summary>
    public static double Length(long cos, long sin, long weight, double one) => weight > 0
        ? Math.Min(1, Math.Sqrt((double)cos * cos + (double)sin * sin) / (weight * one))
        : 0;
}
