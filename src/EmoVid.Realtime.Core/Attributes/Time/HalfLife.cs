namespace EmoVid.Realtime;

/// <summary>Exponential approach stated as a half-life in seconds: what is left of a difference halves in every half-life.</summary>
/// <remarks>The parts of any subdivision of a time multiply to the whole's, so that the frame rate plays no part:
/// 2^(−a/h) · 2^(−b/h) = 2^(−(a+b)/h).</remarks>
public static class HalfLife
{
    /// <summary>The share of a difference that is left after a time: 2^(−elapsed/halfLife), 1 down to 0.</summary>
    /// <param name="elapsed">At least 0.</param>
    /// <param name="halfLifeSeconds">Seconds, at least 0; 0 leaves nothing, at once.</param>
    public static double Remaining(TimeSpan elapsed, double halfLifeSeconds) =>
        elapsed <= TimeSpan.Zero ? halfLifeSeconds > 0 ? 1 : 0 : halfLifeSeconds > 0 ? double.Exp2(-elapsed.TotalSeconds / halfLifeSeconds) : 0;

    internal static double Check(double seconds, string name) => seconds >= 0 && double.IsFinite(seconds)
        ? seconds
        : throw new ArgumentOutOfRangeException(name, seconds, "A half-life is a finite number of seconds, at least 0.");
}
