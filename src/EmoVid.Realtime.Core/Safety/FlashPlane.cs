namespace EmoVid.Realtime;

/// <summary>Bytes of a frame, or of a row of its cells, in one plane.</summary>
internal readonly ref struct FlashPlane(Span<byte> bytes, int stride, int rowBytes, int rows, int bytesPerCell, int rowsPerCell)
{
    public Span<byte> Bytes { get; } = bytes;

    public int RowBytes { get; } = rowBytes;

    public int Rows { get; } = rows;

    public int BytesPerCell { get; } = bytesPerCell;

    public int RowsPerCell { get; } = rowsPerCell;

    public Span<byte> Row(int y) => Bytes.Slice(y * stride, RowBytes);

    /// <summary>One row of cells.</summary>
    public FlashPlane Strip(int cellRow)
    {
        int top = cellRow * RowsPerCell;
        return new FlashPlane(Bytes[Math.Min(top * stride, Bytes.Length)..], stride, RowBytes, Math.Min(RowsPerCell, Rows - top), BytesPerCell, RowsPerCell);
    }
}
