using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Benchmarks.Content;

/// <summary>Several frames of one size in native memory, taken in turn: together larger than the last-level cache, as a host's
/// frames are, so that nobody is timed on a frame that lies in the cache since last time.</summary>
internal sealed unsafe class FrameRing : IDisposable
{
    private const nuint Alignment = 4096;
    private readonly byte* _memory;

    /// <param name="name">What the frames show.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="frameBytes">Bytes of a frame.</param>
    /// <param name="count">Frames.</param>
    public FrameRing(string name, int width, int height, int frameBytes, int count)
    {
        (Name, Width, Height, FrameBytes, Count) = (name, width, height, frameBytes, count);
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)count * (nuint)Pitch, Alignment);
    }

    public string Name { get; }

    public int Width { get; }

    public int Height { get; }

    public int FrameBytes { get; }

    public int Count { get; }

    public long Pixels => (long)Width * Height;

    private int Pitch => (FrameBytes + (int)Alignment - 1) / (int)Alignment * (int)Alignment;

    /// <summary>First byte of a frame; any index, taken modulo <see cref="Count"/>.</summary>
    public byte* Start(int index) => _memory + (nint)(index % Count) * Pitch;

    public Span<byte> Bytes(int index) => new(Start(index), FrameBytes);

    /// <summary>A frame as opaque RGBA8.</summary>
    public FrameView Rgba(int index) => new(Bytes(index), Width, Height, 4 * Width, PixelFormat.Rgba8, AlphaMode.Opaque);

    public FrameTarget Target(int index) => new(Bytes(index), Width, Height, 4 * Width, PixelFormat.Rgba8, AlphaMode.Opaque);

    /// <summary>A frame as NV12 of the clip's encoding.</summary>
    public YuvFrameView Nv12(int index)
    {
        ReadOnlySpan<byte> bytes = Bytes(index);
        int luma = Width * Height;
        return YuvFrameView.Nv12(bytes[..luma], Width, bytes[luma..], Width, Width, Height, YuvRange.Limited, YuvMatrix.Bt709);
    }

    /// <summary>A frame as I420 of the clip's encoding.</summary>
    public YuvFrameView I420(int index)
    {
        ReadOnlySpan<byte> bytes = Bytes(index);
        int luma = Width * Height, chroma = luma / 4;
        return YuvFrameView.I420(bytes[..luma], Width, bytes.Slice(luma, chroma), bytes.Slice(luma + chroma, chroma), Width / 2, Width, Height, YuvRange.Limited, YuvMatrix.Bt709);
    }

    /// <summary>A frame to be written as NV12 of the clip's encoding.</summary>
    public YuvFrameTarget Nv12Target(int index)
    {
        Span<byte> bytes = Bytes(index);
        int luma = Width * Height;
        return YuvFrameTarget.Nv12(bytes[..luma], Width, bytes[luma..], Width, Width, Height, YuvRange.Limited, YuvMatrix.Bt709);
    }

    /// <summary>A frame to be written as I420 of the clip's encoding.</summary>
    public YuvFrameTarget I420Target(int index)
    {
        Span<byte> bytes = Bytes(index);
        int luma = Width * Height, chroma = luma / 4;
        return YuvFrameTarget.I420(bytes[..luma], Width, bytes.Slice(luma, chroma), bytes.Slice(luma + chroma, chroma), Width / 2, Width, Height, YuvRange.Limited, YuvMatrix.Bt709);
    }

    /// <summary>Fills the ring with noise: every byte independent, alpha 255 where pixels have one.</summary>
    public FrameRing FillWithNoise(int seed, bool opaque)
    {
        var random = new Random(seed);
        for (int i = 0; i < Count; i++)
        {
            Span<byte> frame = Bytes(i);
            random.NextBytes(frame);
            for (int at = 3; opaque && at < frame.Length; at += 4)
            {
                frame[at] = 255;
            }
        }

        return this;
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
