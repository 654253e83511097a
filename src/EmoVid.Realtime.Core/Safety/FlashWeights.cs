namespace EmoVid.Realtime;

/// <summary>How much each cell is attenuated: at once where frames flash, fading after, and smooth from block to block.</summary>
internal sealed class FlashWeights(FlashGrid grid, FlashLimiterOptions options)
{
    private const int Levels = 256;

    private readonly float[] _blocks = new float[grid.BlockCount];
    private readonly short[] _rates = new short[Levels + 1];

    /// <summary>Weight of each cell, 0 to 1.</summary>
    public float[] Cells { get; } = new float[grid.CellCount];

    /// <summary>The largest.</summary>
    public float Largest { get; private set; }

    /// <summary>Lets all weights fade.</summary>
    public void Release(double seconds)
    {
        float step = (float)(seconds / options.ReleaseSeconds);
        for (int i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = Math.Max(0, _blocks[i] - step);
        }
    }

    /// <summary>Attenuates the marked blocks and those next to them wholly.</summary>
    public void Engage(bool[] blocks)
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            if (!blocks[i])
            {
                continue;
            }

            (int column, int row) = (i % grid.BlockColumns, i / grid.BlockColumns);
            for (int y = Math.Max(0, row - 1); y <= Math.Min(grid.BlockRows - 1, row + 1); y++)
            {
                int left = Math.Max(0, column - 1), right = Math.Min(grid.BlockColumns - 1, column + 1);
                _blocks.AsSpan(y * grid.BlockColumns + left, right - left + 1).Fill(1);
            }
        }
    }

    /// <summary>Spreads the blocks' weights over the cells, linearly between the blocks' centres.</summary>
    public void Spread()
    {
        Largest = 0;
        foreach (float block in _blocks)
        {
            Largest = Math.Max(Largest, block);
        }

        for (int row = 0; row < grid.Rows; row++)
        {
            (int above, int below, float down) = Between(row, grid.Rows, grid.BlockRows);
            for (int column = 0; column < grid.Columns; column++)
            {
                (int left, int right, float along) = Between(column, grid.Columns, grid.BlockColumns);
                float upper = _blocks[above * grid.BlockColumns + left] * (1 - along) + _blocks[above * grid.BlockColumns + right] * along;
                float lower = _blocks[below * grid.BlockColumns + left] * (1 - along) + _blocks[below * grid.BlockColumns + right] * along;
                Cells[row * grid.Stride + column] = upper * (1 - down) + lower * down;
            }
        }
    }

    /// <summary>Computes the rates of all weights for a frame of this length.</summary>
    public void SetStep(double seconds)
    {
        for (int i = 1; i <= Levels; i++)
        {
            double weight = (double)i / Levels;
            double rate = 1 - Math.Exp(-seconds / (options.FollowSeconds * weight * weight));
            _rates[i] = (short)Math.Min(FlashReference.FollowsAtOnce - 1, rate * (FlashReference.FollowsAtOnce + 1));
        }

        _rates[0] = FlashReference.FollowsAtOnce;
    }

    /// <summary>The rate, in Q15, at which a cell follows what comes in.</summary>
    public short RateOf(int cell) => _rates[(int)MathF.Ceiling(Cells[cell] * Levels)];

    public void Clear()
    {
        Array.Clear(_blocks);
        Array.Clear(Cells);
        Largest = 0;
    }

    private static (int Low, int High, float Along) Between(int cell, int cells, int blocks)
    {
        float position = (cell + 0.5f) * blocks / cells - 0.5f;
        int low = (int)MathF.Floor(position);
        return (Math.Max(0, low), Math.Min(blocks - 1, low + 1), position - low);
    }
}
