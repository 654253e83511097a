using System.Globalization;

namespace EmoVid.Realtime.Media;

/// <summary>The plot of a single frame: its picture, its histograms of luma and hue, and its numbers.</summary>
internal static class StillPlot
{
    private const double Top = 84;
    private const double PictureSide = 300;
    private const double HistogramLeft = 470;
    private const double HistogramHeight = 150;

    public static SvgDrawing Compose(string title, AttributeSeries series)
    {
        var drawing = new SvgDrawing(PlotStyle.Width, 560);
        drawing.Rectangle(0, 0, PlotStyle.Width, drawing.Height, "#ffffff");
        drawing.Text(PlotStyle.Left, 38, title, PlotStyle.TitleSize, PlotStyle.Ink, bold: true);
        drawing.Text(PlotStyle.Left, 60, series.Subtitle, PlotStyle.TextSize, PlotStyle.Faded);
        DrawPicture(drawing, series);
        DrawNumbers(drawing, series);
        DrawLuma(drawing, series);
        DrawHue(drawing, series);
        return drawing;
    }

    private static void DrawPicture(SvgDrawing drawing, AttributeSeries series)
    {
        drawing.Rectangle(PlotStyle.Left, Top, PictureSide, PictureSide, "#f1f3f5");
        if (series.Thumbnails.Count > 0)
        {
            RgbaImage picture = series.Thumbnails[0];
            double scale = PictureSide / Math.Max(picture.Width, picture.Height), width = picture.Width * scale, height = picture.Height * scale;
            drawing.Picture(PlotStyle.Left + (PictureSide - width) / 2, Top + (PictureSide - height) / 2, width, height, picture);
        }

        drawing.Add($"<rect x=\"{PlotStyle.Left}\" y=\"{Top + PictureSide + 6}\" width=\"{PictureSide}\" height=\"14\" fill=\"#{series.Colors[0] & 0xFFFFFF:x6}\"/>");
    }

    private static void DrawNumbers(SvgDrawing drawing, AttributeSeries series)
    {
        var rows = new List<(string Name, string Value)>
        {
            ("brightness", Number(series.Brightness[0], "0.000")),
            ("colorfulness", Number(series.Colorfulness[0], "0.000")),
            ("hue", $"{Number(series.HueDegrees[0], "0.0")}° (R = {Number(series.HueResultantLength[0], "0.00")})"),
        };
        if (series.HaslerSusstrunk.Count > 0)
        {
            rows.Add(("Hasler–Süsstrunk M3", Number(series.HaslerSusstrunk[0], "0.0")));
        }

        for (int i = 0; i < rows.Count; i++)
        {
            double y = Top + PictureSide + 46 + i * 22;
            drawing.Text(PlotStyle.Left, y, rows[i].Name, PlotStyle.TextSize + 1, PlotStyle.Faded);
            drawing.Text(PlotStyle.Left + PictureSide, y, rows[i].Value, PlotStyle.TextSize + 1, PlotStyle.Ink, "end");
        }
    }

    private static void DrawLuma(SvgDrawing drawing, AttributeSeries series)
    {
        double bottom = Top + 22 + HistogramHeight;
        Heading(drawing, Top + 10, "Luma", "share of the pixels, Rec. 709 on sRGB codes");
        Bars(drawing, series.LumaHistogram, bottom, share => $"#{(int)(share * 235):x2}{(int)(share * 235):x2}{(int)(share * 235):x2}");
        foreach (double tick in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            drawing.Text(X(tick), bottom + 18, tick.ToString("0.##", CultureInfo.InvariantCulture), PlotStyle.TextSize, PlotStyle.Faded, "middle");
        }

        if (series.Luma is not [LumaSpread luma])
        {
            return;
        }

        foreach ((double value, string name) in new[] { (luma.P5, "5 %"), (luma.P50, "median"), (luma.P95, "95 %") })
        {
            drawing.Add($"<line x1=\"{X(value):0.##}\" y1=\"{bottom - HistogramHeight - 2:0.##}\" x2=\"{X(value):0.##}\" y2=\"{bottom:0.##}\" stroke=\"{PlotStyle.Vermillion}\" stroke-width=\"1.2\" stroke-dasharray=\"5 3\"/>");
            drawing.Add($"<text x=\"{X(value) + (value > 0.9 ? -4 : 4):0.##}\" text-anchor=\"{(value > 0.9 ? "end" : "start")}\" y=\"{bottom - HistogramHeight + (name == "median" ? 24 : 9):0.##}\" font-size=\"11.5\" fill=\"{PlotStyle.Vermillion}\" stroke=\"#ffffff\" stroke-width=\"2.5\" paint-order=\"stroke\">{name}</text>");
        }
    }

    private static void DrawHue(SvgDrawing drawing, AttributeSeries series)
    {
        double bottom = Top + 22 + 2 * HistogramHeight + 74;
        Heading(drawing, bottom - HistogramHeight - 12, "Hue", "saturation by hue, share of the whole; degrees");
        Bars(drawing, series.HueHistogram, bottom, share => HueDots.Colour(360 * share));
        for (int degrees = 0; degrees <= 360; degrees += 60)
        {
            drawing.Text(X(degrees / 360.0), bottom + 18, $"{degrees}°", PlotStyle.TextSize, PlotStyle.Faded, "middle");
        }
    }

    private static void Heading(SvgDrawing drawing, double y, string name, string meaning) =>
        drawing.Add($"<text x=\"{HistogramLeft}\" y=\"{y:0.##}\" font-size=\"{PlotStyle.HeadSize}\" fill=\"{PlotStyle.Ink}\" font-weight=\"bold\">{name}<tspan dx=\"10\" font-size=\"{PlotStyle.TextSize}\" font-weight=\"normal\" fill=\"{PlotStyle.Faded}\">{meaning}</tspan></text>");

    /// <summary>Bars scaled to the greatest, which a label names.</summary>
    private static void Bars(SvgDrawing drawing, IReadOnlyList<double> bins, double bottom, Func<double, FormattableString> colour)
    {
        double sum = bins.Sum(), most = bins.DefaultIfEmpty(0).Max();
        drawing.Rectangle(HistogramLeft, bottom - HistogramHeight, X(1) - HistogramLeft, HistogramHeight, "none", stroke: PlotStyle.Frame);
        for (int i = 0; most > 0 && i < bins.Count; i++)
        {
            double height = bins[i] / most * (HistogramHeight - 6), width = (X(1) - HistogramLeft) / bins.Count;
            drawing.Add($"<rect x=\"{HistogramLeft + i * width:0.##}\" y=\"{bottom - height:0.##}\" width=\"{width - (bins.Count > 100 ? 0 : 1):0.##}\" height=\"{height:0.##}\" fill=\"{colour((i + 0.5) / bins.Count)}\"/>");
        }

        if (most > 0)
        {
            drawing.Text(HistogramLeft - 10, bottom - HistogramHeight + 10, string.Create(CultureInfo.InvariantCulture, $"{100 * most / sum:0.#} %"), PlotStyle.TextSize, PlotStyle.Faded, "end");
        }

        drawing.Text(HistogramLeft - 10, bottom + 4, "0", PlotStyle.TextSize, PlotStyle.Faded, "end");
    }

    private static double X(double share) => HistogramLeft + share * (PlotStyle.Width - PlotStyle.Right - HistogramLeft);

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}
