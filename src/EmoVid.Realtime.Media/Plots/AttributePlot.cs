using System.Globalization;

namespace EmoVid.Realtime.Media;

/// <summary>Draws what a clip looks like over time: brightness and colorfulness, luma's percentiles, Hasler and Süsstrunk's
/// colourfulness, hue and motion, with cuts, shot means, and the clip itself as a strip of frames and mean colours. A single frame
/// becomes its picture, histograms and numbers.</summary>
/// <remarks>Stateless; any number of threads. Vector drawing throughout: SVG, or PNG with two pixels a unit.</remarks>
public static class AttributePlot
{
    private const double PanelGap = 44;
    private const double StripHeight = 22;

    /// <summary>Ticks a time axis may have at most, so that labels do not touch.</summary>
    private const int MaxTicks = 12;

    /// <summary>Cuts that are labelled with their time; more would not be legible.</summary>
    private const int MaxCutLabels = 16;

    /// <summary>Hasler and Süsstrunk (2003), table 2: what observers called images of about that M3.</summary>
    private static readonly (double Value, string Word)[] ColourfulnessWords =
        [(15, "slightly colourful"), (33, "moderately"), (45, "averagely"), (59, "quite"), (82, "highly"), (109, "extremely")];

    /// <summary>Draws the plot and writes it, atomically: SVG where the name ends in .svg, PNG otherwise.</summary>
    /// <param name="path">The file to appear or to be replaced; its folder must exist.</param>
    /// <param name="title">Words at the top, e.g. the clip's name.</param>
    /// <param name="series">At least one frame.</param>
    /// <param name="cancellationToken">Stops the drawing.</param>
    /// <exception cref="MediaException">The file cannot be written, or librsvg or ffmpeg is not installed.</exception>
    public static void Write(string path, string title, AttributeSeries series, CancellationToken cancellationToken = default)
    {
        using AtomicFile file = AtomicFile.Create(path);
        if (Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(DrawSvg(title, series)));
        }
        else
        {
            RgbaImage plot = Draw(title, series, cancellationToken);
            file.Write(PngWriter.Encode(new FrameView(plot.Pixels, plot.Width, plot.Height, plot.Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque)));
        }

