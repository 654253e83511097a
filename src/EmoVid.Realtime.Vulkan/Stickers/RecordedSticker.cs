namespace EmoVid.Realtime.Vulkan;

/// <summary>One frame in flight of a <see cref="VulkanStickerRecorder"/>: its buffers, and the host's frame that uses them.</summary>
/// <param name="device">The owner.</param>
/// <param name="index">Place among the frames in flight, for the names and the descriptor sets.</param>
internal sealed class RecordedSticker(VulkanDevice device, int index) : IDisposable
{
    private PaintedTexels? _painted;

    /// <summary>The host's frame that uses the buffers; -1 for none.</summary>
    public long Frame { get; set; } = -1;

    public FrameContext Context { get; } = new(index);

    public StickerSlot? Buffers { get; private set; }

    /// <summary>The buffers, large enough. No frame on the device uses them.</summary>
    public StickerSlot Reserve(int fieldCount, int frameSize)
    {
        if (Buffers is null || Buffers.FieldCapacity < fieldCount)
        {
            Buffers?.Dispose();
            Buffers = null;
            Buffers = new StickerSlot(device, index, fieldCount, frameSize, BufferHome.Device);
        }

        return Buffers;
    }

    /// <summary>The painted copy of a still; null where the device's memory limit leaves no room for it.</summary>
    public PaintedTexels? PaintedOf(StillTexels still) =>
        _painted ??= device.HasRoomFor(PaintedTexels.BytesOf(still)) ? new PaintedTexels(device, index, still) : null;

    /// <summary>Gives the painted copy away, because its still changes.</summary>
    public PaintedTexels? TakePainted()
    {
        PaintedTexels? painted = _painted;
        _painted = null;
        return painted;
    }

    /// <summary>The frames from a number on will never run. What they would have painted was not painted.</summary>
    public void Drop(long frame)
    {
        if (Frame >= frame)
        {
            Frame = -1;
            TakePainted()?.Dispose();
        }
    }

    public void Dispose()
    {
        Buffers?.Dispose();
        _painted?.Dispose();
    }
}
