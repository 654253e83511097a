using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>Finds the cells of fields that change the still, and the pixels that they can reach.</summary>
internal static class PaintedRegion
{
    /// <summary>How far from a cell the cells lie that a pixel interpolates together with it: four taps reach three cells on.</summary>
    private const int Reach = 3;

    /// <summary>The smallest rectangle of the still's pixel grid outside which no pixel reads one of the cells, which are of a field of n×n; empty where
    /// there are none. Paint and tint end at the canvas's edge.</summary>
    public static PixelRectangle Of(PixelRectangle cells, int n, StillRaster raster)
    {
        if (cells.Width == 0)
        {
            return default;
        }

        (int x0, int x1) = Reached(cells.X, cells.X + cells.Width - 1, n, raster.Placement.SourcePixelsPerCanvas, raster.OriginX, raster.Width);
        (int y0, int y1) = Reached(cells.Y, cells.Y + cells.Height - 1, n, raster.Placement.SourcePixelsPerCanvas, raster.OriginY, raster.Height);
        return x1 > x0 && y1 > y0 ? new PixelRectangle(x0, y0, x1 - x0, y1 - y0) : default;
    }

    /// <summary>Every cell that a pixel reads together with one of these.</summary>
    public static PixelRectangle Neighbourhood(PixelRectangle cells, int n)
    {
        if (cells.Width == 0)
        {
            return default;
        }

        int left = Math.Max(0, cells.X - Reach), top = Math.Max(0, cells.Y - Reach);
        int right = Math.Min(n, cells.X + cells.Width + Reach), bottom = Math.Min(n, cells.Y + cells.Height + Reach);
        return new PixelRectangle(left, top, right - left, bottom - top);
    }

    /// <summary>The smallest rectangle with both in it; an empty one adds nothing.</summary>
    public static PixelRectangle Union(PixelRectangle a, PixelRectangle b)
    {
        if (a.Width == 0 || b.Width == 0)
        {
            return a.Width == 0 ? b : a;
        }

        int left = Math.Min(a.X, b.X), top = Math.Min(a.Y, b.Y);
        return new PixelRectangle(left, top, Math.Max(a.X + a.Width, b.X + b.Width) - left, Math.Max(a.Y + a.Height, b.Y + b.Height) - top);
    }

    /// <summary>The smallest rectangle of cells outside which the mask is 0; empty where nothing is painted.</summary>
    public static PixelRectangle Cells(MotionFields fields) => Changed(fields.Paint, fields.PaintSize, 0f);

    /// <summary>The smallest rectangle of cells of the warp field outside which the tint is 1; empty where nothing is tinted.</summary>
    public static PixelRectangle TintedCells(MotionFields fields)
    {
        int n = fields.WarpSize;
        ReadOnlySpan<float> tint = fields.Tint;
        return Union(Changed(tint, n, 1f), Union(Changed(tint[(n * n)..], n, 1f), Changed(tint[(2 * n * n)..], n, 1f)));
    }

    /// <summary>The smallest rectangle of cells of a plane of n×n outside which all are at rest.</summary>
    private static PixelRectangle Changed(ReadOnlySpan<float> plane, int n, float rest)
    {
        // As bits, since the search then goes by vectors; a mask of -0 costs a row and changes nothing.
        uint bits = BitConverter.SingleToUInt32Bits(rest);
        int left = n, right = -1, top = n, bottom = -1;
        for (int row = 0; row < n; row++)
        {
            ReadOnlySpan<uint> values = MemoryMarshal.Cast<float, uint>(plane.Slice(row * n, n));
            int first = values.IndexOfAnyExcept(bits);
            if (first >= 0)
            {
                left = Math.Min(left, first);
                right = Math.Max(right, values.LastIndexOfAnyExcept(bits));
                top = Math.Min(top, row);
                bottom = row;
            }
        }

        return right < 0 ? default : new PixelRectangle(left, top, right - left + 1, bottom - top + 1);
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
