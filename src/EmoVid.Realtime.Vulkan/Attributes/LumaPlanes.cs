using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Luma over black of this frame and of the one before, taking turns in two buffers of the device, four pixels to a
/// word.</summary>
internal sealed class LumaPlanes : IDisposable
{
    private const BufferUsageFlags Usage = BufferUsageFlags.StorageBufferBit | BufferUsageFlags.UniformTexelBufferBit | BufferUsageFlags.StorageTexelBufferBit;

    private readonly VulkanDevice _device;
    private readonly bool _isNeeded;
    private readonly uint _texelLimit;
    private readonly GpuBuffer?[] _planes = new GpuBuffer?[2];
    private int _current;
    private int _width;
    private int _height;

    /// <summary>Creates no plane yet.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="isNeeded">Whether anything looks at the planes; if not, four bytes stand in.</param>
    /// <param name="texelLimit">Words that a texel buffer holds; larger planes are read as storage alone.</param>
    public LumaPlanes(VulkanDevice device, bool isNeeded, uint texelLimit)
    {
        _device = device;
        _isNeeded = isNeeded;
        _texelLimit = texelLimit;
    }

    /// <summary>The plane that the frame writes.</summary>
    public GpuBuffer Current => _planes[_current]!;

    /// <summary>The plane of the frame before.</summary>
    public GpuBuffer Previous => _planes[1 - _current]!;

    /// <summary>Whether <see cref="Previous"/> holds the frame before, of the same size.</summary>
    public bool HasPrevious { get; private set; }

    /// <summary>Whether both can be read as texels.</summary>
    public bool AreTexels => Current.View.Handle != 0 && Previous.View.Handle != 0;

    /// <summary>Bytes of a plane.</summary>
    public static long BytesFor(int width, int height) => 4L * ((width + 3) / 4) * height;

    /// <summary>Takes the next frame.</summary>
    /// <param name="width">Its pixels a row.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="retired">Gets the planes that were too small; frames in flight may still use them.</param>
    public void Advance(int width, int height, RetiredPlanes retired)
    {
        HasPrevious = _isNeeded && _width == width && _height == height;

        // Should a plane not be had, the next frame has none before it.
        Reset();
        ulong bytes = _isNeeded ? (ulong)BytesFor(width, height) : sizeof(uint);
        for (int i = 0; i < _planes.Length; i++)
        {
            if (_planes[i] is not { } plane || plane.ByteCount < bytes)
            {
                // A new plane has nothing of the frame before; the size has changed then.
                GpuBuffer larger = new(_device, $"attributes: luma plane {i}", BufferHome.Device, bytes, Usage,
                    bytes / sizeof(uint) <= _texelLimit ? Format.R32Uint : Format.Undefined);
                retired.Add(_planes[i]);
                _planes[i] = larger;
            }
        }

        _current = 1 - _current;
        (_width, _height) = (width, height);
    }

    /// <summary>Forgets the frame before.</summary>
    public void Reset() => (_width, _height) = (0, 0);

    public void Dispose()
    {
        foreach (GpuBuffer? plane in _planes)
        {
            plane?.Dispose();
        }
    }
}
