namespace EmoVid.Realtime.Media;

/// <summary>The clip itself above its plot: a few frames, and the mean colour of every column.</summary>
internal static class FilmStrip
{
    private const double MostHeight = 96;

    /// <summary>What of a transparent frame shows through: the light grey square of the familiar checkerboard.</summary>
    private const string Behind = "#f1f3f5";

    /// <summary>Width and height of each picture; the strip is as wide as the plot unless the pictures are tall.</summary>
    public static (double Width, double Height) PictureSize(IReadOnlyList<RgbaImage> pictures)
    {
        if (pictures.Count == 0)
        {
            return (0, 0);
        }

        double slot = (double)PlotStyle.PlotWidth / pictures.Count, aspect = (double)pictures[0].Width / pictures[0].Height;
        double height = Math.Min(MostHeight, slot / aspect);
        return (height * aspect, height);
    }

    public static void Draw(SvgDrawing drawing, TimeAxis axis, AttributeSeries series, double top, (double Width, double Height) picture, double strip, double height)
    {
        double slot = series.Thumbnails.Count == 0 ? 0 : (double)PlotStyle.PlotWidth / series.Thumbnails.Count;
        for (int i = 0; i < series.Thumbnails.Count; i++)
        {
            double x = PlotStyle.Left + i * slot + (slot - picture.Width) / 2;
            drawing.Rectangle(x, top, picture.Width, picture.Height, Behind);
            drawing.Picture(x, top, picture.Width, picture.Height, series.Thumbnails[i]);
        }

        DrawColours(drawing, axis, series, strip, height);
        foreach (double cut in series.CutSeconds)
        {
            drawing.Line(axis.X(cut), strip, axis.X(cut), strip + height + 5, PlotStyle.Ink, series.CutSeconds.Count > 60 ? 0.5 : 1.2);
        }
    }

    /// <summary>Mean colours; where frames are narrower than half a unit, several are averaged.</summary>
    private static void DrawColours(SvgDrawing drawing, TimeAxis axis, AttributeSeries series, double top, double height)
    {
        int first = 0;
        while (first < series.Colors.Count)
        {
            (double from, double to) = axis.Span(first);
            int last = first + 1;
            while (last < series.Colors.Count && to - from < 0.5)
            {
                to = axis.Span(last++).To;
            }

            drawing.Add($"<rect x=\"{from:0.##}\" y=\"{top:0.##}\" width=\"{to - from + 0.3:0.##}\" height=\"{height:0.##}\" fill=\"#{Mean(series.Colors, first, last):x6}\"/>");
            first = last;
        }
    }

    private static int Mean(IReadOnlyList<int> colors, int first, int last)
    {
        int red = 0, green = 0, blue = 0, count = last - first;
        for (int i = first; i < last; i++)
        {
            red += colors[i] >> 16 & 255;
            green += colors[i] >> 8 & 255;
            blue += colors[i] & 255;
        }

        return red / count << 16 | green / count << 8 | blue / count;
    }
}
