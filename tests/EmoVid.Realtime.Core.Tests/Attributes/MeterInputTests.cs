namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>Bad input gives one clear exception, or a defined result.</summary>
public class MeterInputTests
{
    [Fact]
    public void Frames_without_a_size_and_masks_of_another_are_refused()
    {
        using var meter = new CpuAttributeMeter();
        var sums = new AttributeSums();
        var image = new RgbaImage(8, 4, AlphaMode.Opaque);
        var coverage = new byte[64];
        Assert.Throws<ArgumentException>(() => meter.Measure(default(FrameView), sums));
        Assert.Throws<ArgumentException>(() => meter.Measure(default(YuvFrameView), sums));
        Assert.Throws<ArgumentException>(() => meter.TrySubmit(default(FrameView), 1));
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => meter.Measure(image.View, new MaskView(coverage, 4, 8, 8), sums));
        Assert.Contains("The mask is 4×8, but the frame is 8×4.", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => meter.TrySubmit(image.View, new MaskView(coverage, 7, 4, 8), 1));
        Assert.Throws<ArgumentNullException>(() => meter.Measure(image.View, null!));
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        foreach (AttributeMeterOptions options in new AttributeMeterOptions[] { new() { Threads = -1 }, new() { FramesInFlight = 0 }, new() { FramesInFlight = 17 }, new() { Set = (AttributeSet)512 } })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new CpuAttributeMeter(options));
        }

        using var everyCore = new CpuAttributeMeter(new AttributeMeterOptions { Threads = 0 });
        Assert.Equal(35, everyCore.Sums(new RgbaImage(7, 5, AlphaMode.Opaque).View).PixelCount);
    }

    [Fact]
    public void Half_floats_that_are_not_numbers_weigh_nothing_and_are_counted()
    {
        float[][] pixels =
        [
            [1, 0, 0, 1],
            [float.NaN, 0, 0, 1],
            [0, 0, 1, float.PositiveInfinity],
            [0, 0, 1, float.NaN],
            [float.PositiveInfinity, float.NegativeInfinity, 0, 0.5f],
            [-3, 7, 0, 1],
        ];
        byte[] bytes = [.. pixels.SelectMany(pixel => pixel).SelectMany(value => BitConverter.GetBytes((Half)value))];
        using var meter = new CpuAttributeMeter();
        AttributeSums straight = meter.Sums(new FrameView(bytes, 6, 1, 48, PixelFormat.Rgba16F, AlphaMode.Straight));
        Assert.Equal((3, 255 + 128 + 255), (straight.NonFiniteCount, straight.Weight));
        Assert.Equal(255 * (255 + 128 - 255), straight.RedGreen);

        // Alpha is not looked at: only the NaN in red counts.
        AttributeSums opaque = meter.Sums(new FrameView(bytes, 6, 1, 48, PixelFormat.Rgba16F, AlphaMode.Opaque));
        Assert.Equal((1, 5 * 255), (opaque.NonFiniteCount, opaque.Weight));
    }

    [Fact]
    public void Linear_formats_become_the_codes_of_the_standard()
    {
        for (int bits = 0; bits < 0x7C00; bits++)
        {
            double linear = (double)BitConverter.UInt16BitsToHalf((ushort)bits);
            double encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
            Assert.Equal(Math.Clamp(255 * encoded, 0, 255), PixelCodes.HalfCodes(ColorEncoding.Linear)[bits], 0.5 + 1e-9);
            Assert.Equal(Math.Clamp(255 * linear, 0, 255), PixelCodes.HalfCodes(ColorEncoding.Srgb)[bits], 0.5 + 1e-9);
            Assert.Equal(0, PixelCodes.HalfCodes(ColorEncoding.Linear)[bits | 0x8000]);
        }

        for (int code = 0; code < 256; code++)
        {
            Assert.Equal(SrgbTransfer.EncodeCode(code / 255f), PixelCodes.LinearCodes[code]);
        }
    }

    [Theory]
    [InlineData(YuvMatrix.Bt601, 0.299, 0.114)]
    [InlineData(YuvMatrix.Bt709, 0.2126, 0.0722)]
    [InlineData(YuvMatrix.Bt2020, 0.2627, 0.0593)]
    public void Chroma_conversion_is_within_its_stated_error_of_the_standards_equations(YuvMatrix matrix, double kr, double kb)
    {
        foreach (YuvRange range in Enum.GetValues<YuvRange>())
        {
            YuvCoefficients coefficients = YuvCoefficients.For(range, matrix);
            (double offset, double luma, double chroma) = range == YuvRange.Limited ? (16, 219, 224) : (0, 255, 255.0);
            for (int y = 0; y < 256; y += 3)
            {
                for (int u = 0; u < 256; u += 5)
                {
                    for (int v = 0; v < 256; v += 5)
                    {
                        double light = (y - offset) / luma, blue = light + 2 * (1 - kb) * (u - 128) / chroma, red = light + 2 * (1 - kr) * (v - 128) / chroma;
                        double green = (light - kr * red - kb * blue) / (1 - kr - kb);
                        (int r, int g, int b) = coefficients.ToRgb(y, u, v);
                        Assert.Equal(Math.Clamp(255 * red, 0, 255), r, 0.55);
                        Assert.Equal(Math.Clamp(255 * green, 0, 255), g, 0.55);
                        Assert.Equal(Math.Clamp(255 * blue, 0, 255), b, 0.55);
                    }
                }
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => YuvCoefficients.For((YuvRange)2, matrix));
    }
}
