namespace EmoVid.Realtime;

/// <summary>Counts of cells a block, for one frame.</summary>
internal sealed class FlashBlocks(FlashGrid grid)
{
    /// <summary>Cells whose value rises by a change that counts.</summary>
    public int[] Rising { get; } = new int[grid.BlockCount];

    public int[] Falling { get; } = new int[grid.BlockCount];

    /// <summary>Cells that have no change left in this second.</summary>
    public int[] Full { get; } = new int[grid.BlockCount];

    /// <summary>Cells that have changed more often than allowed.</summary>
    public int[] Exceeding { get; } = new int[grid.BlockCount];

    public void Clear()
    {
        Array.Clear(Rising);
        Array.Clear(Falling);
        Array.Clear(Full);
        Array.Clear(Exceeding);
    }
}
