namespace EmoVid.Realtime;

/// <summary>A read-only look at an 8-bit Y′CbCr 4:2:0 frame that somebody else owns. Origin top left, y down.</summary>
/// <remarks>Chroma planes have ⌈width/2⌉ × ⌈height/2⌉ samples. Range and matrix have no default: a wrong guess is a wrong
/// number.</remarks>
public readonly ref struct YuvFrameView
{
    private YuvFrameView(ReadOnlySpan<byte> luma, int lumaStride, ReadOnlySpan<byte> chroma, ReadOnlySpan<byte> chromaV, int chromaStride, int width, int height, YuvLayout layout, YuvRange range, YuvMatrix matrix)
    {
        Luma = luma;
        LumaStride = lumaStride;
        Chroma = chroma;
        ChromaV = chromaV;
        ChromaStride = chromaStride;
        Width = width;
        Height = height;
        Layout = layout;
        Range = range;
        Matrix = matrix;
    }

    /// <summary>Luma samples, one byte each.</summary>
    public ReadOnlySpan<byte> Luma { get; }

    /// <summary>Bytes from one luma row to the next.</summary>
    public int LumaStride { get; }

    /// <summary>Chroma: pairs Cb, Cr for <see cref="YuvLayout.Nv12"/>, Cb alone for <see cref="YuvLayout.I420"/>.</summary>
    public ReadOnlySpan<byte> Chroma { get; }

    /// <summary>Cr for <see cref="YuvLayout.I420"/>; empty for <see cref="YuvLayout.Nv12"/>.</summary>
    public ReadOnlySpan<byte> ChromaV { get; }

    /// <summary>Bytes from one chroma row to the next; both planes of <see cref="YuvLayout.I420"/> share it.</summary>
    public int ChromaStride { get; }

    /// <summary>Luma samples a row.</summary>
    public int Width { get; }

    /// <summary>Luma rows.</summary>
    public int Height { get; }

    /// <summary>Chroma samples a row: ⌈width/2⌉.</summary>
    public int ChromaWidth => (Width + 1) / 2;

    /// <summary>Chroma rows: ⌈height/2⌉.</summary>
    public int ChromaHeight => (Height + 1) / 2;

    /// <summary>Where chroma lies.</summary>
    public YuvLayout Layout { get; }

    /// <summary>Which codes are black and white.</summary>
    public YuvRange Range { get; }

    /// <summary>Which matrix made luma and chroma from R′G′B′.</summary>
    public YuvMatrix Matrix { get; }

    /// <summary>Describes a frame of two planes.</summary>
    /// <param name="luma">At least <c>(height - 1) * lumaStride + width</c> bytes.</param>
    /// <param name="lumaStride">At least <paramref name="width"/>.</param>
    /// <param name="chroma">Pairs Cb, Cr: at least <c>(⌈height/2⌉ - 1) * chromaStride + 2 * ⌈width/2⌉</c> bytes.</param>
    /// <param name="chromaStride">At least <c>2 * ⌈width/2⌉</c>.</param>
    /// <param name="width">Luma samples a row, at least 1.</param>
    /// <param name="height">Luma rows, at least 1.</param>
    /// <param name="range">Which codes are black and white.</param>
    /// <param name="matrix">Which matrix made luma and chroma.</param>
    /// <exception cref="ArgumentException">A size is zero or negative, a stride is shorter than a row, or a span is too
    /// short.</exception>
    public static YuvFrameView Nv12(ReadOnlySpan<byte> luma, int lumaStride, ReadOnlySpan<byte> chroma, int chromaStride, int width, int height, YuvRange range, YuvMatrix matrix)
    {
        FrameGeometry.Check(luma.Length, width, height, lumaStride, 1, "luma plane");
        FrameGeometry.Check(chroma.Length, (int)(((uint)width + 1) / 2), (int)(((uint)height + 1) / 2), chromaStride, 2, "plane of chroma pairs");
        return new YuvFrameView(luma, lumaStride, chroma, default, chromaStride, width, height, YuvLayout.Nv12, range, matrix);
    }

    /// <summary>Describes a frame of three planes.</summary>
    /// <param name="luma">At least <c>(height - 1) * lumaStride + width</c> bytes.</param>
    /// <param name="lumaStride">At least <paramref name="width"/>.</param>
    /// <param name="chromaU">Cb: at least <c>(⌈height/2⌉ - 1) * chromaStride + ⌈width/2⌉</c> bytes.</param>
    /// <param name="chromaV">Cr, as long.</param>
    /// <param name="chromaStride">At least <c>⌈width/2⌉</c>.</param>
    /// <param name="width">Luma samples a row, at least 1.</param>
    /// <param name="height">Luma rows, at least 1.</param>
    /// <param name="range">Which codes are black and white.</param>
    /// <param name="matrix">Which matrix made luma and chroma.</param>
    /// <exception cref="ArgumentException">A size is zero or negative, a stride is shorter than a row, or a span is too
    /// short.</exception>
    public static YuvFrameView I420(ReadOnlySpan<byte> luma, int lumaStride, ReadOnlySpan<byte> chromaU, ReadOnlySpan<byte> chromaV, int chromaStride, int width, int height, YuvRange range, YuvMatrix matrix)
    {
        FrameGeometry.Check(luma.Length, width, height, lumaStride, 1, "luma plane");
        int chromaWidth = (int)(((uint)width + 1) / 2), chromaHeight = (int)(((uint)height + 1) / 2);
        FrameGeometry.Check(chromaU.Length, chromaWidth, chromaHeight, chromaStride, 1, "Cb plane");
        FrameGeometry.Check(chromaV.Length, chromaWidth, chromaHeight, chromaStride, 1, "Cr plane");
        return new YuvFrameView(luma, lumaStride, chromaU, chromaV, chromaStride, width, height, YuvLayout.I420, range, matrix);
    }

    /// <summary>A rectangle of the frame, as a frame that shares the bytes. Its corner must be even, because two columns and two
    /// rows share a chroma sample.</summary>
    /// <param name="x">Left column, even.</param>
    /// <param name="y">Top row, even.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The rectangle does not lie inside the frame, or its corner is odd.</exception>
    public YuvFrameView Region(int x, int y, int width, int height)
    {
        FrameGeometry.CheckRegion(x, y, width, height, Width, Height);
        if (((x | y) & 1) != 0)
        {
            throw new ArgumentException($"A region of a 4:2:0 frame begins at an even column and row, but this one begins at ({x}, {y}).", nameof(x));
        }

        int chromaAt = y / 2 * ChromaStride + (Layout == YuvLayout.Nv12 ? x : x / 2);
        return new YuvFrameView(Luma[(y * LumaStride + x)..], LumaStride, Chroma[chromaAt..], Layout == YuvLayout.Nv12 ? default : ChromaV[chromaAt..], ChromaStride, width, height, Layout, Range, Matrix);
    }
}
