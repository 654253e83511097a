using System.Globalization;
using System.Text;

namespace EmoVid.Realtime.Media;

/// <summary>Draws a clip's brightness, colorfulness and hue over time, with the clip itself as a strip of colours.</summary>
/// <remarks>Stateless; any number of threads.</remarks>
public static class AttributePlot
{
    private const int Width = 1200;
    private const int Left = 84;
    private const int Right = 28;
    private const int Top = 104;
    private const int PanelHeight = 150;
    private const int PanelGap = 34;
    private const int StripHeight = 34;
    private const int ThumbnailSide = 84;
    private const string Ink = "#22252b";
    private const string Faded = "#6b7280";
    private const string Grid = "#e3e7ec";

    /// <summary>Ticks a time axis may have at most, so that labels do not touch.</summary>
    private const int MaxTicks = 12;

    private static int PlotWidth => Width - Left - Right;

    private static int StripTop => Top + 3 * (PanelHeight + PanelGap);

    /// <summary>Draws the plot and writes it as PNG, atomically.</summary>
    /// <param name="path">The file to appear or to be replaced; its folder must exist.</param>
    /// <param name="title">Words at the top, e.g. the clip's name.</param>
    /// <param name="series">At least one frame.</param>
    /// <param name="cancellationToken">Stops the drawing.</param>
    /// <exception cref="MediaException">The file cannot be written, or librsvg or ffmpeg is not installed.</exception>
    public static void Write(string path, string title, AttributeSeries series, CancellationToken cancellationToken = default)
    {
        using AtomicFile file = AtomicFile.Create(path);
        RgbaImage plot = Draw(title, series, cancellationToken);
        file.Write(PngWriter.Encode(new FrameView(plot.Pixels, plot.Width, plot.Height, plot.Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque)));
        file.Commit();
    }

    /// <summary>Draws the plot: opaque pixels in straight form.</summary>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    /// <exception cref="MediaToolException">librsvg or ffmpeg is not installed.</exception>
    public static RgbaImage Draw(string title, AttributeSeries series, CancellationToken cancellationToken = default)
    {
        Check(series);
        bool pictured = series.Thumbnails.Count > 0;
        int height = StripTop + StripHeight + (pictured ? ThumbnailSide + 12 : 0) + 50;
        var drawing = new SvgDrawing(Width, height);
        drawing.Rectangle(0, 0, Width, height, "#ffffff");
        drawing.Text(Left, 38, title, 22, Ink, bold: true);
        drawing.Text(Left, 58, string.Create(CultureInfo.InvariantCulture, $"{series.Seconds.Count} frames measured, EmoVid's definitions on 8-bit sRGB, weighted by alpha"), 13, Faded);
        TimeAxis axis = TimeAxis.Over(series.Seconds, Left, PlotWidth, MaxTicks);
        DrawShare(drawing, axis, 0, "brightness", "mean HSV value", "#d97706", series.Brightness);
        DrawShare(drawing, axis, 1, "colorfulness", "mean HSV saturation", "#7c3aed", series.Colorfulness);
        DrawHue(drawing, axis, series);
        DrawStrip(drawing, axis, series);
        DrawTimes(drawing, axis, height - 26);
        RgbaImage plot = drawing.Render(cancellationToken);
        for (int i = 0; i < series.Thumbnails.Count; i++)
        {
            double place = Left + (i + 0.5) * PlotWidth / series.Thumbnails.Count - ThumbnailSide / 2.0;
            Thumbnail.Lay(Thumbnail.Make(series.Thumbnails[i].View, ThumbnailSide), plot, (int)place, StripTop + StripHeight + 8);
        }

        return plot;
    }

    private static void Check(AttributeSeries series)
    {
        int count = series.Seconds.Count;
        if (count == 0 || series.Brightness.Count != count || series.Colorfulness.Count != count || series.HueDegrees.Count != count
            || series.HueResultantLength.Count != count || series.Colors.Count != count)
        {
            throw new ArgumentException("A plot needs at least one frame and lists of the same length.", nameof(series));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(series.Thumbnails.Count, PlotWidth / ThumbnailSide, nameof(series));
    }

    private static double PanelTop(int panel) => Top + panel * (PanelHeight + PanelGap);

    private static void DrawPanel(SvgDrawing drawing, TimeAxis axis, int panel, string name, string meaning, IEnumerable<(double Share, string Label)> ticks)
    {
        double top = PanelTop(panel);
        foreach ((double share, string label) in ticks)
        {
            double y = top + (1 - share) * PanelHeight;
            drawing.Line(Left, y, Left + PlotWidth, y, Grid);
            drawing.Text(Left - 10, y + 4, label, 12, Faded, "end");
        }

        foreach (double seconds in axis.Ticks)
        {
            drawing.Line(axis.X(seconds), top, axis.X(seconds), top + PanelHeight, Grid);
        }

        drawing.Text(Left, top - 8, name, 15, Ink, bold: true);
        drawing.Text(Left + 130, top - 8, meaning, 12, Faded);
    }

    private static void DrawShare(SvgDrawing drawing, TimeAxis axis, int panel, string name, string meaning, string colour, IReadOnlyList<double> values)
    {
        DrawPanel(drawing, axis, panel, name, meaning, new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => (share, share.ToString("0.##", CultureInfo.InvariantCulture))));
        double top = PanelTop(panel), bottom = top + PanelHeight;
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length > 0)
        {
            drawing.Text(Left + PlotWidth, top - 8, string.Create(CultureInfo.InvariantCulture, $"mean {known.Average():0.000}   min {known.Min():0.000}   max {known.Max():0.000}"), 12, Faded, "end");
        }

