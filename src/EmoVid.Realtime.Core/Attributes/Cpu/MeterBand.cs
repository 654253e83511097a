namespace EmoVid.Realtime;

/// <summary>Measures a band of rows. One thread at a time; each thread of a meter has its own.</summary>
internal sealed unsafe class MeterBand : IDisposable
{
    private readonly PixelBlock _block = new();

    /// <summary>The band's sums.</summary>
    public AttributeSums Sums { get; } = new();

    /// <summary>Measures rows, all but their edges.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="set">What to measure.</param>
    /// <param name="top">First row.</param>
    /// <param name="bottom">Row after the last.</param>
    /// <param name="plane">Luma over black of the previous frame, which becomes that of this one; null when not looked at.</param>
    /// <param name="compare">Whether the plane holds a previous frame.</param>
    public void Measure(in MeterFrame frame, AttributeSet set, int top, int bottom, byte* plane, bool compare)
    {
        Sums.Clear();
        Sums.Set = set;
        for (int y = top; y < bottom; y++)
        {
            for (int x = 0; x < frame.Width; x += PixelBlock.Capacity)
            {
                int count = Math.Min(PixelBlock.Capacity, frame.Width - x);
                Sums.NonFiniteCount += PixelReader.Read(frame, x, y, count, _block);
                for (int i = 0; i < count; i++)
                {
                    AddPixel(frame, set, x + i, y, i, plane, compare);
                }
            }
        }

        Sums.PixelCount = (long)frame.Width * (bottom - top);
        Sums.HasPrevious = compare && set.Has(AttributeSet.Motion);
        Sums.MotionPixels = Sums.HasPrevious ? Sums.PixelCount : 0;
    }

    /// <summary>Counts edges in rows that all have neighbours.</summary>
    public void AddEdges(int width, int top, int bottom, byte* plane)
    {
        for (int y = top; y < bottom; y++)
        {
            byte* row = plane + (long)y * width;
            for (int x = 1; x < width - 1; x++)
            {
                int change = Math.Abs(row[x + 1] - row[x - 1]) + Math.Abs(row[x + width] - row[x - width]);
                Sums.EdgeCount += change >= AttributeScale.EdgeThreshold ? 1 : 0;
            }
        }

        Sums.EdgePixels += (long)Math.Max(0, width - 2) * Math.Max(0, bottom - top);
    }

    public void Dispose() => _block.Dispose();

    private void AddPixel(in MeterFrame frame, AttributeSet set, int x, int y, int i, byte* plane, bool compare)
    {
        (int r, int g, int b, int w) = (_block.Red[i], _block.Green[i], _block.Blue[i], _block.Weight[i]);
        Sums.Weight += w;
        if (set.Has(AttributeSet.EmoVid))
        {
            int max = Math.Max(r, Math.Max(g, b)), min = Math.Min(r, Math.Min(g, b));
            int saturation = AttributeScale.Saturation(max, max - min);
            (int primary, int offset) = AttributeScale.HueOffset(r, g, b);
            (int cos, int sin) = AttributeScale.HueVector(primary, offset);
            Sums.Value += w * max;
            Sums.Saturation += w * saturation;
            Sums.HueCos += w * cos;
            Sums.HueSin += w * sin;
            if (set.Has(AttributeSet.WeightedHue))
            {
                Sums.WeightedHueCos += w * AttributeScale.WeightedHue(cos, saturation);
                Sums.WeightedHueSin += w * AttributeScale.WeightedHue(sin, saturation);
            }

            if (set.Has(AttributeSet.HueHistogram))
            {
                Sums.HueBins[AttributeScale.HueBin(AttributeScale.HuePosition(r, g, b))] += w * (saturation >> 4);
            }

            if (set.Has(AttributeSet.Grid))
            {
                ref AttributeGridCell cell = ref Sums.GridCells[Cell(y, frame.Height) * AttributeScale.GridSide + Cell(x, frame.Width)];
                cell = new AttributeGridCell(cell.Weight + w, cell.Value + w * max, cell.Saturation + w * saturation, cell.HueCos + w * cos, cell.HueSin + w * sin);
            }
        }

        if (set.Has(AttributeSet.HaslerSusstrunk))
        {
            int redGreen = r - g, yellowBlue = r + g - 2 * b;
            Sums.RedGreen += w * redGreen;
            Sums.YellowBlue2 += w * yellowBlue;
            Sums.RedGreenSquared += w * redGreen * redGreen;
            Sums.YellowBlue2Squared += w * yellowBlue * yellowBlue;
        }

        int luma = AttributeScale.Luma(r, g, b);
        if (set.Has(AttributeSet.Luma))
        {
            Sums.Luma += w * luma;
            Sums.LumaSquared += w * luma * luma;
        }

        if (set.Has(AttributeSet.LumaHistogram))
        {
            Sums.LumaBins[luma] += w;
        }

        if (plane != null)
        {
            byte* at = plane + (long)y * frame.Width + x;
            int over = AttributeScale.LumaOverBlack(luma, w);
            if (compare && set.Has(AttributeSet.Motion))
            {
                Sums.MotionAbsolute += Math.Abs(over - *at);
                Sums.MotionSigned += over - *at;
            }

            *at = (byte)over;
        }
    }

    private static int Cell(int at, int length)
    {
        int cell = 0;
        while (at >= AttributeScale.GridStart(cell + 1, length))
        {
            cell++;
        }

        return cell;
    }
}
