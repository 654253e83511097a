using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>The attribute pass against analytic values, a floating-point oracle and its CPU twin.</summary>
public sealed class AttributeSumsTests : SoftwareDeviceTest
{
    private static readonly AttributeMeterOptions Options = new() { Set = AttributeSet.EmoVid | AttributeSet.HaslerSusstrunk };

    public static TheoryData<AlphaMode, PixelFormat> Layouts()
    {
        var data = new TheoryData<AlphaMode, PixelFormat>();
        foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
        {
            foreach (PixelFormat format in new[] { PixelFormat.Rgba8, PixelFormat.Bgra8 })
            {
                data.Add(mode, format);
            }
        }

        return data;
    }

    // Hue angles of the six corners of the RGB hexagon; S = V = 1 for all.
    [Theory]
    [InlineData(255, 0, 0, 0)]
    [InlineData(255, 255, 0, 60)]
    [InlineData(0, 255, 0, 120)]
    [InlineData(0, 255, 255, 180)]
    [InlineData(0, 0, 255, 240)]
    [InlineData(255, 0, 255, 300)]
    public void A_pure_colour_has_the_sums_of_its_definition(byte red, byte green, byte blue, double hueDegrees)
    {
        const int Pixels = 37 * 11;
        using var meter = new VulkanAttributeMeter(Device, Options);
        AttributeSums sums = meter.Sums(TestImages.Uniform(37, 11, AlphaMode.Opaque, red, green, blue, 9).View);

        (double sin, double cos) = Math.SinCos(hueDegrees * Math.PI / 180);
        int redGreen = red - green, yellowBlue = red + green - 2 * blue;
        SumsAssert.Equal(new AttributeSums
        {
            Set = Options.Set,
            PixelCount = Pixels,
            Weight = 255 * Pixels,
            Value = 255 * 255 * Pixels,
            Saturation = 255L * 4096 * Pixels,
            HueCos = sums.HueCos,
            HueSin = sums.HueSin,
            RedGreen = 255L * redGreen * Pixels,
            YellowBlue2 = 255L * yellowBlue * Pixels,
            RedGreenSquared = 255L * redGreen * redGreen * Pixels,
            YellowBlue2Squared = 255L * yellowBlue * yellowBlue * Pixels,
        }, sums);
        Assert.Equal(cos, sums.HueCos / (255.0 * Pixels * 16384), 2e-4);
        Assert.Equal(sin, sums.HueSin / (255.0 * Pixels * 16384), 2e-4);
    }

    [Fact]
    public void Transparent_pixels_weigh_nothing_and_half_transparent_ones_half()
    {
        RgbaImage image = TestImages.Uniform(20, 3, AlphaMode.Straight, 200, 100, 50, 0);
        image.Pixels[3] = 128;
        image.Pixels[7] = 255;
        using var meter = new VulkanAttributeMeter(Device, Options);
        AttributeSums sums = meter.Sums(image.View);
        Assert.Equal(60, sums.PixelCount);
        Assert.Equal(128 + 255, sums.Weight);
        Assert.Equal((128 + 255) * 200, sums.Value);
        Assert.Equal((128 + 255) * 100 * 100, sums.RedGreenSquared);
    }

    [Fact]
    public void Premultiplied_pixels_count_with_their_straight_colour()
    {
        using var meter = new VulkanAttributeMeter(Device, Options);
        AttributeSums premultiplied = meter.Sums(TestImages.Uniform(9, 9, AlphaMode.Premultiplied, 51, 25, 0, 51).View);
        AttributeSums straight = meter.Sums(TestImages.Uniform(9, 9, AlphaMode.Straight, 255, 125, 0, 51).View);
        SumsAssert.Equal(straight, premultiplied);
    }

    [Fact]
    public void Largest_summands_do_not_overflow()
    {
        const long Pixels = 1100 * 1000;
        using var meter = new VulkanAttributeMeter(Device, Options);
        AttributeSums sums = meter.Sums(TestImages.Uniform(1100, 1000, AlphaMode.Straight, 0, 0, 255, 255).View);
        Assert.Equal(255L * 510 * 510 * Pixels, sums.YellowBlue2Squared);
        Assert.Equal(-255L * 510 * Pixels, sums.YellowBlue2);
        Assert.Equal(255L * 4096 * Pixels, sums.Saturation);
    }

