using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The buffers of one dispatch in flight, a stretch of rows or a host's image, and which they are.</summary>
internal sealed unsafe class GradeSlot : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly int _index;
    private readonly GradeHome _home;
    private long _lutVersion;

    /// <summary>Creates the buffer of the table; the others follow with <see cref="Reserve"/>.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="index">Which place this is, for names.</param>
    /// <param name="home">Where pixels come from and go to.</param>
    public GradeSlot(VulkanDevice device, int index, GradeHome home)
    {
        _device = device;
        _index = index;
        _home = home;
        Lut = new GpuBuffer(device, $"grade: table {index}", BufferHome.Shared, GradeLutTexels.Bytes, BufferUsageFlags.UniformTexelBufferBit,
            Format.R32G32B32A32Uint);
    }

    /// <summary>The table.</summary>
    public GpuBuffer Lut { get; }

    /// <summary>What the host fills; none for a host's image.</summary>
    public GpuBuffer Upload { get; private set; } = null!;

    /// <summary>What the pass reads, through views of one, two and four words: <see cref="Upload"/>, or a copy in the device's own memory.</summary>
    public GpuBuffer Source { get; private set; } = null!;

    /// <summary>The mask's part, bytes.</summary>
    public GpuBuffer Mask { get; private set; } = null!;

    /// <summary>What the pass writes.</summary>
    public GpuBuffer Graded { get; private set; } = null!;

    /// <summary>What the host reads: <see cref="Graded"/>, or a copy in its memory; none for a host's image.</summary>
    public GpuBuffer Readback { get; private set; } = null!;

    /// <summary>Bytes from one row of an RGB frame to the next in <see cref="Graded"/>.</summary>
    public int GradedPitch { get; set; }

    /// <summary>Rows in flight; 0 for none.</summary>
    public int Rows { get; set; }

    /// <summary>The first of them.</summary>
    public int FirstRow { get; set; }

    /// <summary>The host's frame whose commands use the place.</summary>
    public long HostFrame { get; set; } = -1;

    /// <summary>The ring's value at which they are done.</summary>
    public ulong DoneValue { get; set; }

    /// <summary>Makes room. The device must be done with the place.</summary>
    /// <param name="sourceBytes">Bytes of the stretch; not looked at for a host's image.</param>
    /// <param name="gradedBytes">Bytes of the graded stretch.</param>
    /// <param name="maskBytes">Bytes of the mask's part, at least 1.</param>
    public void Reserve(int sourceBytes, int gradedBytes, int maskBytes)
    {
        const BufferUsageFlags Texels = BufferUsageFlags.UniformTexelBufferBit;
        if (_home != GradeHome.Image && !Fits(Upload, sourceBytes))
        {
            ReleaseSource();
            ulong bytes = Quads(sourceBytes);
            Source = new GpuBuffer(_device, $"grade: source {_index}", _home == GradeHome.Staged ? BufferHome.Device : BufferHome.Upload, bytes,
                _home == GradeHome.Staged ? Texels | BufferUsageFlags.TransferDstBit : Texels, Format.R32Uint, Format.R32G32Uint, Format.R32G32B32A32Uint);
            Upload = _home != GradeHome.Staged ? Source
                : new GpuBuffer(_device, $"grade: upload {_index}", BufferHome.Upload, bytes, BufferUsageFlags.TransferSrcBit);
        }

        if (!Fits(Mask, maskBytes))
        {
            Mask?.Dispose();
            Mask = new GpuBuffer(_device, $"grade: mask {_index}", BufferHome.Upload, (ulong)maskBytes, Texels, Format.R8Uint);
        }

        if (!Fits(Graded, gradedBytes))
        {
            ReleaseGraded();
            ulong bytes = Quads(gradedBytes);
            Graded = new GpuBuffer(_device, $"grade: graded {_index}", _home == GradeHome.Shared ? BufferHome.Readback : BufferHome.Device, bytes,
                _home == GradeHome.Shared ? BufferUsageFlags.StorageBufferBit : BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit);
            Readback = _home == GradeHome.Shared ? Graded
                : _home == GradeHome.Image ? null!
                : new GpuBuffer(_device, $"grade: readback {_index}", BufferHome.Readback, bytes, BufferUsageFlags.TransferDstBit);
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

    /// <summary>Records the way of the stretch to where the pass reads it.</summary>
    public void RecordUpload(CommandBuffer commands, int byteCount)
    {
        if (_home == GradeHome.Staged)
        {
            var region = new BufferCopy { Size = (ulong)byteCount };
            _device.Api.CmdCopyBuffer(commands, Upload.Handle, Source.Handle, 1, &region);
            _device.RecordBarrier(commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
        }
    }

    /// <summary>Records the way of the result to where the host reads it.</summary>
    public void RecordReadback(CommandBuffer commands, int byteCount)
    {
        if (_home != GradeHome.Staged)
        {
            _device.RecordBarrier(commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit, PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
            return;
        }

        _device.RecordBarrier(commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit, PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        var region = new BufferCopy { Size = (ulong)byteCount };
        _device.Api.CmdCopyBuffer(commands, Graded.Handle, Readback.Handle, 1, &region);
        _device.RecordBarrier(commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
    }

    public void Dispose()
    {
        Lut.Dispose();
        Mask?.Dispose();
        ReleaseSource();
        ReleaseGraded();
    }

    /// <summary>Shaders read and write whole texels of four words.</summary>
    private static ulong Quads(int byteCount) => ((ulong)byteCount + 15) / 16 * 16;

    private static bool Fits(GpuBuffer? buffer, int byteCount) => buffer is not null && buffer.ByteCount >= (ulong)byteCount;

    private void ReleaseSource()
    {
        Source?.Dispose();
        Upload?.Dispose();
        (Source, Upload) = (null!, null!);
    }

    private void ReleaseGraded()
    {
        Graded?.Dispose();
        Readback?.Dispose();
        (Graded, Readback) = (null!, null!);
    }
}
