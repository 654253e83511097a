namespace EmoVid.Realtime.Core.Tests.Attributes;

public class CpuAttributeMeterTests
{
    public static TheoryData<int, int, int, PixelFormat, AlphaMode> Shapes()
    {
        var data = new TheoryData<int, int, int, PixelFormat, AlphaMode>();
        foreach ((int width, int height, int padding) in new[] { (1, 1, 0), (7, 3, 4), (8, 2, 0), (33, 17, 12), (641, 5, 3), (1030, 2, 64) })
        {
            foreach (PixelFormat format in new[] { PixelFormat.Rgba8, PixelFormat.Bgra8 })
            {
                foreach (AlphaMode alphaMode in Enum.GetValues<AlphaMode>())
                {
                    data.Add(width, height, padding, format, alphaMode);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_equal_the_double_precision_oracle(int width, int height, int padding, PixelFormat format, AlphaMode alphaMode)
    {
        var random = new Random(width * 31 + height);
        int stride = width * 4 + padding;
        var bytes = new byte[stride * height];
        random.NextBytes(bytes);
        var pixels = new List<(int, int, int, int)>();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Span<byte> pixel = bytes.AsSpan(y * stride + x * 4, 4);
                Shape(pixel, random, alphaMode);
                (int first, int g, int third, int a) = (pixel[0], pixel[1], pixel[2], pixel[3]);
                (int r, int b) = format == PixelFormat.Rgba8 ? (first, third) : (third, first);
                pixels.Add(alphaMode switch
                {
                    AlphaMode.Opaque => (r, g, b, 255),
                    AlphaMode.Straight => (r, g, b, a),
                    _ => (Straighten(r, a), Straighten(g, a), Straighten(b, a), a),
                });
            }
        }

        using var meter = new CpuAttributeMeter();
        var view = new FrameView(bytes, width, height, stride, format, alphaMode);
        AttributeSums sums = meter.Sums(view);
        AttributeOracle.AssertAgrees(pixels, sums);
    }

    [Fact]
    public void Largest_sums_of_a_long_row_do_not_overflow()
    {
        var image = new RgbaImage(4099, 3, AlphaMode.Straight);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (image.Pixels[i + 2], image.Pixels[i + 3]) = (255, 255);
        }

        using var meter = new CpuAttributeMeter();
        AttributeSums sums = meter.Sums(image.View);
        Assert.Equal(4099L * 3 * 255 * 510 * 510, sums.YellowBlue2Squared);
        Assert.Equal(4099L * 3 * 255 * 4096, sums.Saturation);
        Assert.Equal(4099L * 3 * 255 * -8192, sums.HueCos);
    }

    [Fact]
    public void Colour_of_a_fully_transparent_pixel_does_not_count()
    {
        var image = new RgbaImage(19, 2, AlphaMode.Straight);
        new Random(5).NextBytes(image.Pixels);
        for (int i = 3; i < image.Pixels.Length; i += 4)
        {
            image.Pixels[i] = 0;
        }

        using var meter = new CpuAttributeMeter();
        SumsAssert.Equal(new AttributeSums { Set = AttributeSet.Standard, PixelCount = 38 }, meter.Sums(image.View));
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        var image = new RgbaImage(129, 65, AlphaMode.Premultiplied);
        using var meter = new CpuAttributeMeter();
        var sums = new AttributeSums();
        meter.Measure(image.View, sums);
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                meter.Measure(image.View, sums);
            }
        });
    }

    /// <summary>Random bytes rarely meet the special cases: make a third of the pixels grey, transparent, opaque or tied.</summary>
    private static void Shape(Span<byte> pixel, Random random, AlphaMode alphaMode)
    {
        switch (random.Next(12))
        {
            case 0:
                pixel[..3].Fill(pixel[0]);
                break;
            case 1:
                pixel[3] = 0;
                break;
            case 2:
                pixel[3] = 255;
                break;
            case 3:
                pixel[1] = pixel[2];
                break;
        }

        if (alphaMode == AlphaMode.Premultiplied)
        {
            for (int i = 0; i < 3; i++)
            {
                pixel[i] = Math.Min(pixel[i], pixel[3]);
            }
        }
    }

    private static int Straighten(int channel, int alpha) =>
        alpha == 0 ? 0 : (int)Math.Min(255, Math.Floor((channel * 255 + Math.Floor(alpha / 2.0)) / alpha));
}