        foreach ((int from, int to) in Runs(values))
        {
            var points = new StringBuilder();
            for (int i = from; i < to; i++)
            {
                points.Append(CultureInfo.InvariantCulture, $"{axis.Middle(i):0.##},{bottom - Math.Clamp(values[i], 0, 1) * PanelHeight:0.##} ");
            }

            drawing.Add($"<polygon points=\"{axis.Middle(from):0.##},{bottom} {points}{axis.Middle(to - 1):0.##},{bottom}\" fill=\"{colour}\" fill-opacity=\"0.12\"/>");
            drawing.Add($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linejoin=\"round\"/>");
            if (to - from == 1)
            {
                drawing.Add($"<circle cx=\"{axis.Middle(from):0.##}\" cy=\"{bottom - Math.Clamp(values[from], 0, 1) * PanelHeight:0.##}\" r=\"4\" fill=\"{colour}\"/>");
            }
        }
    }

    /// <summary>The stretches of values that can be drawn, from (included) to (excluded).</summary>
    private static IEnumerable<(int From, int To)> Runs(IReadOnlyList<double> values)
    {
        int from = -1;
        for (int i = 0; i <= values.Count; i++)
        {
            bool known = i < values.Count && double.IsFinite(values[i]);
            if (known && from < 0)
            {
                from = i;
            }
            else if (!known && from >= 0)
            {
                yield return (from, i);
                from = -1;
            }
        }
    }

    /// <summary>Dots, not a line: hue is a circle, and between 359° and 1° lie two degrees.</summary>
    private static void DrawHue(SvgDrawing drawing, TimeAxis axis, AttributeSeries series)
    {
        DrawPanel(drawing, axis, 2, "hue", "circular mean, degrees; faint where hues cancel out", Enumerable.Range(0, 7).Select(i => (i / 6.0, string.Create(CultureInfo.InvariantCulture, $"{60 * i}°"))));
        double top = PanelTop(2);
        for (int i = 0; i < 60; i++)
        {
            drawing.Add($"<rect x=\"{Left - 6}\" y=\"{top + PanelHeight - (i + 1) * PanelHeight / 60.0:0.##}\" width=\"5\" height=\"{PanelHeight / 60.0 + 0.5:0.##}\" fill=\"hsl({6 * i + 3}, 85%, 50%)\"/>");
        }

        double radius = Math.Clamp(PlotWidth / (2.5 * series.Seconds.Count), 2, 5);
        for (int i = 0; i < series.HueDegrees.Count; i++)
        {
            if (double.IsFinite(series.HueDegrees[i]))
            {
                double hue = (series.HueDegrees[i] % 360 + 360) % 360;
                double opacity = 0.15 + 0.85 * Math.Clamp(double.IsFinite(series.HueResultantLength[i]) ? series.HueResultantLength[i] : 0, 0, 1);
                drawing.Add($"<circle cx=\"{axis.Middle(i):0.##}\" cy=\"{top + (1 - hue / 360) * PanelHeight:0.##}\" r=\"{radius:0.##}\" fill=\"hsl({hue:0.#}, 85%, 45%)\" fill-opacity=\"{opacity:0.###}\"/>");
            }
        }
    }

    private static void DrawStrip(SvgDrawing drawing, TimeAxis axis, AttributeSeries series)
    {
        drawing.Text(Left - 10, StripTop + StripHeight / 2.0 + 4, "colour", 12, Faded, "end");
        for (int i = 0; i < series.Colors.Count; i++)
        {
            (double from, double to) = axis.Span(i);
            drawing.Add($"<rect x=\"{from:0.##}\" y=\"{StripTop}\" width=\"{to - from + 0.5:0.##}\" height=\"{StripHeight}\" fill=\"#{series.Colors[i] & 0xFFFFFF:x6}\"/>");
        }
    }

    private static void DrawTimes(SvgDrawing drawing, TimeAxis axis, double y)
    {
        foreach (double seconds in axis.Ticks)
        {
            drawing.Text(axis.X(seconds), y, seconds.ToString("0.###", CultureInfo.InvariantCulture), 12, Faded, "middle");
        }

        drawing.Text(Left + PlotWidth / 2.0, y + 18, "time, seconds", 12, Faded, "middle");
    }
}
