namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>The short way of opaque 8-bit frames against the planes' kernels, which a meter of every attribute takes.</summary>
public class OpaqueBytesTests
{
    [Theory]
    [InlineData(PixelFormat.Rgba8, 1)]
    [InlineData(PixelFormat.Rgba8, 2)]
    [InlineData(PixelFormat.Bgra8, 1)]
    public void Every_color_gives_the_sums_of_the_planes(PixelFormat format, int threads)
    {
        byte[] pixels = new byte[4 << 24];
        for (int i = 0; i < 1 << 24; i++)
        {
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = ((byte)i, (byte)(i >> 8), (byte)(i >> 16), (byte)(i * 7));
        }

        AssertSame(new FrameView(pixels, 4096, 4096, 4 * 4096, format, AlphaMode.Opaque), threads);
    }

    [Theory]
    [InlineData(1031, 517, 0)]
    [InlineData(1031, 517, 20)]
    [InlineData(64, 4096, 4)]
    [InlineData(63, 5000, 0)]
    [InlineData(300_001, 1, 0)]
    public void Rows_of_any_length_and_stride_give_the_sums_of_the_planes(int width, int height, int padding)
    {
        int stride = 4 * width + padding;
        byte[] pixels = new byte[stride * height];
        new Random(width).NextBytes(pixels);
        pixels.AsSpan(0, pixels.Length / 3).Fill(200);
        AssertSame(new FrameView(pixels, width, height, stride, PixelFormat.Rgba8, AlphaMode.Opaque), threads: 1);
        AssertSame(new FrameView(pixels, width, height, stride, PixelFormat.Bgra8, AlphaMode.Opaque), threads: 2);
    }

    [Fact]
    public void Frame_after_frame_nothing_is_left_of_the_one_before()
    {
        using var meter = new CpuAttributeMeter();
        var first = new AttributeSums();
        var again = new AttributeSums();
        byte[] noise = new byte[4 * 640 * 480], white = new byte[4 * 640 * 480];
        new Random(3).NextBytes(noise);
        white.AsSpan().Fill(255);
        meter.Measure(new FrameView(noise, 640, 480, 4 * 640, PixelFormat.Rgba8, AlphaMode.Opaque), first);
        meter.Measure(new FrameView(white, 640, 480, 4 * 640, PixelFormat.Rgba8, AlphaMode.Opaque), again);
        Assert.Equal(255L * 640 * 480, again.LumaHistogram[255]);
        meter.Measure(new FrameView(noise, 640, 480, 4 * 640, PixelFormat.Rgba8, AlphaMode.Opaque), again);
        Assert.True(first.ValueEquals(again));
    }

    private static void AssertSame(in FrameView frame, int threads)
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Threads = threads });
        using var every = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.Standard | AttributeSet.WeightedHue });
        var sums = new AttributeSums();
        var expected = new AttributeSums();
        meter.Measure(frame, sums);
        every.Measure(frame, expected);
        expected.WeightedHueCos = expected.WeightedHueSin = 0;
        expected.Set = sums.Set;
        Assert.Equal(expected.PixelCount, sums.PixelCount);
        Assert.Equal((expected.Value, expected.Saturation, expected.HueCos, expected.HueSin), (sums.Value, sums.Saturation, sums.HueCos, sums.HueSin));
        Assert.Equal((expected.RedGreen, expected.YellowBlue2, expected.RedGreenSquared, expected.YellowBlue2Squared), (sums.RedGreen, sums.YellowBlue2, sums.RedGreenSquared, sums.YellowBlue2Squared));
        Assert.True(expected.ValueEquals(sums));
    }
}
