namespace EmoVid.Realtime.Core.Tests.Attributes;

public class VisualAttributesTests
{
    [Theory]
    [InlineData(255, 0, 0, 1, 1, 0)]
    [InlineData(0, 128, 0, 128 / 255.0, 1, 120)]
    [InlineData(51, 51, 204, 0.8, 0.75, 240)]
    [InlineData(90, 90, 90, 90 / 255.0, 0, 0)]
    public void A_flat_image_has_the_attributes_of_its_colour(byte r, byte g, byte b, double brightness, double colorfulness, double hue)
    {
        VisualAttributes attributes = Measure(Flat(r, g, b, 255));
        Assert.Equal(brightness, attributes.Brightness, 12);
        Assert.Equal(colorfulness, attributes.Colorfulness, 12);
        Assert.Equal(hue, attributes.HueDegrees, 2);
        Assert.Equal(1, attributes.HueResultantLength, 4);
        Assert.Equal(1, attributes.Coverage, 12);

        // Hasler-Süsstrunk of a flat image: σ = 0, so 0.3 times the distance of the mean from grey in the opponent plane.
        double yb = (r + g) / 2.0 - b;
        Assert.Equal(0.3 * Math.Sqrt((r - g) * (r - g) + yb * yb), attributes.HaslerSusstrunk, 9);
    }

    [Fact]
    public void Hasler_Susstrunk_of_half_red_half_cyan_is_analytic()
    {
        // rg is ±255 and yb is ±127.5 in equal parts: both means are 0, so M3 = √(255² + 127.5²), with signs kept.
        var image = new RgbaImage(10, 4, AlphaMode.Opaque);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            bool red = i / 4 % 2 == 0;
            (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]) = red ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)255, (byte)255);
        }

        VisualAttributes attributes = Measure(image);
        Assert.Equal(Math.Sqrt(255 * 255 + 127.5 * 127.5), attributes.HaslerSusstrunk, 9);
        Assert.Equal(0, attributes.HueResultantLength, 4);
    }

    [Fact]
    public void Coverage_is_mean_alpha_and_colour_weighs_by_it()
    {
        var image = new RgbaImage(2, 1, AlphaMode.Straight);
        new byte[] { 200, 0, 0, 51, 100, 100, 100, 204 }.CopyTo(image.Pixels, 0);
        VisualAttributes attributes = Measure(image);
        Assert.Equal(0.5, attributes.Coverage, 12);
        Assert.Equal((0.2 * 200 + 0.8 * 100) / 255, attributes.Brightness, 12);
        Assert.Equal(0.2, attributes.Colorfulness, 12);
    }

    [Fact]
    public void Nothing_opaque_gives_all_zeros() => Assert.Equal(default, Measure(Flat(10, 20, 30, 0)) with
    {
        // Not asked for, so not numbers.
        WeightedHueDegrees = 0, WeightedHueResultantLength = 0, EdgeDensity = 0, MotionEnergy = 0, Flicker = 0,
    });

    [Fact]
    public void Pooled_frames_are_one_image_of_both()
    {
        var random = new Random(4);
        RgbaImage both = new(6, 8, AlphaMode.Straight), top = new(6, 5, AlphaMode.Straight), bottom = new(6, 3, AlphaMode.Straight);
        random.NextBytes(both.Pixels);
        both.Pixels.AsSpan(0, top.Pixels.Length).CopyTo(top.Pixels);
        both.Pixels.AsSpan(top.Pixels.Length).CopyTo(bottom.Pixels);
        using var meter = new CpuAttributeMeter();
        AttributeSums pooled = meter.Sums(top.View);
        pooled.Add(meter.Sums(bottom.View));
        SumsAssert.Equal(meter.Sums(both.View), pooled);
    }

    [Fact]
    public void Fixed_point_stays_within_its_stated_error_of_the_real_values()
    {
        var image = new RgbaImage(64, 64, AlphaMode.Opaque);
        new Random(8).NextBytes(image.Pixels);
        double saturation = 0, cos = 0, sin = 0;
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (double hue, double s, _) = AttributeOracle.ToHsv(image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]);
            saturation += s / 4096;
            cos += Math.Cos(hue * Math.PI / 180) / 4096;
            sin += Math.Sin(hue * Math.PI / 180) / 4096;
        }

        // Hue step 0.0073° = 1.3e-4 rad, plus 3/16384 of the vector's.
        VisualAttributes attributes = Measure(image);
        Assert.Equal(saturation, attributes.Colorfulness, 1.0 / 8192);
        Assert.Equal(Math.Sqrt(cos * cos + sin * sin), attributes.HueResultantLength, 3.2e-4);
    }

    [Theory]
    [InlineData(0.25, 0.35, 359.5, 0.2, 0.4, 0)]
    [InlineData(0.04, 0.96, 359.49, 0.0, 1.0, 359)]
    [InlineData(0.749, 0.051, 12.5, 0.7, 0.1, 12)]
    public void The_EmoVid_export_rounds_to_its_grid(double b, double c, double h, double brightness, double colorfulness, int hue) =>
        Assert.Equal(
            new EmoVidAttributes(brightness, colorfulness, hue),
            new VisualAttributes { Brightness = b, Colorfulness = c, HueDegrees = h }.ToEmoVid());

    private static VisualAttributes Measure(RgbaImage image)
    {
        using var meter = new CpuAttributeMeter();
        return meter.Measure(image.View);
    }

    private static RgbaImage Flat(byte r, byte g, byte b, byte a)
    {
        var image = new RgbaImage(13, 5, AlphaMode.Straight);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2], image.Pixels[i + 3]) = (r, g, b, a);
        }

        return image;
    }
}
