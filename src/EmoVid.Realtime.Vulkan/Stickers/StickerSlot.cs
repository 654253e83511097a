using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The buffers of one frame in flight of the sticker compositor.</summary>
internal sealed class StickerSlot : IDisposable
{
    private readonly GpuBuffer? _fields;

    /// <summary>Creates the buffers.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="index">Place in the ring, for the names.</param>
    /// <param name="fieldCount">Field values that fit; 0 for none, where they come from elsewhere.</param>
    /// <param name="frameSize">Pixels along one side of the frame that fits.</param>
    /// <param name="frameHome">Read back by the host, or the device's own where commands copy it on.</param>
    public StickerSlot(VulkanDevice device, int index, int fieldCount, int frameSize, BufferHome frameHome = BufferHome.Readback)
    {
        FieldCapacity = fieldCount;
        FrameCapacity = frameSize;
        try
        {
            _fields = fieldCount == 0 ? null : new GpuBuffer(device, $"sticker: fields {index}", BufferHome.Upload, (ulong)fieldCount * sizeof(float),
                BufferUsageFlags.UniformTexelBufferBit, Format.R32Sfloat);
            Frame = new GpuBuffer(device, $"sticker: frame {index}", frameHome, (ulong)frameSize * (ulong)frameSize * 4,
                BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int FieldCapacity { get; }

    public int FrameCapacity { get; }

    public GpuBuffer Fields => _fields ?? throw new InvalidOperationException("The slot was made without fields.");

    public GpuBuffer Frame { get; } = null!;

    public void Dispose()
    {
        _fields?.Dispose();
        Frame?.Dispose();
    }
}
