using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The still under the paint of one frame in flight, as the first pass writes it and the second reads it: four floats a pixel on
/// the still's raster with its border.</summary>
internal sealed class PaintedTexels : IDisposable
{
    private PixelRectangle _written;

    /// <summary>Allocates; the first <see cref="Renew"/> asks for everything to be written.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="index">Place in the ring, for the name.</param>
    /// <param name="still">The still that is painted.</param>
    public PaintedTexels(VulkanDevice device, int index, StillTexels still)
    {
        Still = still;
        _written = new PixelRectangle(0, 0, still.Stride, still.Raster.Height + 2);
        Buffer = new GpuBuffer(device, $"sticker: painted still {index}", BufferHome.Device, (ulong)BytesOf(still),
            BufferUsageFlags.StorageBufferBit | BufferUsageFlags.UniformTexelBufferBit, Format.R32G32B32A32Sfloat);
    }

    /// <summary>What the painted copy of a still takes on the device, but for the device's own rounding.</summary>
    public static long BytesOf(StillTexels still) => (long)still.Stride * (still.Raster.Height + 2) * 16;

    /// <summary>The still that is painted.</summary>
    public StillTexels Still { get; }

    public GpuBuffer Buffer { get; }

    /// <summary>Says what the first pass must write for paint in a region of the raster: the region, and whatever the last frame in this
    /// place painted.</summary>
    /// <returns>In pixels of the raster with its border.</returns>
    public PixelRectangle Renew(PixelRectangle region)
    {
        PixelRectangle bordered = region with { X = region.X + 1, Y = region.Y + 1 };
        int left = Math.Min(bordered.X, _written.X), top = Math.Min(bordered.Y, _written.Y);
        int right = Math.Max(bordered.X + bordered.Width, _written.X + _written.Width);
        int bottom = Math.Max(bordered.Y + bordered.Height, _written.Y + _written.Height);
        _written = bordered;
        return new PixelRectangle(left, top, right - left, bottom - top);
    }

    public void Dispose() => Buffer.Dispose();
}
