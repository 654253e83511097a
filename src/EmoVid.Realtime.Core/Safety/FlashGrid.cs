namespace EmoVid.Realtime;

/// <summary>How a frame is divided: square cells, of about a tenth of a degree, in which light is averaged; up to 24 × 24 blocks of
/// cells; and the windows of a third of the frame's width and height, at every block, that stand for the 10° field.</summary>
/// <remarks>WCAG's note: 341 × 256 pixels of 1024 × 768, a third each way, are the field at the usual viewing distance; patterns below
/// 0.1°, a three-hundredth of that width, are exempt.</remarks>
internal sealed class FlashGrid
{
    /// <summary>Cells are processed eight at a time.</summary>
    public const int Lanes = 8;

    private const int MostCellsAcross = 240;
    private const int MostBlocksAcross = 24;

    public FlashGrid(int width, int height, bool evenCells)
    {
        (Width, Height) = (width, height);
        int size = (width + MostCellsAcross - 1) / MostCellsAcross;
        CellSize = evenCells ? size + (size & 1) : size;
        Columns = (width + CellSize - 1) / CellSize;
        Rows = (height + CellSize - 1) / CellSize;
        GroupsPerRow = (Columns + Lanes - 1) / Lanes;
        BlockColumns = BlocksFor(Columns);
        BlockRows = BlocksFor(Rows);
        WindowWidth = Math.Max(1, BlockColumns / 3);
        WindowHeight = Math.Max(1, BlockRows / 3);
        BlockOfColumn = Spread(Columns, BlockColumns);
        BlockOfRow = Spread(Rows, BlockRows);
        CellsInBlock = new int[BlockCount];
        for (int y = 0; y < Rows; y++)
        {
            for (int x = 0; x < Columns; x++)
            {
                CellsInBlock[BlockOfRow[y] * BlockColumns + BlockOfColumn[x]]++;
            }
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Pixels a side.</summary>
    public int CellSize { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Groups of <see cref="Lanes"/> cells in a row; the last may hold cells that do not exist.</summary>
    public int GroupsPerRow { get; }

    /// <summary>Cells from one row to the next.</summary>
    public int Stride => GroupsPerRow * Lanes;

    public int CellCount => Stride * Rows;

    public int BlockColumns { get; }

    public int BlockRows { get; }

    public int BlockCount => BlockColumns * BlockRows;

    /// <summary>Blocks.</summary>
    public int WindowWidth { get; }

    /// <summary>Blocks.</summary>
    public int WindowHeight { get; }

    public int WindowColumns => BlockColumns - WindowWidth + 1;

    public int WindowRows => BlockRows - WindowHeight + 1;

    public int[] BlockOfColumn { get; }

    public int[] BlockOfRow { get; }

    public int[] CellsInBlock { get; }

    private static int BlocksFor(int cells) => cells >= MostBlocksAcross ? MostBlocksAcross : Math.Max(1, cells / 3 * 3);

    private static int[] Spread(int cells, int blocks)
    {
        var block = new int[cells];
        for (int i = 0; i < cells; i++)
        {
            block[i] = i * blocks / cells;
        }

        return block;
    }
}
