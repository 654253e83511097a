using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The still as the shader reads it: premultiplied RGBA8 texels in the device's memory with one transparent pixel
/// around, which clamped taps read outside.</summary>
internal sealed class StillTexels : IDisposable
{
    private readonly GpuBuffer _texels;

    /// <summary>Copies a still to the device.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="ring">Frames submitted to it afterwards see the copy.</param>
    /// <param name="still">From <see cref="StillResampler"/>.</param>
    /// <exception cref="VulkanException">The still has more pixels than the device reads in one buffer.</exception>
    public StillTexels(VulkanDevice device, FrameRing ring, PlacedStill still)
    {
        RgbaImage image = still.Image;
        Width = image.Width;
        Height = image.Height;
        Placement = still.Placement;
        long texelCount = (Width + 2L) * (Height + 2L);
        long limit = Math.Min(device.Limits.MaxTexelBufferElements, int.MaxValue / 4);
        if (texelCount > limit)
        {
            throw new VulkanException($"Copying a still to {device.Name}: {Width}×{Height} pixels, expected at most {limit} in all; use a smaller still.");
        }

        ulong byteCount = (ulong)texelCount * 4;
        _texels = new GpuBuffer(device, "sticker: still", BufferHome.Device, byteCount,
            BufferUsageFlags.UniformTexelBufferBit | BufferUsageFlags.TransferDstBit, Format.R8G8B8A8Unorm);
        try
        {
            var upload = new GpuBuffer(device, "sticker: still upload", BufferHome.Upload, byteCount, BufferUsageFlags.TransferSrcBit);
            Span<byte> bytes = upload.Bytes;
            bytes.Clear();
            for (int y = 0; y < Height; y++)
            {
                image.View.Row(y).CopyTo(bytes[((y + 1) * (Width + 2) * 4 + 4)..]);
            }

            DeviceUpload.Submit(device, ring, upload, _texels);
        }
        catch
        {
            _texels.Dispose();
            throw;
        }
    }

    public int Width { get; }

    public int Height { get; }

    public StickerPlacement Placement { get; }

    public GpuBuffer Buffer => _texels;

    public void Dispose() => _texels.Dispose();
}
