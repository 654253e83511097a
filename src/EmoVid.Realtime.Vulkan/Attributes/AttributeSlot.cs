using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The buffers of one frame in flight of the attribute pass.</summary>
internal sealed class AttributeSlot : IDisposable
{
    /// <summary>Creates the buffers.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="index">Place in the ring, for the names.</param>
    /// <param name="pixelCapacity">Pixels that fit.</param>
    /// <param name="groupCapacity">Workgroups whose sums fit.</param>
    public AttributeSlot(VulkanDevice device, int index, int pixelCapacity, int groupCapacity)
    {
        PixelCapacity = pixelCapacity;
        try
        {
            ulong partialBytes = (ulong)groupCapacity * AttributePartials.BytesPerGroup;
            Pixels = new GpuBuffer(device, $"attributes: pixels {index}", BufferHome.Upload, (ulong)pixelCapacity * 4,
                BufferUsageFlags.UniformTexelBufferBit, Format.R32Uint);
            Partials = new GpuBuffer(device, $"attributes: partials {index}", BufferHome.Device, partialBytes,
                BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferDstBit | BufferUsageFlags.TransferSrcBit);
            Readback = new GpuBuffer(device, $"attributes: readback {index}", BufferHome.Readback, partialBytes, BufferUsageFlags.TransferDstBit);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int PixelCapacity { get; }

    public GpuBuffer Pixels { get; } = null!;

    public GpuBuffer Partials { get; } = null!;

    public GpuBuffer Readback { get; } = null!;

    /// <summary>Workgroups whose sums the host has not read yet; 0 when there are none.</summary>
    public int PendingGroups { get; set; }

    /// <summary>The timeline's value at which the pending sums are there.</summary>
    public ulong PendingValue { get; set; }

    public void Dispose()
    {
        Pixels?.Dispose();
        Partials?.Dispose();
        Readback?.Dispose();
    }
}
