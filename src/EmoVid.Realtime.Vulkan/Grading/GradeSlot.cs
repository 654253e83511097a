using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The buffers of one stretch of rows in flight, and which rows they are.</summary>
internal sealed class GradeSlot : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly int _index;
    private long _lutVersion;

    /// <summary>Creates the buffer of the table; the others follow with <see cref="Reserve"/>.</summary>
    public GradeSlot(VulkanDevice device, int index)
    {
        _device = device;
        _index = index;
        Lut = new GpuBuffer(device, $"grade: table {index}", BufferHome.Shared, GradeLutTexels.Bytes, BufferUsageFlags.UniformTexelBufferBit,
            Format.R32G32B32A32Uint);
    }

    /// <summary>The table.</summary>
    public GpuBuffer Lut { get; }

    /// <summary>The stretch as it came, through views of one, two and four words.</summary>
    public GpuBuffer Source { get; private set; } = null!;

    /// <summary>The mask's part, bytes.</summary>
    public GpuBuffer Mask { get; private set; } = null!;

    /// <summary>The graded stretch.</summary>
    public GpuBuffer Graded { get; private set; } = null!;

    /// <summary>Bytes from one row of an RGB frame to the next in <see cref="Graded"/>.</summary>
    public int GradedPitch { get; set; }

    /// <summary>Rows in flight; 0 for none.</summary>
    public int Rows { get; set; }

    /// <summary>The first of them.</summary>
    public int FirstRow { get; set; }

    /// <summary>The ring's value at which they are done.</summary>
    public ulong DoneValue { get; set; }

    /// <summary>Makes room. The device must be done with the place.</summary>
    /// <param name="sourceBytes">Bytes of the stretch.</param>
    /// <param name="gradedBytes">Bytes of the graded stretch.</param>
    /// <param name="maskBytes">Bytes of the mask's part, at least 1.</param>
    public void Reserve(int sourceBytes, int gradedBytes, int maskBytes)
    {
        const BufferUsageFlags Texels = BufferUsageFlags.UniformTexelBufferBit;
        if (Source is null || Source.ByteCount < (ulong)sourceBytes)
        {
            Source?.Dispose();
            Source = new GpuBuffer(_device, $"grade: source {_index}", BufferHome.Upload, (ulong)(sourceBytes + 15) / 16 * 16, Texels,
                Format.R32Uint, Format.R32G32Uint, Format.R32G32B32A32Uint);
        }

        if (Mask is null || Mask.ByteCount < (ulong)maskBytes)
        {
            Mask?.Dispose();
            Mask = new GpuBuffer(_device, $"grade: mask {_index}", BufferHome.Upload, (ulong)maskBytes, Texels, Format.R8Uint);
        }

        if (Graded is null || Graded.ByteCount < (ulong)gradedBytes)
        {
            Graded?.Dispose();
            Graded = new GpuBuffer(_device, $"grade: graded {_index}", BufferHome.Readback, (ulong)gradedBytes, BufferUsageFlags.StorageBufferBit);
        }
    }

    /// <summary>Copies the table unless it is there already.</summary>
    public void SetLut(GradeLut lut)
    {
        if (_lutVersion != lut.Version)
        {
            GradeLutTexels.Write(lut, Lut.Bytes);
            _lutVersion = lut.Version;
        }
    }

    public void Dispose()
    {
        Lut.Dispose();
        Source?.Dispose();
        Mask?.Dispose();
        Graded?.Dispose();
    }
}
