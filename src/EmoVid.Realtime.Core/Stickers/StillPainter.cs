using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>The first pass of the CPU engine: lays the paint over the still, in the still's own pixels and only where the mask is above 0,
/// so that the second pass moves both as one.</summary>
/// <remarks>Owned by one compositor; allocates when paint is first met and when the paint field's size changes.</remarks>
internal sealed class StillPainter(BicubicStill still)
{
    private const int MaskLane = 4;

    private readonly FieldRows _paint = new([MaskLane, 0, 1, 2, 3], restingLane3: 0f);
    private BicubicStill? _painted;
    private PixelRectangle _lastRegion;

    /// <summary>The still under this instant's paint; the still itself where there is none. Valid until the next call.</summary>
    public BicubicStill Paint(MotionFields fields)
    {
        StillRaster raster = still.Raster;
        PixelRectangle region = PaintedRegion.Of(fields, raster);
        if (region.Width == 0 || region.Height == 0)
        {
            return still;
        }

        if (_paint.Columns.Cells != fields.PaintSize)
        {
            float pixelsPerCanvas = raster.Placement.SourcePixelsPerCanvas;
            _paint.Use(
                new SplineTaps(fields.PaintSize, raster.Width, raster.OriginX, pixelsPerCanvas),
                new SplineTaps(fields.PaintSize, raster.Height, raster.OriginY, pixelsPerCanvas));
        }

        _painted ??= still.Copy();
        _painted.Restore(still, _lastRegion, except: region);
        _lastRegion = region;
        _paint.Load(fields.Paint, region);
        for (int y = region.Y; y < region.Y + region.Height; y++)
        {
            _paint.MoveTo(y);
            PaintRow(_painted, y, region.X, region.X + region.Width);
        }

        return _painted;
    }

    private void PaintRow(BicubicStill painted, int y, int left, int right)
    {
        ReadOnlySpan<Vector256<float>> cells = _paint.Row;
        ReadOnlySpan<int> first = _paint.Columns.FirstPadded;
        ReadOnlySpan<Vector128<float>> weights = MemoryMarshal.Cast<float, Vector128<float>>(_paint.Columns.Weights);
        ReadOnlySpan<Vector128<float>> original = still.Row(y);
        Span<Vector128<float>> row = painted.Row(y);
        int firstPainted = right, end = left;
        for (int x = left; x < right; x++)
        {
            Vector256<float> paint = FieldRows.Blend(cells.Slice(first[x], 4), weights[x]);
            float mask = paint.GetElement(MaskLane);
            Vector128<float> color = original[x];
            if (mask > 0)
            {
                color = Vector128.MultiplyAddEstimate(paint.GetLower() - color, Vector128.Create(mask), color);
                firstPainted = Math.Min(firstPainted, x);
                end = x + 1;
            }

            row[x] = color;
        }

        if (end > firstPainted)
        {
            painted.MarkWindows(firstPainted, y, end - firstPainted);
        }
    }
}
