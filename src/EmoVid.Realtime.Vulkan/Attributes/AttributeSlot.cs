using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>One place for a frame in flight: its buffers and what to make of them when the device is done.</summary>
internal sealed class AttributeSlot : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly AttributeTuning _tuning;

    /// <summary>Creates the buffers that do not depend on a frame.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="index">Which place this is, for descriptor sets, timer and names.</param>
    /// <param name="tuning">What suits the device.</param>
    public AttributeSlot(VulkanDevice device, int index, AttributeTuning tuning)
    {
        _device = device;
        _tuning = tuning;
        Index = index;
        try
        {
            Totals = new GpuBuffer(device, $"attributes: totals {index}", BufferHome.Device, AttributeTotals.Bytes,
                BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferDstBit | BufferUsageFlags.TransferSrcBit);
            Readback = new GpuBuffer(device, $"attributes: readback {index}", BufferHome.Readback, AttributeTotals.Bytes, BufferUsageFlags.TransferDstBit);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Index { get; }

    public GpuBuffer Totals { get; } = null!;

    public GpuBuffer Readback { get; } = null!;

    /// <summary>What the host fills; null before the first frame.</summary>
    public GpuBuffer? Upload { get; private set; }

    /// <summary>What the pass reads: <see cref="Upload"/>, or on a device with memory of its own a copy there.</summary>
    public GpuBuffer? Frame { get; private set; }

    /// <summary>The frame in this place.</summary>
    public AttributeFrame Facts { get; set; }

    /// <summary>The ring and its value at which the frame is done; null for a frame in a host's own commands.</summary>
    public FrameRing? Ring { get; set; }

    public ulong DoneValue { get; set; }

    /// <summary>Makes room for a frame. The device must be done with the place.</summary>
    public void Reserve(long byteCount)
    {
        if (Upload is not null && Upload.ByteCount >= (ulong)byteCount)
        {
            return;
        }

        const BufferUsageFlags Read = BufferUsageFlags.UniformTexelBufferBit | BufferUsageFlags.StorageBufferBit;
        ReleaseFrame();
        bool texels = byteCount / sizeof(uint) <= _tuning.TexelLimit;
        Format words = texels ? Format.R32Uint : Format.Undefined, quads = texels ? Format.R32G32B32A32Uint : Format.Undefined;
        bool staged = _tuning.IsStaged;
        try
        {
            Upload = new GpuBuffer(_device, $"attributes: upload {Index}", BufferHome.Upload, (ulong)byteCount,
                staged ? BufferUsageFlags.TransferSrcBit : Read, staged ? Format.Undefined : words, staged ? Format.Undefined : quads);
            Frame = !staged ? Upload
                : new GpuBuffer(_device, $"attributes: frame {Index}", BufferHome.Device, (ulong)byteCount, Read | BufferUsageFlags.TransferDstBit, words, quads);
        }
        catch
        {
            // Half a place would pass for a whole one.
            ReleaseFrame();
            throw;
        }
    }

    public void Dispose()
    {
        ReleaseFrame();
        Totals?.Dispose();
        Readback?.Dispose();
    }

    private void ReleaseFrame()
    {
        if (Frame != Upload)
        {
            Frame?.Dispose();
        }

        Upload?.Dispose();
        (Upload, Frame) = (null, null);
    }
}
