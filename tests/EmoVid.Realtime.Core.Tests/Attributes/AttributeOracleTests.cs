namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>Every attribute against its textbook definition in double precision, and its laws.</summary>
public class AttributeOracleTests
{
    private const int Width = 61, Height = 37;

    [Theory]
    [InlineData(AlphaMode.Opaque)]
    [InlineData(AlphaMode.Straight)]
    public void Every_attribute_agrees_with_its_definition(AlphaMode mode)
    {
        RgbaImage image = Noise(3, mode), before = Noise(4, mode);
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        meter.Measure(before.View);
        AttributeSums sums = meter.Sums(image.View);
        VisualAttributes found = VisualAttributes.FromSums(sums);

        (double R, double G, double B, double W)[] pixels = Pixels(image);
        double weight = pixels.Sum(p => p.W), cos = 0, sin = 0, saturations = 0;
        double[] lumas = [.. pixels.Select(p => 0.2126 * p.R + 0.7152 * p.G + 0.0722 * p.B)];
        var bins = new double[36];
        for (int i = 0; i < pixels.Length; i++)
        {
            (double hue, double saturation, _) = AttributeOracle.ToHsv((int)pixels[i].R, (int)pixels[i].G, (int)pixels[i].B);
            double share = saturation * pixels[i].W;
            saturations += share;
            cos += share * Math.Cos(hue * Math.PI / 180);
            sin += share * Math.Sin(hue * Math.PI / 180);
            bins[(int)(hue / 10)] += share;
        }

        Assert.Equal(weight / pixels.Length, found.Coverage, 1e-12);
        double mean = pixels.Zip(lumas).Sum(p => p.First.W * p.Second) / weight;
        Assert.Equal(mean / 255, found.LumaMean, 0.1 / 255);
        Assert.Equal(Math.Sqrt(pixels.Zip(lumas).Sum(p => p.First.W * (p.Second - mean) * (p.Second - mean)) / weight) / 255, found.LumaContrast, 0.1 / 255);
        Assert.Equal(pixels.Sum(p => p.W * (p.R - p.B)) / weight / 255, found.WarmCool, 1e-9);
        Assert.Equal(Math.Sqrt(cos * cos + sin * sin) / saturations, found.WeightedHueResultantLength, 1e-3);
        (double foundSin, double foundCos) = Math.SinCos(found.WeightedHueDegrees * Math.PI / 180);
        Assert.Equal(cos / saturations, found.WeightedHueResultantLength * foundCos, 6e-4);
        Assert.Equal(sin / saturations, found.WeightedHueResultantLength * foundSin, 6e-4);

        // A pixel whose hue lies within a step of a border may fall on its other side, and a saturation of the histogram is cut to
        // 1/256.
        for (int bin = 0; bin < 36; bin++)
        {
            Assert.Equal(bins[bin] / weight, sums.HueHistogram[bin] / (255.0 * 256 * weight), 0.0025);
        }

        double[] sorted = [.. Enumerable.Range(0, lumas.Length).OrderBy(i => lumas[i]).SelectMany(i => Enumerable.Repeat(lumas[i], (int)Math.Round(pixels[i].W * 255)))];
        foreach ((double share, double value) in new[] { (0.01, found.LumaP1), (0.05, found.LumaP5), (0.5, found.LumaP50), (0.95, found.LumaP95), (0.99, found.LumaP99) })
        {
            Assert.Equal(sorted[(int)Math.Ceiling(share * sorted.Length) - 1] / 255, value, 1.0 / 255);
        }

        (double R, double G, double B, double W)[] old = Pixels(before);
        double[] changes = [.. Enumerable.Range(0, pixels.Length).Select(i => OverBlack(pixels[i]) - OverBlack(old[i]))];
        Assert.Equal(changes.Average(Math.Abs) / 255, found.MotionEnergy, 1.0 / 255);
        Assert.Equal(Math.Abs(changes.Average()) / 255, found.Flicker, 0.1 / 255);
        AssertEdges(pixels, found.EdgeDensity);
        AssertGrid(pixels, sums);
    }

