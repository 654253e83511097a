using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>The first pass of the CPU engine: tints the still and lays the paint over it, in the still's own pixels and only where the tint is not 1
/// and the mask is above 0, so that the second pass moves all as one.</summary>
/// <remarks>Owned by one compositor; allocates when paint or a tint is first met and when a field's size changes.</remarks>
internal sealed class StillPainter(BicubicStill still)
{
    private const int MaskLane = 4;

    private readonly FieldRows _paint = new([MaskLane, 0, 1, 2, 3], restingLane3: 0f);

    // Alpha is held by itself: twice as much, however rounded, is cut to it.
    private readonly FieldRows _tint = new([0, 1, 2], restingLane3: 2f);
    private BicubicStill? _painted;
    private PixelRectangle _lastRegion;

    /// <summary>The still in this instant's tint and under its paint; the still itself where there is neither. Valid until the next call.</summary>
    public BicubicStill Paint(MotionFields fields)
    {
        PaintedPixels pixels = PaintedPixels.Of(fields, still.Raster);
        if (pixels.IsEmpty)
        {
            return still;
        }

        (PixelRectangle masked, PixelRectangle tinted) = pixels;
        _painted ??= still.Copy();
        _painted.Restore(still, _lastRegion, except: pixels.IsUntinted ? masked : tinted);
        _lastRegion = pixels.All;
        Load(_tint, fields.Tint, fields.WarpSize, tinted);
        Load(_paint, fields.Paint, fields.PaintSize, masked);
        for (int y = _lastRegion.Y; y < _lastRegion.Y + _lastRegion.Height; y++)
        {
            if (y >= tinted.Y && y < tinted.Y + tinted.Height)
            {
                _tint.MoveTo(y);
                TintRow(_painted.Row(y), y, tinted.X, tinted.X + tinted.Width);
            }

            if (y >= masked.Y && y < masked.Y + masked.Height)
            {
                _paint.MoveTo(y);
                PaintRow(_painted, pixels.IsUntinted ? still.Row(y) : _painted.Row(y), y, masked.X, masked.X + masked.Width);
            }
        }

        return _painted;
    }

    private void Load(FieldRows rows, ReadOnlySpan<float> planes, int size, PixelRectangle region)
    {
        if (region.Width == 0)
        {
            return;
        }

        if (rows.Columns.Cells != size)
        {
            StillRaster raster = still.Raster;
            float pixelsPerCanvas = raster.Placement.SourcePixelsPerCanvas;
            rows.Use(new SplineTaps(size, raster.Width, raster.OriginX, pixelsPerCanvas), new SplineTaps(size, raster.Height, raster.OriginY, pixelsPerCanvas));
        }

        rows.Load(planes, region);
    }

    private void TintRow(Span<Vector128<float>> row, int y, int left, int right)
    {
        ReadOnlySpan<Vector256<float>> cells = _tint.Row;
        ReadOnlySpan<int> first = _tint.Columns.FirstPadded;
        ReadOnlySpan<Vector128<float>> weights = MemoryMarshal.Cast<float, Vector128<float>>(_tint.Columns.Weights);
        ReadOnlySpan<Vector128<float>> original = still.Row(y);
        for (int x = left; x < right; x++)
        {
            Vector128<float> color = original[x];
            Vector128<float> tinted = FieldRows.Blend(cells.Slice(first[x], 4), weights[x]).GetLower() * color;
            Vector128<float> alpha = Vector128.Shuffle(color, Vector128.Create(3, 3, 3, 3));

            // What is no number becomes 0 here, before the second pass spreads it.
            row[x] = Vector128.MinNative(tinted, alpha) & Vector128.GreaterThan(tinted, Vector128<float>.Zero);
        }
    }

    private void PaintRow(BicubicStill painted, ReadOnlySpan<Vector128<float>> under, int y, int left, int right)
    {
        ReadOnlySpan<Vector256<float>> cells = _paint.Row;
        ReadOnlySpan<int> first = _paint.Columns.FirstPadded;
        ReadOnlySpan<Vector128<float>> weights = MemoryMarshal.Cast<float, Vector128<float>>(_paint.Columns.Weights);
        Span<Vector128<float>> row = painted.Row(y);
        int firstPainted = right, end = left;
        for (int x = left; x < right; x++)
        {
            Vector256<float> paint = FieldRows.Blend(cells.Slice(first[x], 4), weights[x]);
            float mask = paint.GetElement(MaskLane);
            Vector128<float> color = under[x];
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
