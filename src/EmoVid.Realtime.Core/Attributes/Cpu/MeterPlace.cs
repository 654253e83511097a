using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>A frame in flight in the CPU engine: a copy of its bytes, and its sums once they are there.</summary>
internal sealed unsafe class MeterPlace : IDisposable
{
    private byte* _bytes;
    private long _capacity;
    private MeterFrame _frame;

    /// <summary>What the frame was submitted with.</summary>
    public long Tag { get; private set; }

    /// <summary>Whether the history was forgotten between the frame before and this one.</summary>
    public bool BeginsHistory { get; set; }

    /// <summary>Why the sums are not there, or null.</summary>
    public Exception? Failure { get; set; }

    public AttributeSums Sums { get; } = new();

    public ref readonly MeterFrame Frame => ref _frame;

    public void Fill(in FrameView frame, in MaskView mask, long tag)
    {
        Tag = tag;
        int row = frame.Width * frame.Format.BytesPerPixel();
        Reserve((long)row * frame.Height + MaskBytes(mask));
        _frame = new MeterFrame(frame, _bytes) { Stride = row };
        byte* end = Copy(frame.Pixels, frame.StrideBytes, row, frame.Height, _bytes);
        CopyMask(mask, end);
    }

    public void Fill(in YuvFrameView frame, in MaskView mask, long tag)
    {
        Tag = tag;
        int planes = frame.Layout == YuvLayout.Nv12 ? 1 : 2;
        int chromaRow = frame.ChromaWidth * (3 - planes);
        Reserve((long)frame.Width * frame.Height + (long)planes * chromaRow * frame.ChromaHeight + MaskBytes(mask));
        byte* chroma = Copy(frame.Luma, frame.LumaStride, frame.Width, frame.Height, _bytes);
        byte* chromaV = Copy(frame.Chroma, frame.ChromaStride, chromaRow, frame.ChromaHeight, chroma);
        byte* end = planes == 1 ? chromaV : Copy(frame.ChromaV, frame.ChromaStride, chromaRow, frame.ChromaHeight, chromaV);
        _frame = new MeterFrame(frame, _bytes, chroma, chromaV) { LumaStride = frame.Width, ChromaStride = chromaRow };
        CopyMask(mask, end);
    }

    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        _capacity = 0;
    }

    private static long MaskBytes(in MaskView mask) => (long)mask.Width * mask.Height;

    private static byte* Copy(ReadOnlySpan<byte> from, int stride, int row, int rows, byte* to)
    {
        for (int y = 0; y < rows; y++)
        {
            from.Slice(y * stride, row).CopyTo(new Span<byte>(to, row));
            to += row;
        }

        return to;
    }

    private void CopyMask(in MaskView mask, byte* to)
    {
        if (!mask.IsEmpty)
        {
            Copy(mask.Coverage, mask.StrideBytes, mask.Width, mask.Height, to);
            _frame.Mask = to;
            _frame.MaskStride = mask.Width;
        }
    }

    private void Reserve(long bytes)
    {
        if (bytes > _capacity)
        {
            NativeMemory.Free(_bytes);
            _bytes = null;
            _capacity = 0;
            _bytes = (byte*)NativeMemory.Alloc((nuint)bytes);
            _capacity = bytes;
        }
    }
}
