namespace EmoVid.Realtime;

/// <summary>Memory for graded frames that look like their sources: the same size, layout, alpha and encoding.</summary>
/// <remarks>One thread at a time. Allocates with the first frame of a size; each call's target is overwritten by the next.</remarks>
public sealed class GradeBuffer
{
    private byte[] _bytes = [];

    /// <summary>A target for a frame of pixels.</summary>
    public FrameTarget Like(in FrameView source)
    {
        int rowBytes = checked(source.Width * source.Format.BytesPerPixel());
        return new FrameTarget(Bytes(checked(rowBytes * source.Height)), source.Width, source.Height, rowBytes, source.Format, source.AlphaMode, source.Encoding);
    }

    /// <summary>A target for a frame of planes.</summary>
    public YuvFrameTarget Like(in YuvFrameView source)
    {
        int luma = checked(source.Width * source.Height), chroma = source.ChromaWidth * source.ChromaHeight;
        Span<byte> bytes = Bytes(checked(luma + 2 * chroma));
        return source.Layout == YuvLayout.Nv12
            ? YuvFrameTarget.Nv12(bytes[..luma], source.Width, bytes[luma..], 2 * source.ChromaWidth, source.Width, source.Height, source.Range, source.Matrix)
            : YuvFrameTarget.I420(bytes[..luma], source.Width, bytes.Slice(luma, chroma), bytes[(luma + chroma)..], source.ChromaWidth, source.Width, source.Height, source.Range, source.Matrix);
    }

    private Span<byte> Bytes(int count)
    {
        if (_bytes.Length != count)
        {
            _bytes = new byte[count];
        }

        return _bytes;
    }
}
