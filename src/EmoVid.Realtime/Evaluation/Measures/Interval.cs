namespace EmoVid.Realtime;

/// <summary>A number with the 95 % interval that a bootstrap over characters gives it.</summary>
/// <param name="Value">The point estimate.</param>
/// <param name="Low">2.5th percentile.</param>
/// <param name="High">97.5th percentile.</param>
public readonly record struct Interval(double Value, double Low, double High);
