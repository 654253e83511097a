using System.Globalization;
using System.Text;

namespace EmoVid.Realtime.Media;

/// <summary>One of a plot's panels: a frame with its grid, and what is drawn into it.</summary>
internal sealed class PlotPanel
{
    private readonly SvgDrawing _drawing;
    private readonly TimeAxis _axis;
    private readonly AttributeSeries _series;
    private readonly double _top;
    private readonly double _height;
    private readonly double _least;
    private readonly double _most;
    private double _legend = PlotStyle.Left + PlotStyle.PlotWidth;

    public PlotPanel(SvgDrawing drawing, TimeAxis axis, AttributeSeries series, double top, double height, double least, double most)
    {
        (_drawing, _axis, _series, _top, _height, _least, _most) = (drawing, axis, series, top, height, least, most);
    }

    public double Bottom => _top + _height;

    public double Y(double value) => Bottom - Math.Clamp((value - _least) / (_most - _least), 0, 1) * _height;

    /// <summary>Draws the empty panel: its name, the lines at round values and times, and the frame.</summary>
    public void Begin(string name, string meaning, IEnumerable<(double Value, string Label)> ticks)
    {
        _drawing.Add($"<text x=\"{PlotStyle.Left}\" y=\"{_top - 9:0.##}\" font-size=\"{PlotStyle.HeadSize}\" fill=\"{PlotStyle.Ink}\" font-weight=\"bold\">{name}<tspan dx=\"10\" font-size=\"{PlotStyle.TextSize}\" font-weight=\"normal\" fill=\"{PlotStyle.Faded}\">{meaning}</tspan></text>");
        _drawing.Rectangle(PlotStyle.Left, _top, PlotStyle.PlotWidth, _height, "#ffffff");
        foreach ((double value, string label) in ticks)
        {
            _drawing.Line(PlotStyle.Left, Y(value), PlotStyle.Left + PlotStyle.PlotWidth, Y(value), PlotStyle.Grid);
            _drawing.Text(PlotStyle.Left - 12, Y(value) + 4.5, label, PlotStyle.TextSize, PlotStyle.Faded, "end");
        }

        foreach (double seconds in _axis.Ticks)
        {
            _drawing.Line(_axis.X(seconds), _top, _axis.X(seconds), Bottom, PlotStyle.Grid);
        }
    }

    /// <summary>Draws what lies over the data: cuts and the frame.</summary>
    public void End()
    {
        (double width, double opacity) = _series.CutSeconds.Count > 30 ? (0.7, 0.45) : (1.2, 0.7);
        foreach (double cut in _series.CutSeconds)
        {
            _drawing.Add($"<line x1=\"{_axis.X(cut):0.##}\" y1=\"{_top:0.##}\" x2=\"{_axis.X(cut):0.##}\" y2=\"{Bottom:0.##}\" stroke=\"{PlotStyle.Ink}\" stroke-opacity=\"{opacity}\" stroke-width=\"{width}\" stroke-dasharray=\"5 3\"/>");
        }

        _drawing.Rectangle(PlotStyle.Left, _top, PlotStyle.PlotWidth, _height, "none", stroke: PlotStyle.Frame);
    }

    /// <summary>Adds to the legend at the panel's upper right, from right to left.</summary>
    public void Legend(string words, string colour, double thickness = 3, double opacity = 1)
    {
        double width = words.Length * PlotStyle.TextSize * 0.56;
        _drawing.Text(_legend, _top - 9, words, PlotStyle.TextSize, PlotStyle.Ink, "end");
        _drawing.Add($"<line x1=\"{_legend - width - 28:0.##}\" y1=\"{_top - 13.5:0.##}\" x2=\"{_legend - width - 6:0.##}\" y2=\"{_top - 13.5:0.##}\" stroke=\"{colour}\" stroke-width=\"{thickness}\" stroke-opacity=\"{opacity}\"/>");
        _legend -= width + 46;
    }

