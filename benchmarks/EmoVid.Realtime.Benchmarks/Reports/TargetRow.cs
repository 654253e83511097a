using System.Globalization;
using EmoVid.Realtime.Benchmarks.Racing;

namespace EmoVid.Realtime.Benchmarks.Reports;

/// <summary>One thing that the SDK must reach, and what was measured.</summary>
/// <param name="What">What is compared with what.</param>
/// <param name="Target">The bound, in words.</param>
/// <param name="Measured">The measured value and its spread.</param>
/// <param name="Passed">Whether the median keeps the bound; null where the row only informs.</param>
internal sealed record TargetRow(string What, string Target, string Measured, bool? Passed)
{
    public static TargetRow AtLeast(string what, double bound, Spread ratio) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"≥ {bound}"), ratio.ToString(), ratio.Median >= bound);

    public static TargetRow AtMost(string what, double bound, Spread ratio) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"≤ {bound}"), ratio.ToString(), ratio.Median <= bound);

    public static TargetRow Informative(string what, Spread ratio) => new(what, "–", ratio.ToString(), null);

    public string Mark => Passed switch { true => "pass", false => "**FAIL**", null => "" };
}
