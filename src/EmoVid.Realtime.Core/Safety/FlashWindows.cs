namespace EmoVid.Realtime;

/// <summary>The area rule: looks at every 10° window of a frame for cells that flash too often, and for flashes that the window's
/// parts make in turn.</summary>
/// <remarks>
/// A window exceeds the limits when (a) cells that have changed more than six times within a second fill 20 % of it, or (b) the
/// window as a whole has: its level is the number of rises less falls of its cells, and a change of that level by 20 % of the
/// cells against its last extreme counts like a cell's. With (b) two strobes side by side, each below the limit, do not add up
/// unnoticed; motion, which brightens as many cells as it darkens, leaves the level where it is.
/// </remarks>
internal sealed class FlashWindows
{
    /// <summary>Changes that a window remembers: as many as make 64 flashes.</summary>
    private const int RingLength = 128;

    private readonly FlashGrid _grid;
    private readonly int[] _level;
    private readonly int[] _pending;
    private readonly int[] _cells;
    private readonly int[] _maximum;
    private readonly int[] _minimum;
    private readonly int[] _changes;
    private readonly int[] _changeCount;
    private readonly sbyte[] _direction;
    private readonly bool[] _noRise;
    private readonly bool[] _noFall;
    private readonly int[] _sums;

    public FlashWindows(FlashGrid grid)
    {
        _grid = grid;
        int windows = grid.WindowColumns * grid.WindowRows;
        _level = new int[grid.BlockCount];
        _pending = new int[grid.BlockCount];
        _cells = new int[windows];
        _maximum = new int[windows];
        _minimum = new int[windows];
        _changes = new int[windows * RingLength];
        _changeCount = new int[windows];
        _direction = new sbyte[windows];
        _noRise = new bool[grid.BlockCount];
        _noFall = new bool[grid.BlockCount];
        _sums = new int[(grid.BlockColumns + 1) * (grid.BlockRows + 1)];
        Integrate(grid.CellsInBlock);
        for (int i = 0; i < windows; i++)
        {
            _cells[i] = Sum(i);
        }

        Exceeding = new bool[grid.BlockCount];
    }

    /// <summary>Blocks that make the frame of the last scan exceed the limits.</summary>
    public bool[] Exceeding { get; }

    /// <summary>Whether the frame after the one of the last scan could exceed the limits.</summary>
    public bool IsAtBrink { get; private set; }

    /// <summary>Largest share of a window that flashes too often, in the last scan.</summary>
    public double Area { get; private set; }

    /// <summary>Most changes of a window in the last second, in the last scan.</summary>
    public int Changes { get; private set; }

    public void Start()
    {
        Array.Clear(_level);
        Array.Clear(_maximum);
        Array.Clear(_minimum);
        Array.Clear(_changes);
        Array.Clear(_changeCount);
        Array.Clear(_direction);
        Array.Clear(Exceeding);
        (IsAtBrink, Area, Changes) = (false, 0, 0);
    }

    public void CopyFrom(FlashWindows other)
    {
        other._level.CopyTo(_level.AsSpan());
        other._maximum.CopyTo(_maximum.AsSpan());
        other._minimum.CopyTo(_minimum.AsSpan());
        other._changes.CopyTo(_changes.AsSpan());
        other._changeCount.CopyTo(_changeCount.AsSpan());
    }

    public bool Scan(FlashBlocks blocks, int first)
    {
        Array.Clear(Exceeding);
        Area = 0;
        Changes = 0;
        IsAtBrink = false;
        bool exceeds = ScanCells(blocks);
        for (int i = 0; i < _pending.Length; i++)
        {
            _pending[i] = _level[i] + blocks.Rising[i] - blocks.Falling[i];
        }

        Integrate(_pending);
        for (int window = 0; window < _cells.Length; window++)
        {
            int threshold = Threshold(window), level = Sum(window);
            bool rises = level - _minimum[window] >= threshold;
            bool falls = !rises && _maximum[window] - level >= threshold;
            _direction[window] = (sbyte)(rises ? 1 : falls ? -1 : 0);
            int changes = Recent(window, first) + (rises || falls ? 1 : 0);
            Changes = Math.Max(Changes, changes);
            IsAtBrink |= changes >= FlashRules.AllowedChanges;
            if (changes > FlashRules.AllowedChanges)
            {
                exceeds = true;
                Area = Math.Max(Area, FlashRules.AreaLimit);
                Mark(window, rises ? blocks.Rising : falls ? blocks.Falling : blocks.Exceeding);
            }
        }

        return exceeds;
    }

