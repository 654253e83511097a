namespace EmoVid.Realtime.Media;

/// <summary>How a frame's luma is spread: percentiles, 0-1.</summary>
/// <param name="P1">1 % of the pixels are at most this bright.</param>
/// <param name="P5">5 %.</param>
/// <param name="P50">Half of them.</param>
/// <param name="P95">95 %.</param>
/// <param name="P99">99 %.</param>
public readonly record struct LumaSpread(double P1, double P5, double P50, double P95, double P99);
