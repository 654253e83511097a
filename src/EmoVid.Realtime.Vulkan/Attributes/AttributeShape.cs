namespace EmoVid.Realtime.Vulkan;

/// <summary>How the attribute pass cuts a frame into workgroups: each takes a strip of rows of one cell.</summary>
/// <param name="RowsPerStrip">Rows of a workgroup.</param>
/// <param name="Strips">Workgroups a cell.</param>
/// <param name="Cells">Cells: the grid's, or the frame as the only one.</param>
/// <param name="PartWidth">Columns of a cell that a workgroup takes.</param>
/// <param name="Parts">How many such parts a cell has: one but in very wide frames.</param>
/// <param name="IsWide">Whether an invocation takes more pixels than its 32-bit sums hold.</param>
internal readonly record struct AttributeShape(uint RowsPerStrip, uint Strips, uint Cells, uint PartWidth, uint Parts, bool IsWide)
{
    /// <summary>Quads that the 32-bit sums of an invocation hold (<see cref="AttributeScale"/>'s remarks).</summary>
    public static uint QuadsPerPartial(AttributeSet set, bool weighted) =>
        (uint)(!weighted ? AttributeScale.PixelsPerOpaquePartialSum / 4
        : set.Has(AttributeSet.HaslerSusstrunk) ? AttributeScale.PixelsPerWeightedPartialSum / 4
        : 64);

    /// <summary>Cuts a frame.</summary>
    /// <param name="tuning">What suits the device.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="set">What is measured.</param>
    /// <param name="weighted">Whether pixels differ in weight.</param>
    public static AttributeShape For(AttributeTuning tuning, int width, int height, AttributeSet set, bool weighted)
    {
        uint side = set.Has(AttributeSet.Grid) ? AttributeScale.GridSide : 1u;
        uint cellWidth = ((uint)width + side - 1) / side, cellHeight = ((uint)height + side - 1) / side;
        uint groupWidth = tuning.GroupWidth;
        uint partWidth = Math.Min(cellWidth, 4 * groupWidth * tuning.MostQuads);
        uint parts = (cellWidth + partWidth - 1) / partWidth;

        // A cell may begin and end inside a quad.
        uint quads = side == 1 ? (partWidth + 3) / 4 : (partWidth + 6) / 4;
        ulong invocations = (ulong)groupWidth * tuning.Groups;
        ulong turns = Math.Clamp((ulong)quads * parts * cellHeight * side * side / invocations, 1, tuning.MostQuads);
        uint rows = (uint)Math.Clamp(turns * groupWidth / quads, 1, cellHeight);
        uint strips = (cellHeight + rows - 1) / rows;
        rows = (cellHeight + strips - 1) / strips;
        ulong most = ((ulong)rows * quads + groupWidth - 1) / groupWidth;
        return new AttributeShape(rows, strips, side * side, partWidth, parts, most > QuadsPerPartial(set, weighted));
    }
}
