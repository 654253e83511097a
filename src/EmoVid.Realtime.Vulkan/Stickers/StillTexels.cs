using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The still as the shaders read it: premultiplied RGBA8 texels on the still's raster in the device's memory, with one transparent
/// pixel around, which clamped taps read outside.</summary>
internal sealed class StillTexels : IDisposable
{
    private readonly GpuBuffer _texels;

    /// <summary>Copies a still to the device.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="ring">Frames submitted to it afterwards see the copy.</param>
    /// <param name="still">From <see cref="StillResampler"/>.</param>
    /// <exception cref="VulkanException">The still has more pixels than the device reads in one buffer.</exception>
    public StillTexels(VulkanDevice device, FrameRing ring, PlacedStill still)
        : this(device, still, out GpuBuffer upload)
    {
        try
        {
            DeviceUpload.Submit(device, ring, upload, _texels);
        }
        catch
        {
            _texels.Dispose();
            throw;
        }
    }

    /// <summary>Makes room on the device and leaves the copy to the caller.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="still">From <see cref="StillResampler"/>.</param>
    /// <param name="upload">What is to be copied into <see cref="Buffer"/>; the caller's.</param>
    /// <exception cref="VulkanException">The still has more pixels than the device reads in one buffer.</exception>
    public StillTexels(VulkanDevice device, PlacedStill still, out GpuBuffer upload)
    {
        RgbaImage image = still.Image;
        Raster = StillRaster.Of(still);
        long texelCount = (Raster.Width + 2L) * (Raster.Height + 2L);

        // A painted copy takes sixteen bytes a texel.
        long limit = Math.Min(device.Limits.MaxTexelBufferElements, int.MaxValue / 16);
        if (texelCount > limit)
        {
            throw new VulkanException($"Copying a still to {device.Name}: {Raster.Width}×{Raster.Height} pixels, expected at most {limit} in all; use a smaller still.");
        }

        ulong byteCount = (ulong)texelCount * 4;
        _texels = new GpuBuffer(device, "sticker: still", BufferHome.Device, byteCount,
            BufferUsageFlags.UniformTexelBufferBit | BufferUsageFlags.TransferDstBit, Format.R8G8B8A8Unorm);
        try
        {
            upload = new GpuBuffer(device, "sticker: still upload", BufferHome.Upload, byteCount, BufferUsageFlags.TransferSrcBit);
            Span<byte> bytes = upload.Bytes;
            bytes.Clear();
            for (int y = 0; y < image.Height; y++)
            {
                image.View.Row(y).CopyTo(bytes[(((y + Raster.MarginTop + 1) * Stride + Raster.MarginLeft + 1) * 4)..]);
            }
        }
        catch
        {
            _texels.Dispose();
            throw;
        }
    }

    /// <summary>The grid of the texels, without the border.</summary>
    public StillRaster Raster { get; }

    /// <summary>Texels a row, border included.</summary>
    public int Stride => Raster.Width + 2;

    public GpuBuffer Buffer => _texels;

    public void Dispose() => _texels.Dispose();
}