    /// <summary>Draws values as a line, with the spread of what a point gathers, and each shot's mean as a broad faint one.</summary>
    public void Line(IReadOnlyList<double> values, string colour, bool filled = false)
    {
        PlotCurve curve = PlotCurve.Of(_axis, _series, values);
        ShotMeans(values, colour);
        foreach (IReadOnlyList<PlotCurve.Point> run in curve.Runs)
        {
            if (run.Count == 1)
            {
                _drawing.Add($"<circle cx=\"{run[0].X:0.##}\" cy=\"{Y(run[0].Mean):0.##}\" r=\"2.5\" fill=\"{colour}\"/>");
                continue;
            }

            if (filled)
            {
                _drawing.Add($"<polygon points=\"{run[0].X:0.##},{Bottom:0.##} {Points(run, point => point.Mean)}{run[^1].X:0.##},{Bottom:0.##}\" fill=\"{colour}\" fill-opacity=\"0.16\"/>");
            }

            if (curve.Gathered)
            {
                _drawing.Add($"<polygon points=\"{Points(run, point => point.Most)}{Points(run.Reverse(), point => point.Least)}\" fill=\"{colour}\" fill-opacity=\"0.28\"/>");
            }

            _drawing.Add($"<polyline points=\"{Points(run, point => point.Mean)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{(curve.Gathered ? 1.2 : 2)}\" stroke-linejoin=\"round\"/>");
        }
    }

    /// <summary>Fills between two values.</summary>
    public void Band(IReadOnlyList<double> low, IReadOnlyList<double> high, string colour)
    {
        PlotCurve lows = PlotCurve.Of(_axis, _series, low), highs = PlotCurve.Of(_axis, _series, high);
        foreach ((IReadOnlyList<PlotCurve.Point> bottom, IReadOnlyList<PlotCurve.Point> top) in lows.Runs.Zip(highs.Runs))
        {
            if (bottom.Count == 1)
            {
                _drawing.Add($"<line x1=\"{bottom[0].X:0.##}\" y1=\"{Y(bottom[0].Mean):0.##}\" x2=\"{bottom[0].X:0.##}\" y2=\"{Y(top[0].Mean):0.##}\" stroke=\"{colour}\" stroke-width=\"3\"/>");
            }
            else
            {
                _drawing.Add($"<polygon points=\"{Points(top, point => point.Mean)}{Points(bottom.Reverse(), point => point.Mean)}\" fill=\"{colour}\"/>");
            }
        }
    }

    /// <summary>A mark with words at a value, at the right end, on a little white so that they can be read over data.</summary>
    public void Note(double value, string words)
    {
        double right = PlotStyle.Left + PlotStyle.PlotWidth, y = Y(value);
        _drawing.Line(right - 7, y, right, y, PlotStyle.Faded, 1.2);
        _drawing.Add($"<text x=\"{right - 11}\" y=\"{y + 4:0.##}\" font-size=\"11\" fill=\"{PlotStyle.Faded}\" text-anchor=\"end\" stroke=\"#ffffff\" stroke-width=\"2.5\" paint-order=\"stroke\">{words}</text>");
    }

    /// <summary>Mean, least and greatest of what is known, for a legend.</summary>
    public static string Summary(string name, IReadOnlyList<double> values, string format)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        return known.Length == 0 ? name : known.Length == 1
            ? $"{name} {known[0].ToString(format, CultureInfo.InvariantCulture)}"
            : string.Create(CultureInfo.InvariantCulture, $"{name} {known.Average().ToString(format, CultureInfo.InvariantCulture)} ({known.Min().ToString(format, CultureInfo.InvariantCulture)}–{known.Max().ToString(format, CultureInfo.InvariantCulture)})");
    }

    private string Points(IEnumerable<PlotCurve.Point> run, Func<PlotCurve.Point, double> value)
    {
        var points = new StringBuilder();
        foreach (PlotCurve.Point point in run)
        {
            points.Append(CultureInfo.InvariantCulture, $"{point.X:0.##},{Y(value(point)):0.##} ");
        }

        return points.ToString();
    }

    private void ShotMeans(IReadOnlyList<double> values, string colour)
    {
        if (_series.CutSeconds.Count == 0)
        {
            return;
        }

        int i = 0;
        for (int shot = 0; shot <= _series.CutSeconds.Count; shot++)
        {
            double end = shot < _series.CutSeconds.Count ? _series.CutSeconds[shot] : double.PositiveInfinity, sum = 0;
            int first = i, count = 0;
            for (; i < values.Count && _series.Seconds[i] < end; i++)
            {
                if (double.IsFinite(values[i]))
                {
                    (sum, count) = (sum + values[i], count + 1);
                }
            }

            if (count > 0)
            {
                double y = Y(sum / count);
                _drawing.Add($"<line x1=\"{_axis.X(_series.Seconds[first]):0.##}\" y1=\"{y:0.##}\" x2=\"{_axis.X(double.IsFinite(end) ? end : double.MaxValue):0.##}\" y2=\"{y:0.##}\" stroke=\"{colour}\" stroke-opacity=\"0.3\" stroke-width=\"6\"/>");
            }
        }
    }
}
