namespace EmoVid.Realtime.Vulkan;

/// <summary>How some rows of a 4:2:0 frame lie in the buffers of scene_grade_yuv.comp: luma rows padded to eight pixels, then chroma.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="FirstRow">The first row, even.</param>
/// <param name="Rows">Rows.</param>
internal readonly record struct YuvRows(int Width, int FirstRow, int Rows)
{
    /// <summary>Bytes of all planes.</summary>
    public int ByteCount => Pitch * Rows + Pitch * ChromaRows;

    private int Pitch => (Width + 7) / 8 * 8;

    private int ChromaRows => (Rows + 1) / 2;

    private int FirstChromaRow => FirstRow / 2;

    /// <summary>Writes the rows.</summary>
    public void CopyFrom(in YuvFrameView frame, Span<byte> buffer)
    {
        CopyIn(frame.Luma, frame.LumaStride, FirstRow, Width, Rows, buffer, Pitch);
        Span<byte> chroma = buffer[(Pitch * Rows)..];
        if (frame.Layout == YuvLayout.Nv12)
        {
            CopyIn(frame.Chroma, frame.ChromaStride, FirstChromaRow, 2 * frame.ChromaWidth, ChromaRows, chroma, Pitch);
        }
        else
        {
            CopyIn(frame.Chroma, frame.ChromaStride, FirstChromaRow, frame.ChromaWidth, ChromaRows, chroma, Pitch / 2);
            CopyIn(frame.ChromaV, frame.ChromaStride, FirstChromaRow, frame.ChromaWidth, ChromaRows, chroma[(Pitch / 2 * ChromaRows)..], Pitch / 2);
        }
    }

    /// <summary>Reads the rows back.</summary>
    public void CopyTo(in YuvFrameTarget frame, ReadOnlySpan<byte> buffer)
    {
        CopyOut(buffer, Pitch, frame.Luma, frame.LumaStride, FirstRow, Width, Rows);
        ReadOnlySpan<byte> chroma = buffer[(Pitch * Rows)..];
        if (frame.Layout == YuvLayout.Nv12)
        {
            CopyOut(chroma, Pitch, frame.Chroma, frame.ChromaStride, FirstChromaRow, 2 * frame.ChromaWidth, ChromaRows);
        }
        else
        {
            CopyOut(chroma, Pitch / 2, frame.Chroma, frame.ChromaStride, FirstChromaRow, frame.ChromaWidth, ChromaRows);
            CopyOut(chroma[(Pitch / 2 * ChromaRows)..], Pitch / 2, frame.ChromaV, frame.ChromaStride, FirstChromaRow, frame.ChromaWidth, ChromaRows);
        }
    }

    private static void CopyIn(ReadOnlySpan<byte> plane, int stride, int first, int bytes, int rows, Span<byte> buffer, int pitch)
    {
        for (int y = 0; y < rows; y++)
        {
            plane.Slice((int)((long)(first + y) * stride), bytes).CopyTo(buffer[(y * pitch)..]);
        }
    }

    private static void CopyOut(ReadOnlySpan<byte> buffer, int pitch, Span<byte> plane, int stride, int first, int bytes, int rows)
    {
        for (int y = 0; y < rows; y++)
        {
            buffer.Slice(y * pitch, bytes).CopyTo(plane[(int)((long)(first + y) * stride)..]);
        }
    }
}
