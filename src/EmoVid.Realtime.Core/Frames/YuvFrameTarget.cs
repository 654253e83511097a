namespace EmoVid.Realtime;

/// <summary>An 8-bit Y′CbCr 4:2:0 frame that a call writes into and somebody else owns. Origin top left, y down.</summary>
/// <remarks>Chroma planes have ⌈width/2⌉ × ⌈height/2⌉ samples. Range and matrix have no default: a wrong guess is a wrong
/// number.</remarks>
public readonly ref struct YuvFrameTarget
{
    private YuvFrameTarget(Span<byte> luma, int lumaStride, Span<byte> chroma, Span<byte> chromaV, int chromaStride, int width, int height, YuvLayout layout, YuvRange range, YuvMatrix matrix)
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
    public Span<byte> Luma { get; }

    /// <summary>Bytes from one luma row to the next.</summary>
    public int LumaStride { get; }

    /// <summary>Chroma: pairs Cb, Cr for <see cref="YuvLayout.Nv12"/>, Cb alone for <see cref="YuvLayout.I420"/>.</summary>
    public Span<byte> Chroma { get; }

    /// <summary>Cr for <see cref="YuvLayout.I420"/>; empty for <see cref="YuvLayout.Nv12"/>.</summary>
    public Span<byte> ChromaV { get; }

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
    public static YuvFrameTarget Nv12(Span<byte> luma, int lumaStride, Span<byte> chroma, int chromaStride, int width, int height, YuvRange range, YuvMatrix matrix)
    {
        FrameGeometry.Check(luma.Length, width, height, lumaStride, 1, "luma plane");
        FrameGeometry.Check(chroma.Length, (int)(((uint)width + 1) / 2), (int)(((uint)height + 1) / 2), chromaStride, 2, "plane of chroma pairs");
        return new YuvFrameTarget(luma, lumaStride, chroma, default, chromaStride, width, height, YuvLayout.Nv12, range, matrix);
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
    public static YuvFrameTarget I420(Span<byte> luma, int lumaStride, Span<byte> chromaU, Span<byte> chromaV, int chromaStride, int width, int height, YuvRange range, YuvMatrix matrix)
    {
        FrameGeometry.Check(luma.Length, width, height, lumaStride, 1, "luma plane");
        int chromaWidth = (int)(((uint)width + 1) / 2), chromaHeight = (int)(((uint)height + 1) / 2);
        FrameGeometry.Check(chromaU.Length, chromaWidth, chromaHeight, chromaStride, 1, "Cb plane");
        FrameGeometry.Check(chromaV.Length, chromaWidth, chromaHeight, chromaStride, 1, "Cr plane");
        return new YuvFrameTarget(luma, lumaStride, chromaU, chromaV, chromaStride, width, height, YuvLayout.I420, range, matrix);
    }

    /// <summary>A read-only look at the same bytes.</summary>
    public YuvFrameView View => Layout == YuvLayout.Nv12
        ? YuvFrameView.Nv12(Luma, LumaStride, Chroma, ChromaStride, Width, Height, Range, Matrix)
        : YuvFrameView.I420(Luma, LumaStride, Chroma, ChromaV, ChromaStride, Width, Height, Range, Matrix);
}
