namespace EmoVid.Realtime.Media;

/// <summary>Points of a curve over time. A long clip has more frames than a plot has columns: then each column is a point, with the
/// least and the greatest of its frames.</summary>
internal sealed class PlotCurve
{
    /// <summary>More frames than this are gathered into columns one unit wide.</summary>
    public const int MostPoints = 1500;

    private PlotCurve(IReadOnlyList<IReadOnlyList<Point>> runs, bool gathered) => (Runs, Gathered) = (runs, gathered);

    /// <summary>Stretches of known values that no cut divides; each has at least one point.</summary>
    public IReadOnlyList<IReadOnlyList<Point>> Runs { get; }

    /// <summary>Whether points stand for several frames.</summary>
    public bool Gathered { get; }

    /// <summary>Points of values, broken where they are NaN and at cuts.</summary>
    public static PlotCurve Of(TimeAxis axis, AttributeSeries series, IReadOnlyList<double> values)
    {
        bool gathered = values.Count > MostPoints;
        var runs = new List<IReadOnlyList<Point>>();
        var run = new List<Point>();
        int cut = 0;
        for (int i = 0; i < values.Count; i++)
        {
            bool broken = !double.IsFinite(values[i]);
            while (cut < series.CutSeconds.Count && series.CutSeconds[cut] <= series.Seconds[i])
            {
                cut++;
                broken = true;
            }

            if (broken && run.Count > 0)
            {
                runs.Add(run);
                run = [];
            }

            if (!double.IsFinite(values[i]))
            {
                continue;
            }

            double x = axis.Middle(i);
            if (gathered && run.Count > 0 && Math.Floor(run[^1].X) == Math.Floor(x))
            {
                run[^1] = run[^1].With(values[i]);
            }
            else
            {
                run.Add(new Point(gathered ? Math.Floor(x) + 0.5 : x, values[i], values[i], values[i], 1));
            }
        }

        if (run.Count > 0)
        {
            runs.Add(run);
        }

        return new PlotCurve(runs, gathered);
    }

    /// <summary>One point, of one frame or of several.</summary>
    /// <param name="X">Place.</param>
    /// <param name="Sum">Sum of the values.</param>
    /// <param name="Least">Least value.</param>
    /// <param name="Most">Greatest value.</param>
    /// <param name="Count">Number of values.</param>
    internal readonly record struct Point(double X, double Sum, double Least, double Most, int Count)
    {
        public double Mean => Sum / Count;

        public Point With(double value) => new(X, Sum + value, Math.Min(Least, value), Math.Max(Most, value), Count + 1);
    }
}
