using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>The share of a frame that one thread measures: some of its rows, in any order.</summary>
internal sealed unsafe partial class MeterBand : IDisposable
{
    /// <summary>A counter of 32 bits holds this many pixels of any weight.</summary>
    private const int PixelsPerCounter = 1 << 24;

    private readonly PixelBlock _block = new();
    private readonly AttributeSet _set;
    private uint* _lumaBins = (uint*)NativeMemory.AllocZeroed(LumaCounter.CounterCount, sizeof(uint));
    private MeterFrame _frame;
    private byte* _plane;
    private bool _compare;
    private int _factor;
    private long _paddedPixels;
    private int _countedPixels;

    /// <summary>Creates a band.</summary>
    /// <param name="set">What to measure.</param>
    public MeterBand(AttributeSet set) => _set = set;

    /// <summary>The band's sums.</summary>
    public AttributeSums Sums { get; } = new();

    /// <summary>Begins a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="plane">Luma over black of the previous frame, which becomes that of this one; null when not looked at.</param>
    /// <param name="compare">Whether the plane holds a previous frame.</param>
    public void Begin(in MeterFrame frame, byte* plane, bool compare)
    {
        Sums.Clear();
        Sums.Set = _set;
        _frame = frame;
        _plane = plane;
        _compare = compare && _set.Has(AttributeSet.Motion);
        _factor = frame.IsWeighted ? 1 : AttributeScale.WeightOne;
    }

    /// <summary>Measures rows, all but their edges.</summary>
    /// <param name="top">First row.</param>
    /// <param name="bottom">Row after the last.</param>
    public void AddRows(int top, int bottom)
    {
        if (TakesBytes)
        {
            MeasureBytes(top, bottom);
        }
        else if (!_set.Has(AttributeSet.Grid) && _frame.Width <= PixelBlock.Capacity / 2)
        {
            MeasureNarrow(top, bottom);
        }
        else
        {
            MeasureWide(top, bottom);
        }

        Sums.PixelCount += (long)_frame.Width * (bottom - top);
    }

    /// <summary>Completes the sums after the last rows.</summary>
    public void Finish()
    {
        Sums.HasPrevious = _compare;
        Sums.MotionPixels = _compare ? Sums.PixelCount : 0;
        if (_set.Has(AttributeSet.LumaHistogram))
        {
            FlushLuma();
            if (TakesBytes)
            {
                OpaqueBytesKernel.Fold(_pairs, _factor, Sums.LumaBins);
            }

            SumLumaHistogram();
        }
    }

    /// <summary>Counts edges in rows, once the plane is complete.</summary>
    public void AddEdges(int top, int bottom)
    {
        (top, bottom) = (Math.Max(top, 1), Math.Min(bottom, _frame.Height - 1));
        for (int y = top; y < bottom; y++)
        {
            Sums.EdgeCount += PlaneKernel.CountEdges(_plane + (long)y * _frame.Width, _frame.Width);
        }

        Sums.EdgePixels += (long)Math.Max(0, _frame.Width - 2) * Math.Max(0, bottom - top);
    }

    public void Dispose()
    {
        _block.Dispose();
        NativeMemory.Free(_lumaBins);
        _lumaBins = null;
        NativeMemory.AlignedFree(_pairs);
        _pairs = null;
    }

    /// <summary>Several whole rows to a block, so that a sticker does not pay a block's fixed cost for each of its rows.</summary>
    private void MeasureNarrow(int top, int bottom)
    {
        int rows = PixelBlock.Capacity / _frame.Width;
        for (int y = top; y < bottom; y += rows)
        {
            int end = Math.Min(y + rows, bottom), count = 0;
            for (int row = y; row < end; row++, count += _frame.Width)
            {
                Sums.NonFiniteCount += PixelReader.Read(_frame, 0, row, _frame.Width, _block, count);
            }

            AddBlock(count, y, 0, 0);
        }
    }

    /// <summary>Blocks of one row, none of which crosses a border of the grid.</summary>
    private void MeasureWide(int top, int bottom)
    {
        int columns = _set.Has(AttributeSet.Grid) ? AttributeScale.GridSide : 1, gridRow = 0;
        for (int y = top; y < bottom; y++)
        {
            while (y >= AttributeScale.GridStart(gridRow + 1, _frame.Height))
            {
                gridRow++;
            }

            for (int column = 0; column < columns; column++)
            {
                int start = (int)((long)column * _frame.Width / columns), end = (int)((long)(column + 1) * _frame.Width / columns);
                int pieces = (end - start + PixelBlock.Capacity - 1) / PixelBlock.Capacity;
                int length = pieces == 0 ? 0 : ((end - start + pieces - 1) / pieces + PixelBlock.Step - 1) & -PixelBlock.Step;
                for (int x = start; x < end; x += length)
                {
                    int count = Math.Min(length, end - x);
                    Sums.NonFiniteCount += PixelReader.Read(_frame, x, y, count, _block, 0);
                    AddBlock(count, y, x, gridRow * AttributeScale.GridSide + column);
                }
            }
        }
    }

