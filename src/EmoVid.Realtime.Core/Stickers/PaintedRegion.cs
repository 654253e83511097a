using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>Finds the pixels that a paint field can reach.</summary>
internal static class PaintedRegion
{
    /// <summary>The smallest rectangle of the still's pixel grid outside which the interpolated mask is zero; empty where nothing is
    /// painted. Paint ends at the canvas's edge.</summary>
    public static PixelRectangle Of(MotionFields fields, StillRaster raster)
    {
        int n = fields.PaintSize;
        int left = n, right = -1, top = n, bottom = -1;
        for (int row = 0; row < n; row++)
        {
            // As bits, since the search then goes by vectors; a mask of -0 costs a row and changes nothing.
            ReadOnlySpan<uint> mask = MemoryMarshal.Cast<float, uint>(fields.Paint.AsSpan(row * n, n));
            int first = mask.IndexOfAnyExcept(0u);
            if (first >= 0)
            {
                left = Math.Min(left, first);
                right = Math.Max(right, mask.LastIndexOfAnyExcept(0u));
                top = Math.Min(top, row);
                bottom = row;
            }
        }

        if (right < 0)
        {
            return default;
        }

        (int x0, int x1) = Reached(left, right, n, raster.Placement.SourcePixelsPerCanvas, raster.OriginX, raster.Width);
        (int y0, int y1) = Reached(top, bottom, n, raster.Placement.SourcePixelsPerCanvas, raster.OriginY, raster.Height);
        return new PixelRectangle(x0, y0, x1 - x0, y1 - y0);
    }

    /// <summary>Pixels from the first to the end whose four taps include one of the cells; the canvas's edge repeats its cells.</summary>
    private static (int First, int End) Reached(int firstCell, int lastCell, int cells, double pixelsPerCanvas, double origin, int count)
    {
        double from = firstCell == 0 ? 0 : Math.Max(0, (firstCell - 1.5) / cells);
        double to = lastCell == cells - 1 ? 1 : Math.Min(1, (lastCell + 2.5) / cells);
        int first = (int)Math.Clamp(Math.Ceiling(from * pixelsPerCanvas - origin), 0, count);
        return (first, (int)Math.Clamp(Math.Ceiling(to * pixelsPerCanvas - origin), first, count));
    }
}
