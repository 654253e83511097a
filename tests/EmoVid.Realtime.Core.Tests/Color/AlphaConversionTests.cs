namespace EmoVid.Realtime.Core.Tests.Color;

public class AlphaConversionTests
{
    [Fact]
    public void Premultiplying_is_the_rounded_product_for_every_pair()
    {
        for (int a = 0; a < 256; a++)
        {
            for (int c = 0; c < 256; c++)
            {
                Assert.Equal((int)Math.Round(c * a / 255m), AlphaConversion.Premultiply(c, a));
            }
        }
    }

    [Fact]
    public void Premultiplying_and_undoing_it_is_within_the_rounding_of_one_code_of_alpha()
    {
        for (int a = 1; a < 256; a++)
        {
            for (int c = 0; c < 256; c++)
            {
                int back = AlphaConversion.Unpremultiply(AlphaConversion.Premultiply(c, a), a);
                Assert.True(Math.Abs(back - c) <= 127.5 / a + 0.5, $"c {c} a {a} back {back}");
            }
        }

        Assert.Equal(0, AlphaConversion.Unpremultiply(9, 0));
        Assert.Equal(255, AlphaConversion.Unpremultiply(200, 100));
    }

    [Fact]
    public void Straightening_a_valid_premultiplied_channel_and_premultiplying_again_is_the_identity()
    {
        for (int a = 0; a < 256; a++)
        {
            for (int p = 0; p <= a; p++)
            {
                Assert.Equal(p, AlphaConversion.Premultiply(AlphaConversion.Unpremultiply(p, a), a));
            }
        }
    }

    [Theory]
    [InlineData(AlphaMode.Opaque, AlphaMode.Opaque, 40, 80, 120, 255)]
    [InlineData(AlphaMode.Opaque, AlphaMode.Straight, 40, 80, 120, 255)]
    [InlineData(AlphaMode.Opaque, AlphaMode.Premultiplied, 40, 80, 120, 255)]
    [InlineData(AlphaMode.Straight, AlphaMode.Straight, 40, 80, 120, 128)]
    [InlineData(AlphaMode.Straight, AlphaMode.Premultiplied, 20, 40, 60, 128)]
    [InlineData(AlphaMode.Straight, AlphaMode.Opaque, 20, 40, 60, 255)]
    [InlineData(AlphaMode.Premultiplied, AlphaMode.Premultiplied, 40, 80, 120, 128)]
    [InlineData(AlphaMode.Premultiplied, AlphaMode.Straight, 80, 159, 239, 128)]
    [InlineData(AlphaMode.Premultiplied, AlphaMode.Opaque, 40, 80, 120, 255)]
    public void Converts_every_mode_into_every_other(AlphaMode from, AlphaMode to, byte r, byte g, byte b, byte a)
    {
        byte[] source = [40, 80, 120, 128];
        foreach (PixelFormat format in new[] { PixelFormat.Rgba8, PixelFormat.Bgra8 })
        {
            var target = new byte[4];
            AlphaConversion.Convert(
                new FrameView(source, 1, 1, 4, PixelFormat.Rgba8, from), new FrameTarget(target, 1, 1, 4, format, to));
            Assert.Equal(format == PixelFormat.Rgba8 ? [r, g, b, a] : new[] { b, g, r, a }, target);
        }
    }

    [Fact]
    public void Bytes_between_rows_stay_as_they_are()
    {
        var source = new byte[2 * 12];
        new Random(3).NextBytes(source);
        var target = new byte[2 * 16];
        target.AsSpan().Fill(77);
        AlphaConversion.Convert(
            new FrameView(source, 2, 2, 12, PixelFormat.Bgra8, AlphaMode.Straight), new FrameTarget(target, 2, 2, 16, PixelFormat.Rgba8, AlphaMode.Straight));
        Assert.All(target[8..16].Concat(target[24..]), padding => Assert.Equal(77, padding));
        Assert.Equal(source[12 + 4 + 2], target[16 + 4]);
    }

    [Fact]
    public void Different_sizes_are_refused()
    {
        var small = new RgbaImage(2, 2, AlphaMode.Straight);
        var large = new RgbaImage(3, 2, AlphaMode.Straight);
        Assert.Throws<ArgumentException>(() => AlphaConversion.Convert(small.View, large.Target));
    }
}
