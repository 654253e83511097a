namespace EmoVid.Realtime.Media;

/// <summary>Hue over time as dots of that hue, fainter the less it means. No line: between 359° and 1° lie two degrees.</summary>
internal static class HueDots
{
    /// <summary>Even a hue that means nothing is there.</summary>
    private const double LeastOpacity = 0.08;

    public static void Draw(SvgDrawing drawing, TimeAxis axis, AttributeSeries series, PlotPanel panel)
    {
        const int steps = 72;
        for (int i = 0; i < steps; i++)
        {
            double low = panel.Y(360.0 * i / steps), high = panel.Y(360.0 * (i + 1) / steps);
            drawing.Add($"<rect x=\"{PlotStyle.Left - 8}\" y=\"{high:0.##}\" width=\"6\" height=\"{low - high + 0.4:0.##}\" fill=\"{Colour(360.0 * (i + 0.5) / steps)}\"/>");
        }

        bool gathered = series.Seconds.Count > PlotCurve.MostPoints;
        double radius = Math.Clamp(PlotStyle.PlotWidth / (2.5 * series.Seconds.Count), 1.8, 4.5);
        double cos = 0, sin = 0, place = double.NaN;
        int count = 0;
        for (int i = 0; i < series.HueDegrees.Count; i++)
        {
            double hue = series.HueDegrees[i];
            if (!double.IsFinite(hue))
            {
                continue;
            }

            double x = gathered ? Math.Floor(axis.Middle(i)) + 0.5 : axis.Middle(i);
            if (count > 0 && (!gathered || x != place))
            {
                Dot(drawing, panel, place, cos / count, sin / count, radius);
                (cos, sin, count) = (0, 0, 0);
            }

            double length = double.IsFinite(series.HueResultantLength[i]) ? Math.Clamp(series.HueResultantLength[i], 0, 1) : 0;
            (double s, double c) = Math.SinCos(hue * Math.PI / 180);
            (cos, sin, count, place) = (cos + length * c, sin + length * s, count + 1, x);
        }

        if (count > 0)
        {
            Dot(drawing, panel, place, cos / count, sin / count, radius);
        }
    }

    private static void Dot(SvgDrawing drawing, PlotPanel panel, double x, double cos, double sin, double radius)
    {
        double hue = Math.Atan2(sin, cos) * 180 / Math.PI;
        hue = hue < 0 ? hue + 360 : hue;
        double opacity = LeastOpacity + (1 - LeastOpacity) * Math.Min(1, Math.Sqrt(cos * cos + sin * sin));
        drawing.Add($"<circle cx=\"{x:0.##}\" cy=\"{panel.Y(hue):0.##}\" r=\"{radius:0.##}\" fill=\"{Colour(hue)}\" fill-opacity=\"{opacity:0.###}\"/>");
    }

    /// <summary>Yellow to cyan is darkened, since light dots on white cannot be seen.</summary>
    public static FormattableString Colour(double hue) => $"hsl({hue:0.#}, 88%, {49 - 12 * Math.Max(0, Math.Cos((hue - 115) * Math.PI / 180)):0.#}%)";
}
