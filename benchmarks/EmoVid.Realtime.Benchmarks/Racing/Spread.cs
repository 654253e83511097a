using System.Globalization;

namespace EmoVid.Realtime.Benchmarks.Racing;

/// <summary>Median of a set of samples, with what surrounds it.</summary>
/// <param name="Median">Half of the samples are below.</param>
/// <param name="Min">The smallest.</param>
/// <param name="P10">A tenth of the samples are below.</param>
/// <param name="P90">A tenth of the samples are above.</param>
internal readonly record struct Spread(double Median, double Min, double P10, double P90)
{
    public static Spread Of(IReadOnlyCollection<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        return new Spread(At(sorted, 0.5), sorted[0], At(sorted, 0.1), At(sorted, 0.9));
    }

    public Spread Times(double factor) => new(Median * factor, Min * factor, P10 * factor, P90 * factor);

    /// <summary>Median with the tenth and ninetieth percentile, for tables.</summary>
    public override string ToString() => $"{Number(Median)} ({Number(P10)} – {Number(P90)})";

    /// <summary>Three significant digits.</summary>
    public static string Number(double value) => value switch
    {
        _ when double.IsNaN(value) => "–",
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