    /// <summary>Takes the last scan over into the past.</summary>
    public void Commit(int frame)
    {
        _pending.CopyTo(_level.AsSpan());
        Integrate(_level);
        for (int window = 0; window < _cells.Length; window++)
        {
            int level = Sum(window);
            switch (_direction[window])
            {
                case 1:
                    (_maximum[window], _minimum[window]) = (level, FlashRules.NoMinimum);
                    break;
                case -1:
                    (_maximum[window], _minimum[window]) = (FlashRules.NoMaximum, level);
                    break;
                default:
                    _maximum[window] = _maximum[window] == FlashRules.NoMaximum ? FlashRules.NoMaximum : Math.Max(_maximum[window], level);
                    _minimum[window] = _minimum[window] == FlashRules.NoMinimum ? FlashRules.NoMinimum : Math.Min(_minimum[window], level);
                    continue;
            }

            _changes[window * RingLength + _changeCount[window] % RingLength] = frame;
            _changeCount[window]++;
        }
    }

    /// <summary>Finds the blocks in which no cell may rise, or fall, because a window around them has no change left.</summary>
    public void FindForbidden(int first)
    {
        Array.Clear(_noRise);
        Array.Clear(_noFall);
        for (int window = 0; window < _cells.Length; window++)
        {
            if (Recent(window, first) >= FlashRules.AllowedChanges)
            {
                Forbid(window, _minimum[window] != FlashRules.NoMinimum ? _noRise : _noFall);
            }
        }
    }

    /// <summary>Whether no cell of a block may rise, or fall, as of the last <see cref="FindForbidden"/>.</summary>
    public bool Forbids(int block, bool rise) => rise ? _noRise[block] : _noFall[block];

    private bool ScanCells(FlashBlocks blocks)
    {
        Integrate(blocks.Full);
        bool full = false;
        for (int window = 0; window < _cells.Length; window++)
        {
            full |= Sum(window) >= Threshold(window);
        }

        if (!full)
        {
            return false;
        }

        IsAtBrink = true;
        Integrate(blocks.Exceeding);
        bool exceeds = false;
        for (int window = 0; window < _cells.Length; window++)
        {
            int cells = Sum(window);
            Area = Math.Max(Area, (double)cells / _cells[window]);
            if (cells >= Threshold(window))
            {
                exceeds = true;
                Mark(window, blocks.Exceeding);
            }
        }

        return exceeds;
    }

    private int Threshold(int window) => Math.Max(1, (int)(FlashRules.AreaLimit * _cells[window]));

    private int Recent(int window, int first)
    {
        int count = 0, newest = _changeCount[window];
        while (count < Math.Min(newest, RingLength) && _changes[window * RingLength + (newest - 1 - count) % RingLength] >= first)
        {
            count++;
        }

        return count;
    }

    private void Mark(int window, int[] counts)
    {
        (int left, int top) = Corner(window);
        for (int y = top; y < top + _grid.WindowHeight; y++)
        {
            for (int x = left; x < left + _grid.WindowWidth; x++)
            {
                Exceeding[y * _grid.BlockColumns + x] |= counts[y * _grid.BlockColumns + x] > 0;
            }
        }
    }

    private void Forbid(int window, bool[] blocks)
    {
        (int left, int top) = Corner(window);
        for (int y = top; y < top + _grid.WindowHeight; y++)
        {
            blocks.AsSpan(y * _grid.BlockColumns + left, _grid.WindowWidth).Fill(true);
        }
    }

    private (int Left, int Top) Corner(int window) => (window % _grid.WindowColumns, window / _grid.WindowColumns);

    private void Integrate(int[] blocks)
    {
        int stride = _grid.BlockColumns + 1;
        for (int y = 0; y < _grid.BlockRows; y++)
        {
            int row = 0;
            for (int x = 0; x < _grid.BlockColumns; x++)
            {
                row += blocks[y * _grid.BlockColumns + x];
                _sums[(y + 1) * stride + x + 1] = _sums[y * stride + x + 1] + row;
            }
        }
    }

    private int Sum(int window)
    {
        (int left, int top) = Corner(window);
        int stride = _grid.BlockColumns + 1, right = left + _grid.WindowWidth;
        int above = top * stride, below = (top + _grid.WindowHeight) * stride;
        return _sums[below + right] - _sums[below + left] - _sums[above + right] + _sums[above + left];
    }
}
