namespace EmoVid.Realtime;

/// <summary>A read-only look at a frame that somebody else owns. Origin top left, y down.</summary>
public readonly ref struct FrameView
{
    /// <summary>Describes a frame in its format's usual encoding (<see cref="PixelFormats.DefaultEncoding"/>).</summary>
    /// <param name="pixels">At least <c>(height - 1) * strideBytes + width * bytes a pixel</c> bytes.</param>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="strideBytes">Bytes from one row to the next, at least those of a row's pixels.</param>
    /// <param name="format">Layout of a pixel.</param>
    /// <param name="alphaMode">Meaning of alpha.</param>
    /// <exception cref="ArgumentException">A size is zero or negative, the stride is shorter than a row, or the span is
    /// too short.</exception>
    public FrameView(ReadOnlySpan<byte> pixels, int width, int height, int strideBytes, PixelFormat format, AlphaMode alphaMode)
        : this(pixels, width, height, strideBytes, format, alphaMode, format.DefaultEncoding())
    {
    }

    /// <summary>Describes a frame.</summary>
    /// <param name="pixels">At least <c>(height - 1) * strideBytes + width * bytes a pixel</c> bytes.</param>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="strideBytes">Bytes from one row to the next, at least those of a row's pixels.</param>
    /// <param name="format">Layout of a pixel.</param>
    /// <param name="alphaMode">Meaning of alpha.</param>
    /// <param name="encoding">Meaning of the colour channels.</param>
    /// <exception cref="ArgumentException">A size is zero or negative, the stride is shorter than a row, or the span is
    /// too short.</exception>
    public FrameView(ReadOnlySpan<byte> pixels, int width, int height, int strideBytes, PixelFormat format, AlphaMode alphaMode, ColorEncoding encoding)
    {
        FrameGeometry.Check(pixels.Length, width, height, strideBytes, format.BytesPerPixel());
        Pixels = pixels;
        Width = width;
        Height = height;
        StrideBytes = strideBytes;
        Format = format;
        AlphaMode = alphaMode;
        Encoding = encoding;
    }

    /// <summary>The bytes, from the first pixel of the first row.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int StrideBytes { get; }

    /// <summary>Layout of a pixel.</summary>
    public PixelFormat Format { get; }

    /// <summary>Meaning of alpha.</summary>
    public AlphaMode AlphaMode { get; }

    /// <summary>Meaning of the colour channels.</summary>
    public ColorEncoding Encoding { get; }

    /// <summary>The bytes of row <paramref name="y"/>, without padding.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(y * StrideBytes, Width * Format.BytesPerPixel());

    /// <summary>A rectangle of the frame, as a frame that shares the bytes.</summary>
    /// <param name="x">Left column.</param>
    /// <param name="y">Top row.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The rectangle does not lie inside the frame.</exception>
    public FrameView Region(int x, int y, int width, int height)
    {
        FrameGeometry.CheckRegion(x, y, width, height, Width, Height);
        return new FrameView(Pixels[(y * StrideBytes + x * Format.BytesPerPixel())..], width, height, StrideBytes, Format, AlphaMode, Encoding);
    }
}
