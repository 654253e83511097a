namespace EmoVid.Realtime.Media.Tests;

public sealed class AttributePlotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_higher_value_stands_higher_in_proportion()
    {
        double none = LineRow(Series(10, 0)), half = LineRow(Series(10, 0.5)), most = LineRow(Series(10, 1));
        Assert.True(none > half && half > most);
        Assert.InRange((none - half) - (half - most), -1.5, 1.5);
    }

    [Fact]
    public void The_strip_shows_the_colours_in_order()
    {
        RgbaImage plot = AttributePlot.Draw("clip", Series(3, 0.5) with { Colors = [0xFF0000, 0x00FF00, 0x0000FF] });
        int[] strip = Enumerable.Range(0, plot.Height)
            .Select(y => Enumerable.Range(0, plot.Width).Select(x => Rgb(plot, x, y)).Where(rgb => rgb is 0xFF0000 or 0x00FF00 or 0x0000FF).ToArray())
            .MaxBy(row => row.Length)!;
        Assert.InRange(strip.Length, 900, 1200);
        int[] runs = [.. strip.Where((rgb, x) => x == 0 || strip[x - 1] != rgb)];
        Assert.Equal([0xFF0000, 0x00FF00, 0x0000FF], runs);
        Assert.InRange(strip.Count(rgb => rgb == 0x00FF00), strip.Length / 3 - 5, strip.Length / 3 + 5);
    }

    [Fact]
    public void Hue_is_drawn_at_its_angle_and_in_its_colour()
    {
        RgbaImage low = AttributePlot.Draw("clip", Series(30, double.NaN) with { HueDegrees = Repeat(30, 30) });
        RgbaImage high = AttributePlot.Draw("clip", Series(30, double.NaN) with { HueDegrees = Repeat(30, 330) });
        Assert.NotEqual(low.Pixels, high.Pixels);

        // hsl(120, 85 %, 45 %) is a green that nothing else on the plot has so much of.
        RgbaImage green = AttributePlot.Draw("clip", Series(30, double.NaN) with { HueDegrees = Repeat(30, 120) });
        static int Greens(RgbaImage plot) => Enumerable.Range(0, plot.Width * plot.Height).Count(i => Rgb(plot, i % plot.Width, i / plot.Width) is var rgb && ((rgb >> 8) & 255) > 190 && rgb >> 16 < 40 && (rgb & 255) < 40);
        Assert.True(Greens(green) > Greens(low) + 500);
    }

    [Fact]
    public void Unknown_values_single_frames_and_strange_titles_are_drawn()
    {
        AttributePlot.Draw("a <b> & \"c\" \u0001 \uD83D\uDE00.webp", Series(1, 0.5));
        AttributePlot.Draw(string.Empty, Series(5, double.NaN) with { HueDegrees = Repeat(5, double.NaN), HueResultantLength = Repeat(5, double.NaN) });
        AttributePlot.Draw("long", Series(5000, 0.3));
        RgbaImage without = AttributePlot.Draw("clip", Series(5, 0.5)), with = AttributePlot.Draw("clip", Series(5, 0.5) with { Thumbnails = [TestPictures.Disc(20, 30)] });
        Assert.True(with.Height > without.Height);
    }

    [Fact]
    public void The_file_is_an_opaque_PNG()
    {
        string path = _folder.File("plot.png");
        AttributePlot.Write(path, "clip", Series(4, 0.5));
        Assert.Equal(AttributePlot.Draw("clip", Series(4, 0.5)).Pixels, Assert.Single(Pillow.Decode(path)).Pixels);
        Assert.Equal(["plot.png"], _folder.Files);
    }

    [Fact]
    public void Lists_that_do_not_fit_together_are_argument_errors()
    {
        Assert.Throws<ArgumentException>(() => AttributePlot.Draw("clip", Series(3, 0.5) with { Colors = [0] }));
        Assert.Throws<ArgumentException>(() => AttributePlot.Draw("clip", Series(0, 0.5)));
    }

    public void Dispose() => _folder.Dispose();

    private static AttributeSeries Series(int count, double brightness) => new()
    {
        Seconds = [.. Enumerable.Range(0, count).Select(i => i / 24.0)],
        Brightness = Repeat(count, brightness),
        Colorfulness = Repeat(count, double.NaN),
        HueDegrees = Repeat(count, double.NaN),
        HueResultantLength = Repeat(count, 1),
        Colors = [.. Enumerable.Repeat(0x808080, count)],
    };

    private static double[] Repeat(int count, double value) => [.. Enumerable.Repeat(value, count)];

    private static int Rgb(RgbaImage image, int x, int y)
    {
        int at = (y * image.Width + x) * 4;
        return image.Pixels[at] << 16 | image.Pixels[at + 1] << 8 | image.Pixels[at + 2];
    }

    /// <summary>Mean row of the brightness line (#d97706) in the middle of the plot.</summary>
    private static double LineRow(AttributeSeries series)
    {
        RgbaImage plot = AttributePlot.Draw("clip", series);
        return Enumerable.Range(0, plot.Height).Where(y => Rgb(plot, plot.Width / 2 + 3, y) == 0xD97706).Average();
    }
}
