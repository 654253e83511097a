namespace EmoVid.Realtime.Core.Tests.Stickers;

public class StickerPlacementTests
{
    [Fact]
    public void The_larger_side_of_the_visible_box_spans_the_fill_and_its_middle_is_the_canvass()
    {
        var still = new RgbaImage(100, 60, AlphaMode.Straight);
        Fill(still, left: 30, top: 10, width: 40, height: 20, alpha: 255);
        StickerPlacement placement = StickerPlacement.Fit(still.View, 0.8);
        Assert.Equal(50, placement.SourcePixelsPerCanvas, 4);

        // Canvas positions of the box's edges.
        Assert.Equal(0.1, (30 + placement.OffsetX) / placement.SourcePixelsPerCanvas, 5);
        Assert.Equal(0.9, (70 + placement.OffsetX) / placement.SourcePixelsPerCanvas, 5);
        Assert.Equal(0.3, (10 + placement.OffsetY) / placement.SourcePixelsPerCanvas, 5);
        Assert.Equal(0.7, (30 + placement.OffsetY) / placement.SourcePixelsPerCanvas, 5);
    }

    [Fact]
    public void Dust_below_the_threshold_does_not_count_and_the_threshold_does()
    {
        var still = new RgbaImage(20, 20, AlphaMode.Premultiplied);
        Fill(still, 0, 0, 20, 20, alpha: 7);
        Fill(still, 5, 6, 1, 2, alpha: 8);
        Assert.Equal(new OpaqueBounds(5, 6, 1, 2), OpaqueBounds.Find(still.View));
    }

    [Fact]
    public void An_opaque_still_is_its_whole_rectangle_whatever_its_alpha_bytes() =>
        Assert.Equal(new StickerPlacement(8, 1, 2.5f), StickerPlacement.Fit(new RgbaImage(6, 3, AlphaMode.Opaque).View, 0.75));

    [Fact]
    public void A_transparent_still_is_one_clear_line()
    {
        var still = new RgbaImage(12, 9, AlphaMode.Straight);
        Fill(still, 0, 0, 12, 9, alpha: 5);
        EmoVidException error = Assert.Throws<EmoVidException>(() => StickerPlacement.Fit(still.View, 0.7));
        Assert.Contains("12×9", error.Message, StringComparison.Ordinal);
        Assert.Contains("5 of 255", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_fill_outside_the_canvas_is_refused(double fill) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StickerPlacement.Fit(new RgbaImage(2, 2, AlphaMode.Opaque).View, fill));

    private static void Fill(RgbaImage image, int left, int top, int width, int height, byte alpha)
    {
        for (int y = top; y < top + height; y++)
        {
            for (int x = left; x < left + width; x++)
            {
                image.Pixels[4 * (y * image.Width + x) + 3] = alpha;
            }
        }
    }
}