    [Fact]
    public void Means_agree_with_floating_point_hsv()
    {
        RgbaImage image = TestImages.Noise(211, 97, AlphaMode.Opaque, 5);
        double value = 0, saturation = 0, cos = 0, sin = 0;
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            (double v, double s, double hue) = Hsv(image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]);
            value += v;
            saturation += s;
            cos += Math.Cos(hue);
            sin += Math.Sin(hue);
        }

        using var meter = new VulkanAttributeMeter(Device, Options);
        AttributeSums sums = meter.Sums(image.View);
        double weight = sums.Weight, pixels = sums.PixelCount;
        Assert.Equal(value / pixels, sums.Value / weight / 255, 9);

        // Rounding a pixel: S by 1/8192 at most, cos and sin by 0.051 degrees = 0.0009 at most; means stay below that.
        Assert.Equal(saturation / pixels, sums.Saturation / weight / 4096, 1.0 / 8192);
        Assert.Equal(cos / pixels, sums.HueCos / weight / 16384, 0.0009);
        Assert.Equal(sin / pixels, sums.HueSin / weight / 16384, 0.0009);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Sums_equal_the_twins_to_the_bit(AlphaMode mode, PixelFormat format)
    {
        using var meter = new VulkanAttributeMeter(Device, Options);
        foreach ((int width, int height) in new[] { (1, 1), (7, 1), (1, 9), (8, 8), (257, 129), (513, 511) })
        {
            AssertEqualSums(meter, TestImages.Noise(width, height, mode, width), format);
            AssertEqualSums(meter, TestImages.Gradient(width, height, mode), format);
        }

        // More than one stretch, and not a whole number of them.
        AssertEqualSums(meter, TestImages.Noise(1301, 2003, mode, 3), format);
    }

    [Fact]
    public void Every_colour_counts_as_in_the_twin()
    {
        var image = new RgbaImage(4096, 4096, AlphaMode.Opaque);
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(image.Pixels.AsSpan());
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (uint)i;
        }

        // Sums over 4096 colours each, so that errors cannot cancel out over the whole cube.
        using var meter = new VulkanAttributeMeter(Device, Options);
        using var twin = new CpuAttributeMeter(Options);
        for (int row = 0; row < 4096; row += 16)
        {
            var view = new FrameView(image.Pixels.AsSpan(row * 4096 * 4, 16 * 4096 * 4), 4096, 16, 4096 * 4, PixelFormat.Rgba8, AlphaMode.Opaque);
            SumsAssert.Equal(twin.Sums(view), meter.Sums(view));
        }
    }

    [Fact]
    public void Every_premultiplied_channel_counts_as_in_the_twin()
    {
        // All pairs of channel and alpha, also those with colour above alpha, which a damaged file can hold.
        var image = new RgbaImage(256, 256, AlphaMode.Premultiplied);
        for (int i = 0; i < 65536; i++)
        {
            image.Pixels[4 * i] = (byte)i;
            image.Pixels[4 * i + 1] = (byte)(i * 7);
            image.Pixels[4 * i + 2] = (byte)(255 - i);
            image.Pixels[4 * i + 3] = (byte)(i >> 8);
        }

        using var meter = new VulkanAttributeMeter(Device, Options);
        using var twin = new CpuAttributeMeter(Options);
        for (int row = 0; row < 256; row++)
        {
            var view = new FrameView(image.Pixels.AsSpan(row * 1024, 1024), 256, 1, 1024, PixelFormat.Rgba8, AlphaMode.Premultiplied);
            SumsAssert.Equal(twin.Sums(view), meter.Sums(view));
        }
    }

    [Fact]
    public void Padding_between_rows_is_not_measured()
    {
        RgbaImage image = TestImages.Noise(50, 40, AlphaMode.Straight, 8);
        byte[] padded = new byte[40 * 333];
        new Random(1).NextBytes(padded);
        for (int y = 0; y < 40; y++)
        {
            image.View.Row(y).CopyTo(padded.AsSpan(y * 333));
        }

        using var meter = new VulkanAttributeMeter(Device, Options);
        SumsAssert.Equal(meter.Sums(image.View), meter.Sums(new FrameView(padded, 50, 40, 333, PixelFormat.Rgba8, AlphaMode.Straight)));
    }

    private static void AssertEqualSums(VulkanAttributeMeter meter, RgbaImage image, PixelFormat format)
    {
        using var twin = new CpuAttributeMeter(Options);
        var view = new FrameView(image.Pixels, image.Width, image.Height, image.Width * 4, format, image.AlphaMode);
        SumsAssert.Equal(twin.Sums(view), meter.Sums(view));
    }

    // HSV as A. R. Smith defined it (SIGGRAPH 1978), hue in radians.
    private static (double Value, double Saturation, double Hue) Hsv(double red, double green, double blue)
    {
        double max = Math.Max(red, Math.Max(green, blue)), chroma = max - Math.Min(red, Math.Min(green, blue));
        double sextant = chroma == 0 ? 0
            : max == red ? (green - blue) / chroma
            : max == green ? 2 + (blue - red) / chroma
            : 4 + (red - green) / chroma;
        return (max / 255, max == 0 ? 0 : chroma / max, sextant * Math.PI / 3);
    }
}
