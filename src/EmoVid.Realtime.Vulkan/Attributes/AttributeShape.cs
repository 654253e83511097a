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
    /// <summary>Invocations of a workgroup on a GPU: four to eight subgroups, on every one that is known.</summary>
    private const uint GpuWidth = 128;

    /// <summary>Workgroups of a frame on a software device. It runs one on one thread, and each costs the adding up of its sums: few
    /// are best, as long as the last ones leave no thread idle for long.</summary>
    private const uint SoftwareGroups = 32;

    /// <summary>Workgroups that a GPU should have before an invocation takes more than one quad.</summary>
    private const uint GpuGroups = 1024;

    /// <summary>Quads an invocation on a GPU, about, at most: the 32-bit sums of weighted pixels hold 16.</summary>
    private const uint GpuQuads = 16;

    /// <summary>Quads an invocation on a software device, about, at most: half as many as keep its counts in a histogram of hues below
    /// 2³², 65,280 a pixel.</summary>
    private const uint SoftwareQuads = 8192;

    /// <summary>Invocations of a workgroup: one subgroup of a software device, which is one of its vectors.</summary>
    public static uint GroupWidth(VulkanDevice device) => device.IsSoftware ? (uint)device.Info.SubgroupSize : GpuWidth;

    /// <summary>Quads that the 32-bit sums of an invocation hold (<see cref="AttributeScale"/>'s remarks).</summary>
    public static uint QuadsPerPartial(AttributeSet set, bool weighted) =>
        (uint)(!weighted ? AttributeScale.PixelsPerOpaquePartialSum / 4
        : set.Has(AttributeSet.HaslerSusstrunk) ? AttributeScale.PixelsPerWeightedPartialSum / 4
        : 64);

    /// <summary>Cuts a frame.</summary>
    /// <param name="device">Where it is measured.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="set">What is measured.</param>
    /// <param name="weighted">Whether pixels differ in weight.</param>
    public static AttributeShape For(VulkanDevice device, int width, int height, AttributeSet set, bool weighted)
    {
        uint side = set.Has(AttributeSet.Grid) ? AttributeScale.GridSide : 1u;
        uint cellWidth = ((uint)width + side - 1) / side, cellHeight = ((uint)height + side - 1) / side;
        uint groupWidth = GroupWidth(device), mostQuads = device.IsSoftware ? SoftwareQuads : GpuQuads;
        uint partWidth = Math.Min(cellWidth, 4 * groupWidth * mostQuads);
        uint parts = (cellWidth + partWidth - 1) / partWidth;

        // A cell may begin and end inside a quad.
        uint quads = side == 1 ? (partWidth + 3) / 4 : (partWidth + 6) / 4;
        ulong invocations = (ulong)groupWidth * (device.IsSoftware ? SoftwareGroups : GpuGroups);
        ulong turns = Math.Clamp((ulong)quads * parts * cellHeight * side * side / invocations, 1, mostQuads);
        uint rows = (uint)Math.Clamp(turns * groupWidth / quads, 1, cellHeight);
        uint strips = (cellHeight + rows - 1) / rows;
        rows = (cellHeight + strips - 1) / strips;
        ulong most = ((ulong)rows * quads + groupWidth - 1) / groupWidth;
        return new AttributeShape(rows, strips, side * side, partWidth, parts, most > QuadsPerPartial(set, weighted));
    }
}