    private void AddBlock(int count, int y, int x, int cell)
    {
        bool weighted = _factor == 1;
        int padded = _block.Pad(count);
        long padding = padded - count;
        long weight = weighted ? WeightKernel.Sum(_block, padded) : (long)count * AttributeScale.WeightOne;
        Sums.Weight += weight;
        bool countsLuma = _set.Has(AttributeSet.LumaHistogram);
        if (countsLuma || _plane != null || _set.Has(AttributeSet.Luma))
        {
            LumaKernel.Write(_block, padded);
        }

        bool countsWithHue = countsLuma && !weighted && _set.Has(AttributeSet.EmoVid);
        if (_set.Has(AttributeSet.EmoVid))
        {
            AddHue(weighted, countsWithHue, padded, padding, weight, cell);
        }

        if (_set.Has(AttributeSet.HaslerSusstrunk))
        {
            OpponentKernel.Sums sums = weighted ? OpponentKernel.AddWeighted(_block, padded) : OpponentKernel.AddOpaque(_block, padded);
            Sums.RedGreen += sums.RedGreen * _factor;
            Sums.YellowBlue2 += sums.YellowBlue2 * _factor;
            Sums.RedGreenSquared += sums.RedGreenSquared * _factor;
            Sums.YellowBlue2Squared += sums.YellowBlue2Squared * _factor;
        }

        if (countsLuma)
        {
            CountLuma(weighted, countsWithHue, padded, padding);
        }
        else if (_set.Has(AttributeSet.Luma))
        {
            (long sum, long squares) = weighted ? LumaKernel.SumWeighted(_block, padded) : LumaKernel.SumOpaque(_block, padded);
            Sums.Luma += sum * _factor;
            Sums.LumaSquared += squares * _factor;
        }

        if (_plane != null)
        {
            KeepLuma(weighted, count, padded, _plane + (long)y * _frame.Width + x);
        }
    }

    private void AddHue(bool weighted, bool countsLuma, int padded, long padding, long weight, int cell)
    {
        HueKernel.Sums sums = HueKernels.Add(_block, padded, weighted, _set.Has(AttributeSet.WeightedHue), _set.Has(AttributeSet.HueHistogram), countsLuma ? _lumaBins : null);
        if (!weighted)
        {
            // Black pixels are red of no saturation.
            sums.Cos -= padding * AttributeScale.HueVectorOne;
        }

        (long value, long saturation, long cos, long sin) = (sums.Value * _factor, sums.Saturation * _factor, sums.Cos * _factor, sums.Sin * _factor);
        Sums.Value += value;
        Sums.Saturation += saturation;
        Sums.HueCos += cos;
        Sums.HueSin += sin;
        Sums.WeightedHueCos += sums.WeightedCos * _factor;
        Sums.WeightedHueSin += sums.WeightedSin * _factor;
        if (_set.Has(AttributeSet.HueHistogram))
        {
            HueCounter.Count(_block, padded, weighted, _factor, Sums.HueBins);
        }

        if (_set.Has(AttributeSet.Grid))
        {
            ref AttributeGridCell old = ref Sums.GridCells[cell];
            old = new AttributeGridCell(old.Weight + weight, old.Value + value, old.Saturation + saturation, old.HueCos + cos, old.HueSin + sin);
        }
    }

    private void CountLuma(bool weighted, bool counted, int padded, long padding)
    {
        if (weighted)
        {
            LumaCounter.AddWeights(_block.Luma, _block.Weight, padded, _lumaBins);
        }
        else
        {
            _paddedPixels += padding;
            if (!counted)
            {
                LumaCounter.Count(_block.Luma, padded, _lumaBins);
            }
        }

        _countedPixels += padded;
        if (_countedPixels > PixelsPerCounter - PixelBlock.Capacity)
        {
            FlushLuma();
        }
    }

    private void KeepLuma(bool weighted, int count, int padded, byte* at)
    {
        if (weighted)
        {
            LumaKernel.LayOverBlack(_block, padded);
        }

        if (_compare)
        {
            (long absolute, long signed) = PlaneKernel.Compare(_block.Luma, at, count);
            Sums.MotionAbsolute += absolute;
            Sums.MotionSigned += signed;
        }

        NativeMemory.Copy(_block.Luma, at, (nuint)count);
    }

    private void FlushLuma()
    {
        LumaCounter.Flush(_lumaBins, _factor, Sums.LumaBins);
        Sums.LumaBins[0] -= _paddedPixels * _factor;
        _paddedPixels = 0;
        _countedPixels = 0;
    }

    /// <summary>A histogram of all values holds their sums.</summary>
    private void SumLumaHistogram()
    {
        Span<long> bins = Sums.LumaBins;
        for (int luma = 0; luma < bins.Length; luma++)
        {
            Sums.Luma += bins[luma] * luma;
            Sums.LumaSquared += bins[luma] * luma * luma;
        }
    }
}
