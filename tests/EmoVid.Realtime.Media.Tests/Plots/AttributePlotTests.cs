namespace EmoVid.Realtime.Media.Tests;

public sealed class AttributePlotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_higher_value_stands_higher_in_proportion()
    {
        double none = LineRow(Series(10, 0)), half = LineRow(Series(10, 0.5)), most = LineRow(Series(10, 1));
        Assert.True(none > half && half > most);
        Assert.InRange((none - half) - (half - most), -2.5, 2.5);
    }

    [Fact]
    public void The_strip_shows_the_colours_in_order()
    {
        RgbaImage plot = AttributePlot.Draw("clip", Series(3, 0.5) with { Colors = [0xFF0000, 0x00FF00, 0x0000FF] });
        int[] strip = Enumerable.Range(0, plot.Height)
            .Select(y => Enumerable.Range(0, plot.Width).Select(x => Rgb(plot, x, y)).Where(rgb => rgb is 0xFF0000 or 0x00FF00 or 0x0000FF).ToArray())
            .MaxBy(row => row.Length)!;
        Assert.InRange(strip.Length, 1900, 2400);
        int[] runs = [.. strip.Where((rgb, x) => x == 0 || strip[x - 1] != rgb)];
        Assert.Equal([0xFF0000, 0x00FF00, 0x0000FF], runs);
        Assert.InRange(strip.Count(rgb => rgb == 0x00FF00), strip.Length / 3 - 9, strip.Length / 3 + 9);
    }

    [Fact]
    public void Hue_is_drawn_at_its_angle_and_in_its_colour()
    {
        RgbaImage low = AttributePlot.Draw("clip", Series(30, double.NaN) with { HueDegrees = Repeat(30, 30) });
        RgbaImage high = AttributePlot.Draw("clip", Series(30, double.NaN) with { HueDegrees = Repeat(30, 330) });
        Assert.NotEqual(low.Pixels, high.Pixels);

        // hsl(120, 88 %, 37 %) is a green that nothing else on the plot has so much of.
        RgbaImage green = AttributePlot.Draw("clip", Series(30, double.NaN) with { HueDegrees = Repeat(30, 120) });
        static int Greens(RgbaImage plot) => Enumerable.Range(0, plot.Width * plot.Height).Count(i => Rgb(plot, i % plot.Width, i / plot.Width) is var rgb && ((rgb >> 8) & 255) > 160 && rgb >> 16 < 40 && (rgb & 255) < 40);
        Assert.True(Greens(green) > Greens(low) + 2000);
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
    public void An_svg_is_one_document_that_draws_the_same()
    {
        AttributeSeries series = Series(40, 0.5) with { Thumbnails = [TestPictures.Disc(20, 30)], CutSeconds = [0.8] };
        string path = _folder.File("plot.svg");
        AttributePlot.Write(path, "clip", series);
        RgbaImage drawn = AttributePlot.Draw("clip", series);
        Assert.Equal(drawn.Pixels, SvgRasterizer.Read(path, Math.Max(drawn.Width, drawn.Height)).Pixels);
    }

    [Fact]
    public void A_line_breaks_at_a_cut_and_each_shot_shows_its_mean()
    {
        double[] values = [.. Enumerable.Range(0, 48).Select(i => i < 24 ? 0.2 : 0.8)];
        AttributeSeries whole = Series(48, 0) with { Brightness = values }, cut = whole with { CutSeconds = [1] };
        string without = AttributePlot.DrawSvg("clip", whole), with = AttributePlot.DrawSvg("clip", cut);
        Assert.Equal(1, Count(without, "<polyline"));
        Assert.Equal(2, Count(with, "<polyline"));
        Assert.Equal(0, Count(without, "stroke-opacity=\"0.3\""));
        Assert.Equal(2, Count(with, "stroke-opacity=\"0.3\""));
        Assert.Contains("cut 1.00 s", with, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_clip_is_gathered_into_columns_with_its_spread()
    {
        string svg = AttributePlot.DrawSvg("clip", Series(14400, 0) with { Brightness = [.. Enumerable.Range(0, 14400).Select(i => i % 2 * 0.5)], HueDegrees = Repeat(14400, 200) });
        Assert.InRange(svg.Length, 10_000, 500_000);
        Assert.Contains("fill-opacity=\"0.28\"", svg, StringComparison.Ordinal);
        Assert.Contains("min:s", svg, StringComparison.Ordinal);
        Assert.InRange(Count(svg, "<circle"), 900, 1200);
    }

    [Fact]
    public void What_was_not_measured_has_no_panel()
    {
        AttributeSeries few = Series(10, 0.5), all = few with { HaslerSusstrunk = Repeat(10, 40), MotionPerSecond = Repeat(10, 0.3), Luma = [.. Enumerable.Repeat(new LumaSpread(0.1, 0.2, 0.5, 0.7, 0.9), 10)] };
        foreach (string name in new[] { "Colourfulness M3", "Motion", "Luma" })
        {
            Assert.DoesNotContain(name, AttributePlot.DrawSvg("clip", few), StringComparison.Ordinal);
            Assert.Contains(name, AttributePlot.DrawSvg("clip", all), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_still_with_histograms_is_drawn_as_such()
    {
        AttributeSeries still = Series(1, 0.5) with { LumaHistogram = [.. Enumerable.Range(0, 64).Select(i => i / 2016.0)], HueHistogram = Repeat(36, 1 / 36.0), Luma = [new(0, 0.1, 0.5, 0.9, 1)], Thumbnails = [TestPictures.Disc(20, 30)] };
        string svg = AttributePlot.DrawSvg("still", still);
        Assert.Contains("median", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("time, s", svg, StringComparison.Ordinal);
        Assert.True(AttributePlot.Draw("still", still).Width > 2000);
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

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static double[] Repeat(int count, double value) => [.. Enumerable.Repeat(value, count)];

    private static int Rgb(RgbaImage image, int x, int y)
    {
        int at = (y * image.Width + x) * 4;
        return image.Pixels[at] << 16 | image.Pixels[at + 1] << 8 | image.Pixels[at + 2];
    }

    /// <summary>Mean row of the brightness line (#0072b2) in the middle of the plot.</summary>
    private static double LineRow(AttributeSeries series)
    {
        RgbaImage plot = AttributePlot.Draw("clip", series);
        return Enumerable.Range(0, plot.Height).Where(y => Rgb(plot, plot.Width / 2 + 3, y) == 0x0072B2).Average();
    }
}
