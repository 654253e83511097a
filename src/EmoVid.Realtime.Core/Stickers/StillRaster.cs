namespace EmoVid.Realtime;

/// <summary>The pixel grid that both passes of a compositor work in: the placed still's own, extended to the whole canvas, since paint may
/// lie beyond the still.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="MarginLeft">Columns before the still's first.</param>
/// <param name="MarginTop">Rows before the still's first.</param>
/// <param name="Placement">Where the still stands on the canvas, in pixels of this grid.</param>
internal readonly record struct StillRaster(int Width, int Height, int MarginLeft, int MarginTop, StickerPlacement Placement)
{
    /// <summary>Position of pixel 0's centre along x, in pixels from the canvas's left edge.</summary>
    public double OriginX => 0.5 + Placement.OffsetX - MarginLeft;

    /// <summary>Position of pixel 0's centre along y, in pixels from the canvas's top edge.</summary>
    public double OriginY => 0.5 + Placement.OffsetY - MarginTop;

    /// <summary>The grid of a still from <see cref="StillResampler.ForOutput"/>.</summary>
    public static StillRaster Of(PlacedStill still)
    {
        StickerPlacement placement = still.Placement;
        int left = Margin(placement.OffsetX, placement), top = Margin(placement.OffsetY, placement);
        int right = Margin(placement.SourcePixelsPerCanvas - (double)placement.OffsetX - still.Image.Width, placement);
        int bottom = Margin(placement.SourcePixelsPerCanvas - (double)placement.OffsetY - still.Image.Height, placement);
        return new StillRaster(left + still.Image.Width + right, top + still.Image.Height + bottom, left, top, placement);
    }

    // Never more than a canvas: a still that stands far outside it must not cost memory for the way there.
    private static int Margin(double pixels, StickerPlacement placement) => (int)Math.Ceiling(Math.Clamp(pixels, 0, placement.SourcePixelsPerCanvas));
}