        file.Commit();
    }

    /// <summary>Draws the plot: opaque pixels in straight form, two a unit.</summary>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    /// <exception cref="MediaToolException">librsvg or ffmpeg is not installed.</exception>
    public static RgbaImage Draw(string title, AttributeSeries series, CancellationToken cancellationToken = default) =>
        Compose(title, series).Render(cancellationToken, PlotStyle.Scale);

    /// <summary>Draws the plot as an SVG document that needs no file beside it.</summary>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    public static string DrawSvg(string title, AttributeSeries series) => Compose(title, series).ToMarkup();

    private static SvgDrawing Compose(string title, AttributeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        series.Check();
        return series.Seconds.Count == 1 && series.LumaHistogram.Count > 0 ? StillPlot.Compose(title, series) : ComposeClip(title, series);
    }

    private static SvgDrawing ComposeClip(string title, AttributeSeries series)
    {
        TimeAxis axis = TimeAxis.Over(series.Seconds, series.EndSeconds, PlotStyle.Left, PlotStyle.PlotWidth, MaxTicks);
        (double Width, double Height) picture = FilmStrip.PictureSize(series.Thumbnails);
        double top = 82, strip = top + picture.Height, first = strip + StripHeight + 22 + PanelGap;
        var panels = new List<(double Height, Action<PlotPanel> Fill, double Least, double Most)> { (150, panel => FillShares(panel, series), 0, 1) };
        if (series.Luma.Count > 0)
        {
            panels.Add((120, panel => FillLuma(panel, series), 0, 1));
        }

        if (series.HaslerSusstrunk.Count > 0)
        {
            panels.Add((120, panel => FillColourfulness(panel, series), 0, CeilingOf(series.HaslerSusstrunk, 60, 20)));
        }

        panels.Add((132, _ => { }, 0, 360));
        int hue = panels.Count - 1;
        if (series.MotionPerSecond.Any(double.IsFinite))
        {
            double most = Round125(series.MotionPerSecond.Where(double.IsFinite).Max());
            panels.Add((90, panel => FillMotion(panel, series, most), 0, most));
        }

        double height = first + panels.Sum(panel => panel.Height + PanelGap) + 12;
        var drawing = new SvgDrawing(PlotStyle.Width, (int)Math.Ceiling(height));
        drawing.Rectangle(0, 0, PlotStyle.Width, drawing.Height, "#ffffff");
        drawing.Text(PlotStyle.Left, 38, title, PlotStyle.TitleSize, PlotStyle.Ink, bold: true);
        drawing.Text(PlotStyle.Left, 60, series.Subtitle, PlotStyle.TextSize, PlotStyle.Faded);
        FilmStrip.Draw(drawing, axis, series, top, picture, strip, StripHeight);
        LabelCuts(drawing, axis, series, strip + StripHeight + 16);
        double y = first;
        for (int i = 0; i < panels.Count; i++)
        {
            var panel = new PlotPanel(drawing, axis, series, y, panels[i].Height, panels[i].Least, panels[i].Most);
            if (i == hue)
            {
                panel.Begin("Hue", "circular mean of HSV hue, degrees; the fainter, the more hues cancel out", Enumerable.Range(0, 5).Select(k => (90.0 * k, $"{90 * k}°")));
                HueDots.Draw(drawing, axis, series, panel);
            }
            else
            {
                panels[i].Fill(panel);
            }

            panel.End();
            y = panel.Bottom + PanelGap;
        }

        LabelTimes(drawing, axis, y - PanelGap + 18);
        return drawing;
    }

    private static void FillShares(PlotPanel panel, AttributeSeries series)
    {
        panel.Begin("Brightness and colorfulness", "mean HSV value and saturation, 0–1", Ticks(0, 1, 0.25));
        panel.Legend(PlotPanel.Summary("colorfulness", series.Colorfulness, "0.00"), PlotStyle.Vermillion);
        panel.Legend(PlotPanel.Summary("brightness", series.Brightness, "0.00"), PlotStyle.Blue);
        panel.Line(series.Colorfulness, PlotStyle.Vermillion);
        panel.Line(series.Brightness, PlotStyle.Blue);
    }

    private static void FillLuma(PlotPanel panel, AttributeSeries series)
    {
        const string broad = "#dde3e9", narrow = "#b3bfcb";
        panel.Begin("Luma", "Rec. 709 on sRGB codes, 0–1", Ticks(0, 1, 0.25));
        panel.Legend("1–99 % of the pixels", broad, 9);
        panel.Legend("5–95 %", narrow, 9);
        panel.Legend("median", PlotStyle.Ink);
        panel.Band([.. series.Luma.Select(luma => luma.P1)], [.. series.Luma.Select(luma => luma.P99)], broad);
        panel.Band([.. series.Luma.Select(luma => luma.P5)], [.. series.Luma.Select(luma => luma.P95)], narrow);
        panel.Line([.. series.Luma.Select(luma => luma.P50)], PlotStyle.Ink);
    }

    private static void FillColourfulness(PlotPanel panel, AttributeSeries series)
    {
        double most = CeilingOf(series.HaslerSusstrunk, 60, 20);
        panel.Begin("Colourfulness M3", "Hasler and Süsstrunk 2003", Ticks(0, most, most > 120 ? 40 : 20));
        panel.Legend(PlotPanel.Summary("M3", series.HaslerSusstrunk, "0"), PlotStyle.Green);
        panel.Line(series.HaslerSusstrunk, PlotStyle.Green);
        foreach ((double value, string word) in ColourfulnessWords.Where(entry => entry.Value <= 0.95 * most))
        {
            panel.Note(value, word);
        }
    }

    private static void FillMotion(PlotPanel panel, AttributeSeries series, double most)
    {
        panel.Begin("Motion", "mean luma change a second, black to white = 1", Ticks(0, most, most / 2));
        panel.Legend(PlotPanel.Summary("motion", series.MotionPerSecond, "0.00"), PlotStyle.Purple);
        panel.Line(series.MotionPerSecond, PlotStyle.Purple, filled: true);
    }

    private static void LabelCuts(SvgDrawing drawing, TimeAxis axis, AttributeSeries series, double y)
    {
        if (series.CutSeconds.Count is 0 or > MaxCutLabels)
        {
            return;
        }

        double free = 0;
        foreach (double cut in series.CutSeconds)
        {
            string words = string.Create(CultureInfo.InvariantCulture, $"cut {cut:0.00} s");
            double x = Math.Min(axis.X(cut), PlotStyle.Left + PlotStyle.PlotWidth - 30);
            if (x - 34 >= free)
            {
                drawing.Text(x, y, words, 11.5, PlotStyle.Ink, "middle");
                free = x + 34;
            }
        }
    }

    private static void LabelTimes(SvgDrawing drawing, TimeAxis axis, double y)
    {
        foreach (double seconds in axis.Ticks)
        {
            drawing.Text(axis.X(seconds), y, axis.Label(seconds), PlotStyle.TextSize, PlotStyle.Faded, "middle");
        }

        drawing.Text(PlotStyle.Left + PlotStyle.PlotWidth / 2.0, y + 20, axis.Unit, PlotStyle.TextSize, PlotStyle.Ink, "middle");
    }

    private static IEnumerable<(double Value, string Label)> Ticks(double from, double to, double step) =>
        Enumerable.Range(0, (int)Math.Round((to - from) / step) + 1).Select(i => (from + i * step, (from + i * step).ToString("0.###", CultureInfo.InvariantCulture)));

    private static double CeilingOf(IEnumerable<double> values, double least, double step) =>
        Math.Max(least, Math.Ceiling(values.Where(double.IsFinite).DefaultIfEmpty(0).Max() * 1.05 / step) * step);

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is no smaller.</summary>
    private static double Round125(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return value <= power ? power : value <= 2 * power ? 2 * power : value <= 5 * power ? 5 * power : 10 * power;
    }
}
