namespace EmoVid.Realtime.Core.Tests.Frames;

/// <summary>Views of the other layouts: sizes, regions, and what they refuse.</summary>
public class LayoutViewTests
{
    [Fact]
    public void Regions_share_the_bytes_and_stay_inside()
    {
        byte[] bytes = [.. Enumerable.Range(0, 8 * 5 * 6).Select(i => (byte)i)];
        var view = new FrameView(bytes, 5, 6, 40, PixelFormat.Rgba16F, AlphaMode.Straight);
        FrameView region = view.Region(1, 2, 3, 4);
        Assert.Equal((3, 4, 40, ColorEncoding.Linear), (region.Width, region.Height, region.StrideBytes, region.Encoding));
        Assert.Equal(bytes[(2 * 40 + 8)..(2 * 40 + 32)], region.Row(0).ToArray());
        foreach ((int x, int y, int width, int height) in new[] { (-1, 0, 1, 1), (0, -1, 1, 1), (0, 0, 0, 1), (0, 0, 1, 0), (3, 0, 3, 1), (0, 6, 1, 1), (1, 1, int.MaxValue, 1) })
        {
            Assert.ThrowsAny<ArgumentException>(() => { _ = new FrameView(bytes, 5, 6, 40, PixelFormat.Rgba16F, AlphaMode.Straight).Region(x, y, width, height); });
            Assert.ThrowsAny<ArgumentException>(() => { _ = new FrameTarget(bytes, 5, 6, 40, PixelFormat.Rgba16F, AlphaMode.Straight).Region(x, y, width, height); });
            Assert.ThrowsAny<ArgumentException>(() => { _ = new MaskView(bytes, 5, 6, 40).Region(x, y, width, height); });
        }
    }

    [Fact]
    public void A_half_float_row_takes_eight_bytes_a_pixel()
    {
        Assert.Equal([4, 4, 4, 8], Enum.GetValues<PixelFormat>().Select(format => format.BytesPerPixel()));
        Assert.Throws<ArgumentException>(() => { _ = new FrameView(new byte[64], 4, 2, 31, PixelFormat.Rgba16F, AlphaMode.Opaque); });
        Assert.Throws<ArgumentException>(() => { _ = new FrameView(new byte[63], 4, 2, 32, PixelFormat.Rgba16F, AlphaMode.Opaque); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new FrameView(new byte[64], 4, 2, 32, (PixelFormat)9, AlphaMode.Opaque); });
        Assert.Equal(ColorEncoding.Srgb, new FrameView(new byte[64], 4, 2, 32, PixelFormat.Rgba16F, AlphaMode.Opaque, ColorEncoding.Srgb).Encoding);
    }

    [Fact]
    public void Chroma_planes_of_odd_sizes_round_up()
    {
        var view = YuvFrameView.Nv12(new byte[5 * 3], 5, new byte[6 * 2], 6, 5, 3, YuvRange.Full, YuvMatrix.Bt601);
        Assert.Equal((3, 2), (view.ChromaWidth, view.ChromaHeight));
        YuvFrameTarget target = YuvFrameTarget.I420(new byte[5 * 3], 5, new byte[3 * 2], new byte[3 * 2], 3, 5, 3, YuvRange.Full, YuvMatrix.Bt601);
        Assert.Equal((5, 3, YuvLayout.I420), (target.View.Width, target.View.Height, target.View.Layout));
    }

    [Theory]
    [InlineData(15, 5, 12, 6, 0, 3)]
    [InlineData(15, 5, 12, 6, 5, 0)]
    [InlineData(15, 4, 12, 6, 5, 3)]
    [InlineData(14, 5, 12, 6, 5, 3)]
    [InlineData(15, 5, 12, 5, 5, 3)]
    [InlineData(15, 5, 11, 6, 5, 3)]
    public void Chroma_frames_that_do_not_fit_are_refused(int lumaLength, int lumaStride, int chromaLength, int chromaStride, int width, int height)
    {
        byte[] luma = new byte[lumaLength], chroma = new byte[chromaLength];
        Assert.ThrowsAny<ArgumentException>(() => { _ = YuvFrameView.Nv12(luma, lumaStride, chroma, chromaStride, width, height, YuvRange.Full, YuvMatrix.Bt709); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = YuvFrameTarget.Nv12(luma, lumaStride, chroma, chromaStride, width, height, YuvRange.Full, YuvMatrix.Bt709); });
    }

    [Fact]
    public void A_region_of_a_chroma_frame_begins_at_an_even_corner()
    {
        static void Take(int x, int y) => _ = YuvFrameView.Nv12(new byte[36], 6, new byte[18], 6, 6, 6, YuvRange.Full, YuvMatrix.Bt709).Region(x, y, 2, 2);
        Take(2, 4);
        Assert.Throws<ArgumentException>(() => Take(1, 2));
        Assert.Throws<ArgumentException>(() => Take(2, 1));
        Assert.Throws<ArgumentException>(() => Take(6, 0));
    }

    [Fact]
    public void Kernels_for_bytes_refuse_other_layouts()
    {
        var image = new RgbaImage(2, 2, AlphaMode.Opaque);
        Assert.Throws<ArgumentException>(() => AlphaConversion.Convert(new FrameView(image.Pixels, 2, 2, 8, PixelFormat.Rgb10A2, AlphaMode.Opaque), image.Target));
        Assert.Throws<ArgumentException>(() => AlphaConversion.Convert(new FrameView(image.Pixels, 2, 2, 8, PixelFormat.Rgba8, AlphaMode.Opaque, ColorEncoding.Linear), image.Target));
        Assert.Throws<ArgumentException>(() => OpaqueBounds.Find(new FrameView(image.Pixels, 2, 2, 8, PixelFormat.Rgb10A2, AlphaMode.Straight)));
    }
}
