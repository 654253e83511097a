namespace EmoVid.Realtime;

/// <summary>A read-only look at 8-bit coverage that somebody else owns: 0 leaves a pixel out, 255 counts it in full. Origin top
/// left, y down; of the size of the frame that it masks.</summary>
/// <remarks><c>default</c> is no mask.</remarks>
public readonly ref struct MaskView
{
    /// <summary>Describes a mask.</summary>
    /// <param name="coverage">At least <c>(height - 1) * strideBytes + width</c> bytes.</param>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="strideBytes">Bytes from one row to the next, at least <paramref name="width"/>.</param>
    /// <exception cref="ArgumentException">A size is zero or negative, the stride is shorter than a row, or the span is
    /// too short.</exception>
    public MaskView(ReadOnlySpan<byte> coverage, int width, int height, int strideBytes)
    {
        FrameGeometry.Check(coverage.Length, width, height, strideBytes, 1, "mask");
        Coverage = coverage;
        Width = width;
        Height = height;
        StrideBytes = strideBytes;
    }

    /// <summary>The bytes, from the first pixel of the first row.</summary>
    public ReadOnlySpan<byte> Coverage { get; }

    /// <summary>Pixels a row; 0 for no mask.</summary>
    public int Width { get; }

    /// <summary>Rows; 0 for no mask.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int StrideBytes { get; }

    /// <summary>Whether this is no mask.</summary>
    public bool IsEmpty => Width == 0;

    /// <summary>The bytes of row <paramref name="y"/>, without padding.</summary>
    public ReadOnlySpan<byte> Row(int y) => Coverage.Slice(y * StrideBytes, Width);

    /// <summary>A rectangle of the mask, as a mask that shares the bytes.</summary>
    /// <param name="x">Left column.</param>
    /// <param name="y">Top row.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The rectangle does not lie inside the mask.</exception>
    public MaskView Region(int x, int y, int width, int height)
    {
        FrameGeometry.CheckRegion(x, y, width, height, Width, Height);
        return new MaskView(Coverage[(y * StrideBytes + x)..], width, height, StrideBytes);
    }
}
