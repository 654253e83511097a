using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The motions that a recorder keeps on the device, each copied once, and the fields that lie between two of them.</summary>
internal sealed class MotionShelf : IDisposable
{
    private readonly Place[] _places;
    private readonly int _warpSize;
    private readonly int _paintSize;
    private PixelRectangle _written;

    /// <param name="device">The owner.</param>
    /// <param name="framesInFlight">Frames that may use the shelf at once; each holds two motions.</param>
    /// <param name="warpSize">Cells along one side of the warp field.</param>
    /// <param name="paintSize">Cells along one side of the paint field.</param>
    public MotionShelf(VulkanDevice device, int framesInFlight, int warpSize, int paintSize)
    {
        (_warpSize, _paintSize, _written) = (warpSize, paintSize, new PixelRectangle(0, 0, paintSize, paintSize));
        _places = new Place[2 * framesInFlight];
        ulong words = (ulong)PackedMotion.CountWords(warpSize, paintSize);
        ulong values = (ulong)(MotionFields.WarpChannels * warpSize * warpSize + MotionFields.PaintChannels * paintSize * paintSize);
        try
        {
            Fields = new GpuBuffer(device, "sticker: blended fields", BufferHome.Device, values * sizeof(float),
                BufferUsageFlags.StorageBufferBit | BufferUsageFlags.UniformTexelBufferBit, Format.R32Sfloat);
            for (int i = 0; i < _places.Length; i++)
            {
                _places[i] = new Place(new GpuBuffer(device, $"sticker: motion {i}", BufferHome.Shared, words * sizeof(uint), BufferUsageFlags.StorageBufferBit));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The fields between two motions. One for all frames, which run one after the other.</summary>
    public GpuBuffer Fields { get; } = null!;

    /// <summary>Whether the shelf is for motions of these sizes.</summary>
    public bool Fits(MotionBlend blend) => blend.WarpSize == _warpSize && blend.PaintSize == _paintSize;

    /// <summary>The motion on the device for a frame, copied there if it is new.</summary>
    /// <param name="motion">The motion.</param>
    /// <param name="frame">The host's frame that uses it.</param>
    /// <param name="completed">The last frame that is done.</param>
    public GpuBuffer Keep(PackedMotion motion, long frame, long completed)
    {
        Place? oldest = null;
        foreach (Place place in _places)
        {
            if (place.Version == motion.Version)
            {
                place.Frame = frame;
                return place.Buffer;
            }

            if (place.Frame <= completed && (oldest is null || place.Frame < oldest.Frame))
            {
                oldest = place;
            }
        }

        // Frames on the device and this one hold at most all places but the one that is looked for.
        Place free = oldest ?? throw new InvalidOperationException("More frames are in flight than the shelf was made for.");
        motion.Words.CopyTo(MemoryMarshal.Cast<byte, uint>(free.Buffer.Bytes));
        (free.Version, free.Frame) = (motion.Version, frame);
        return free.Buffer;
    }

    /// <summary>Says what of the paint field must be written for a blend: its box, and whatever was painted before.</summary>
    /// <param name="box">The blend's box.</param>
    /// <param name="isRead">Whether the first pass runs, which reads the field for a tint alone too.</param>
    /// <returns>Cells; none where nobody reads.</returns>
    public PixelRectangle Renew(PixelRectangle box, bool isRead)
    {
        if (!isRead)
        {
            return default;
        }

        PixelRectangle region = PaintedRegion.Union(box, _written);
        _written = box;
        return region;
    }

    /// <summary>The frames from a number on will never run. What they would have emptied was not emptied.</summary>
    public void Drop(long frame)
    {
        _written = new PixelRectangle(0, 0, _paintSize, _paintSize);
        foreach (Place place in _places)
        {
            place.Frame = Math.Min(place.Frame, frame - 1);
        }
    }

    public void Dispose()
    {
        Fields?.Dispose();
        foreach (Place? place in _places)
        {
            place?.Buffer.Dispose();
        }
    }

    private sealed class Place(GpuBuffer buffer)
    {
        public GpuBuffer Buffer { get; } = buffer;

        /// <summary>What lies here; 0 for nothing.</summary>
        public long Version { get; set; }

        /// <summary>The last frame that uses it; -1 for none.</summary>
        public long Frame { get; set; } = -1;
    }
}
