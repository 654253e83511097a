namespace EmoVid.Realtime.Core.Tests.Frames;

public class FrameViewTests
{
    [Fact]
    public void Rows_skip_the_padding_and_the_last_row_needs_none()
    {
        var bytes = new byte[2 * 20 + 12];
        bytes[20] = 1;
        bytes[40] = 2;
        bytes[51] = 3;
        var view = new FrameView(bytes, 3, 3, 20, PixelFormat.Bgra8, AlphaMode.Straight);
        Assert.Equal(12, view.Row(0).Length);
        Assert.Equal(1, view.Row(1)[0]);
        Assert.Equal(2, view.Row(2)[0]);
        Assert.Equal(3, view.Row(2)[11]);
        var target = new FrameTarget(bytes, 3, 3, 20, PixelFormat.Bgra8, AlphaMode.Straight);
        target.Row(1)[0] = 9;
        Assert.Equal(9, bytes[20]);
    }

    [Theory]
    [InlineData(64, 0, 4, 16)]
    [InlineData(64, 4, 0, 16)]
    [InlineData(64, -1, 4, 16)]
    [InlineData(64, 4, 4, 15)]
    [InlineData(63, 4, 4, 16)]
    [InlineData(64, int.MaxValue, 1, int.MaxValue)]
    [InlineData(64, 1, int.MaxValue, int.MaxValue)]
    public void Sizes_that_do_not_fit_are_refused(int length, int width, int height, int stride)
    {
        var bytes = new byte[length];
        Assert.ThrowsAny<ArgumentException>(() => { _ = new FrameView(bytes, width, height, stride, PixelFormat.Rgba8, AlphaMode.Opaque); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = new FrameTarget(bytes, width, height, stride, PixelFormat.Rgba8, AlphaMode.Opaque); });
    }

    [Fact]
    public void An_image_is_tight_and_shares_its_pixels_with_its_views()
    {
        var image = new RgbaImage(5, 3, AlphaMode.Premultiplied);
        Assert.Equal(60, image.Pixels.Length);
        image.Target.Row(2)[19] = 7;
        Assert.Equal(7, image.View.Row(2)[19]);
        Assert.Equal(AlphaMode.Premultiplied, image.View.AlphaMode);
        Assert.ThrowsAny<ArgumentException>(() => new RgbaImage(0, 3, AlphaMode.Opaque));
        Assert.Throws<OverflowException>(() => new RgbaImage(40_000, 40_000, AlphaMode.Opaque));
    }
}
