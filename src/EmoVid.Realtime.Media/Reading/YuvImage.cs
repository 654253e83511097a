namespace EmoVid.Realtime.Media;

/// <summary>A frame of 8-bit 4:2:0 planes that owns its bytes, rows and planes without padding.</summary>
/// <remarks>One thread at a time while it is written; any number while it is only read.</remarks>
public sealed class YuvImage
{
    /// <summary>Creates a frame of zeros.</summary>
    /// <param name="width">Luma samples a row, at least 1.</param>
    /// <param name="height">Rows of luma, at least 1.</param>
    /// <param name="layout">Where the chroma samples lie.</param>
    /// <param name="range">What the codes mean.</param>
    /// <param name="matrix">How they turn into R, G and B.</param>
    public YuvImage(int width, int height, YuvLayout layout, YuvRange range, YuvMatrix matrix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height, Layout, Range, Matrix) = (width, height, layout, range, matrix);
        Planes = new byte[ByteCount(width, height)];
    }

    /// <summary>Luma samples a row.</summary>
    public int Width { get; }

    /// <summary>Rows of luma.</summary>
    public int Height { get; }

    /// <summary>Where the chroma samples lie.</summary>
    public YuvLayout Layout { get; }

    /// <summary>What the codes mean.</summary>
    public YuvRange Range { get; }

    /// <summary>How they turn into R, G and B.</summary>
    public YuvMatrix Matrix { get; }

    /// <summary>All planes, luma first; chroma planes are ⌈width / 2⌉ × ⌈height / 2⌉.</summary>
    public byte[] Planes { get; }

    /// <summary>A read-only look at the whole frame.</summary>
    public YuvFrameView View
    {
        get
        {
            int luma = Width * Height, chromaWidth = (Width + 1) / 2, chroma = chromaWidth * ((Height + 1) / 2);
            return Layout == YuvLayout.Nv12
                ? YuvFrameView.Nv12(Planes.AsSpan(0, luma), Width, Planes.AsSpan(luma), 2 * chromaWidth, Width, Height, Range, Matrix)
                : YuvFrameView.I420(Planes.AsSpan(0, luma), Width, Planes.AsSpan(luma, chroma), Planes.AsSpan(luma + chroma, chroma), chromaWidth, Width, Height, Range, Matrix);
        }
    }

    /// <summary>Bytes of a frame: luma and a quarter of it, rounded up a side, for each chroma.</summary>
    internal static int ByteCount(int width, int height) => checked(width * height + 2 * ((width + 1) / 2 * ((height + 1) / 2)));

    /// <summary>Copies planes without their padding, in the order and layout that <see cref="Planes"/> has.</summary>
    internal static void Pack(in YuvFrameView frame, Span<byte> target)
    {
        target = PackPlane(frame.Luma, frame.LumaStride, frame.Width, frame.Height, target);
        target = PackPlane(frame.Chroma, frame.ChromaStride, frame.Layout == YuvLayout.Nv12 ? 2 * frame.ChromaWidth : frame.ChromaWidth, frame.ChromaHeight, target);
        if (frame.Layout == YuvLayout.I420)
        {
            PackPlane(frame.ChromaV, frame.ChromaStride, frame.ChromaWidth, frame.ChromaHeight, target);
        }
    }

    private static Span<byte> PackPlane(ReadOnlySpan<byte> plane, int stride, int width, int height, Span<byte> target)
    {
        for (int y = 0; y < height; y++)
        {
            plane.Slice(y * stride, width).CopyTo(target);
            target = target[width..];
        }

        return target;
    }
}
