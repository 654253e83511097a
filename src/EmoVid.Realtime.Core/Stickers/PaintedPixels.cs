namespace EmoVid.Realtime;

/// <summary>What the first pass must write of a still's pixel grid. Where both are empty the still is shown as it is.</summary>
/// <param name="Masked">Outside this the interpolated mask is 0.</param>
/// <param name="Tinted">Outside this the interpolated tint is 1.</param>
internal readonly record struct PaintedPixels(PixelRectangle Masked, PixelRectangle Tinted)
{
    /// <summary>The smallest rectangle with both in it.</summary>
    public PixelRectangle All => PaintedRegion.Union(Masked, Tinted);

    /// <summary>Whether nothing is tinted.</summary>
    public bool IsUntinted => Tinted.Width == 0;

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Masked.Width == 0 && IsUntinted;

    public static PaintedPixels Of(MotionFields fields, StillRaster raster) => new(
        PaintedRegion.Of(PaintedRegion.Cells(fields), fields.PaintSize, raster),
        PaintedRegion.Of(PaintedRegion.TintedCells(fields), fields.WarpSize, raster));

    public static PaintedPixels Of(MotionBlend blend, StillRaster raster) => new(
        PaintedRegion.Of(blend.Painted, blend.PaintSize, raster),
        PaintedRegion.Of(blend.Tinted, blend.WarpSize, raster));
}