    [Fact]
    public void Turning_the_channels_turns_the_hue_by_a_third_and_keeps_the_rest()
    {
        RgbaImage image = Skewed(), turned = new(Width, Height, AlphaMode.Opaque);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (turned.Pixels[i], turned.Pixels[i + 1], turned.Pixels[i + 2]) = (image.Pixels[i + 2], image.Pixels[i], image.Pixels[i + 1]);
        }

        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        VisualAttributes before = meter.Measure(image.View), after = meter.Measure(turned.View);
        Assert.Equal(120, (after.HueDegrees - before.HueDegrees + 360) % 360, 0.05);
        Assert.Equal(120, (after.WeightedHueDegrees - before.WeightedHueDegrees + 360) % 360, 0.05);
        Assert.Equal((before.Brightness, before.Colorfulness), (after.Brightness, after.Colorfulness));
        Assert.Equal(before.HueResultantLength, after.HueResultantLength, 4e-4);
    }

    [Fact]
    public void The_order_of_pixels_and_a_doubling_of_size_change_no_mean()
    {
        RgbaImage image = Skewed(), shuffled = new(Width, Height, AlphaMode.Opaque), doubled = new(2 * Width, 2 * Height, AlphaMode.Opaque);
        int[] order = [.. Enumerable.Range(0, Width * Height)];
        new Random(6).Shuffle(order);
        for (int i = 0; i < order.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(4 * i, 4);
            pixel.CopyTo(shuffled.Pixels.AsSpan(4 * order[i]));
            for (int k = 0; k < 4; k++)
            {
                pixel.CopyTo(doubled.Pixels.AsSpan(4 * ((2 * (i / Width) + k / 2) * 2 * Width + 2 * (i % Width) + k % 2)));
            }
        }

        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.Standard | AttributeSet.WeightedHue | AttributeSet.HueHistogram });
        AttributeSums expected = meter.Sums(image.View);
        SumsAssert.Equal(expected, meter.Sums(shuffled.View));
        VisualAttributes once = VisualAttributes.FromSums(expected), twice = meter.Measure(doubled.View);
        Assert.Equal(once.HueDegrees, twice.HueDegrees, 1e-9);
        Assert.Equal(once with { HueDegrees = 0, HueResultantLength = 0, HaslerSusstrunk = 0, LumaContrast = 0, WeightedHueDegrees = 0, WeightedHueResultantLength = 0 }, twice with { HueDegrees = 0, HueResultantLength = 0, HaslerSusstrunk = 0, LumaContrast = 0, WeightedHueDegrees = 0, WeightedHueResultantLength = 0 });
        Assert.Equal(once.HaslerSusstrunk, twice.HaslerSusstrunk, 1e-9);
    }

    [Fact]
    public void Uniform_noise_has_the_colourfulness_that_its_variances_give()
    {
        // var(R − G) = 2·(256² − 1)/12 and var(½(R + G) − B) = 1.5·(256² − 1)/12; with absolute values it would be 113.
        var image = new RgbaImage(512, 512, AlphaMode.Opaque);
        new Random(10).NextBytes(image.Pixels);
        using var meter = new CpuAttributeMeter();
        Assert.Equal(Math.Sqrt(3.5 * 65535 / 12), meter.Measure(image.View).HaslerSusstrunk, 0.8);
    }

    [Fact]
    public void A_masked_frame_is_the_frame_with_that_alpha()
    {
        RgbaImage opaque = Noise(8, AlphaMode.Opaque), straight = new(Width, Height, AlphaMode.Straight);
        var coverage = new byte[Width * Height];
        new Random(9).NextBytes(coverage);
        opaque.Pixels.CopyTo(straight.Pixels, 0);
        for (int i = 0; i < coverage.Length; i++)
        {
            straight.Pixels[4 * i + 3] = coverage[i];
        }

        using var meter = new CpuAttributeMeter();
        SumsAssert.Equal(meter.Sums(straight.View), meter.Sums(opaque.View, new MaskView(coverage, Width, Height, Width)));
    }

    [Fact]
    public void Known_pictures_have_their_motion_flicker_edges_and_warmth()
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        RgbaImage red = Flat(255, 0, 0), white = Flat(255, 255, 255), black = Flat(0, 0, 0), blue = Flat(0, 0, 255);
        Assert.Equal((1, 0, 0), (meter.Measure(red.View).WarmCool, meter.Measure(red.View).MotionEnergy, meter.Measure(red.View).EdgeDensity));
        Assert.Equal(-1, meter.Measure(blue.View).WarmCool);
        meter.Measure(black.View);
        VisualAttributes flash = meter.Measure(white.View);
        Assert.Equal((1.0, 1.0), (flash.MotionEnergy, flash.Flicker));

        // Half of the picture up, half down: motion without flicker. One border column on either side is an edge.
        RgbaImage left = Flat(0, 0, 0), right = Flat(0, 0, 0);
        for (int i = 0; i < Width * Height; i++)
        {
            (i % Width < Width / 2 ? left : i % Width < Width / 2 * 2 ? right : black).Pixels.AsSpan(4 * i, 3).Fill(255);
        }

        meter.Measure(left.View);
        VisualAttributes moved = meter.Measure(right.View);
        Assert.Equal(0, moved.Flicker, 1e-12);
        Assert.Equal(60.0 / 61, moved.MotionEnergy, 1e-12);
        Assert.Equal(2 / 59.0, meter.Measure(left.View).EdgeDensity, 1e-12);
    }

    private static void AssertEdges((double R, double G, double B, double W)[] pixels, double found)
    {
        int edges = 0, count = 0;
        for (int y = 1; y < Height - 1; y++)
        {
            for (int x = 1; x < Width - 1; x++)
            {
                double At(int dx, int dy) => Math.Round(OverBlack(pixels[(y + dy) * Width + x + dx]));
                edges += Math.Abs(At(1, 0) - At(-1, 0)) + Math.Abs(At(0, 1) - At(0, -1)) >= 32 ? 1 : 0;
                count++;
            }
        }

        Assert.Equal(edges / (double)count, found, 0.02);
    }

    private static void AssertGrid((double R, double G, double B, double W)[] pixels, AttributeSums sums)
    {
        for (int cell = 0; cell < 16; cell++)
        {
            (int column, int row) = (cell % 4, cell / 4);
            (double R, double G, double B, double W)[] inside = [.. pixels.Where((_, i) => i % Width >= column * Width / 4 && i % Width < (column + 1) * Width / 4 && i / Width >= row * Height / 4 && i / Width < (row + 1) * Height / 4)];
            double weight = inside.Sum(p => p.W);
            Assert.Equal(weight * 255, sums.GridCell(column, row).Weight, 1e-6);
            Assert.Equal(inside.Sum(p => p.W * Math.Max(p.R, Math.Max(p.G, p.B))) / weight / 255, sums.GridCell(column, row).Brightness, 1e-9);
            Assert.Equal(inside.Sum(p => p.W * AttributeOracle.ToHsv((int)p.R, (int)p.G, (int)p.B).Saturation) / weight, sums.GridCell(column, row).Colorfulness, 1.3e-4);
        }
    }

    private static double OverBlack((double R, double G, double B, double W) p) => (0.2126 * p.R + 0.7152 * p.G + 0.0722 * p.B) * p.W;

    private static (double R, double G, double B, double W)[] Pixels(RgbaImage image) => [.. Enumerable.Range(0, image.Width * image.Height).Select(i =>
        ((double)image.Pixels[4 * i], (double)image.Pixels[4 * i + 1], (double)image.Pixels[4 * i + 2], image.AlphaMode == AlphaMode.Opaque ? 1.0 : image.Pixels[4 * i + 3] / 255.0))];

    private static RgbaImage Noise(int seed, AlphaMode mode)
    {
        var image = new RgbaImage(Width, Height, mode);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    /// <summary>Mostly orange, so that the hue has a direction; no two channels equal, because a tie's primary is the first.</summary>
    private static RgbaImage Skewed()
    {
        RgbaImage image = Noise(5, AlphaMode.Opaque);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]) = ((byte)(160 + image.Pixels[i] % 96), (byte)(80 + image.Pixels[i + 1] % 80), (byte)(image.Pixels[i + 2] % 80));
        }

        return image;
    }

    private static RgbaImage Flat(byte r, byte g, byte b)
    {
        var image = new RgbaImage(Width, Height, AlphaMode.Opaque);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]) = (r, g, b);
        }

        return image;
    }
}
