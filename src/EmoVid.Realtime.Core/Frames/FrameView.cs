namespace EmoVid.Realtime;

/// <summary>A read-only look at a frame that somebody else owns. Origin top left, y down.</summary>
public readonly ref struct FrameView
{
    /// <summary>Describes a frame.</summary>
    /// <param name="pixels">At least <c>(height - 1) * strideBytes + width * 4</c> bytes.</param>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="strideBytes">Bytes from one row to the next, at least <c>width * 4</c>.</param>
    /// <param name="format">Byte layout of a pixel.</param>
    /// <param name="alphaMode">Meaning of the alpha byte.</param>
    /// <exception cref="ArgumentException">A size is zero or negative, the stride is shorter than a row, or the span is
    /// too short.</exception>
    public FrameView(ReadOnlySpan<byte> pixels, int width, int height, int strideBytes, PixelFormat format, AlphaMode alphaMode)
    {
        FrameGeometry.Check(pixels.Length, width, height, strideBytes);
        Pixels = pixels;
        Width = width;
        Height = height;
        StrideBytes = strideBytes;
        Format = format;
        AlphaMode = alphaMode;
    }

    /// <summary>The bytes, from the first pixel of the first row.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int StrideBytes { get; }

    /// <summary>Byte layout of a pixel.</summary>
    public PixelFormat Format { get; }

    /// <summary>Meaning of the alpha byte.</summary>
    public AlphaMode AlphaMode { get; }

    /// <summary>The bytes of row <paramref name="y"/>, without padding.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(y * StrideBytes, Width * 4);
}
