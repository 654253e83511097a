using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Brings finished pictures back to the host, frames later, without a wait.</summary>
internal sealed class FrameReadback : IDisposable
{
    private readonly GpuBuffer[] _buffers;
    private readonly long[] _frames;

    public FrameReadback(Gpu gpu, int width, int height, int framesInFlight)
    {
        (Width, Height) = (width, height);
        _buffers = [.. Enumerable.Range(0, framesInFlight).Select(_ => new GpuBuffer(gpu, width * height * 4, BufferUsageFlags.TransferDstBit))];
        _frames = new long[framesInFlight];
        Array.Fill(_frames, -1);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Records the copy of a picture that is in TRANSFER_SRC.</summary>
    public void Record(FramePlace place, GpuImage picture)
    {
        int slot = (int)(place.Number % _buffers.Length);
        picture.RecordDownload(place.Commands, _buffers[slot]);
        _frames[slot] = place.Number;
    }

    /// <summary>The pixels of a frame that is done, opaque RGBA8; valid until its place is recorded again.</summary>
    /// <returns>Empty where that frame was not recorded.</returns>
    public ReadOnlySpan<byte> Pixels(long frame)
    {
        int slot = (int)(((frame % _buffers.Length) + _buffers.Length) % _buffers.Length);
        return _frames[slot] == frame && frame >= 0 ? _buffers[slot].Bytes : default;
    }

    public void Dispose() => Array.ForEach(_buffers, buffer => buffer.Dispose());
}
