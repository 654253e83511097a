using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Records the grading of pixels that lie in a buffer, into another buffer: what all frames share, and the dispatch.</summary>
internal sealed class GradePass : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly GradeKernels _kernels;
    private readonly GpuBuffer _dither;
    private GradeTables? _tables;

    /// <summary>Creates what all frames share.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="setCount">Dispatches that may be on the device at once.</param>
    public GradePass(VulkanDevice device, int setCount)
    {
        _device = device;
        _kernels = new GradeKernels(device, setCount);
        try
        {
            _dither = new GpuBuffer(device, "grade: dither", BufferHome.Shared, DitherPattern.Size * DitherPattern.Size, BufferUsageFlags.UniformTexelBufferBit, Format.R32Uint);
            DitherPattern.Thresholds.CopyTo(_dither.Bytes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Records RGB pixels.</summary>
    /// <param name="commands">Where to.</param>
    /// <param name="set">The descriptor sets to use; the device must be done with them.</param>
    /// <param name="variant">What the pixels are.</param>
    /// <param name="slot">The pixels, the mask, the table and the place of the result.</param>
    /// <param name="constants">Size, dithering and the kept rectangle.</param>
    public void Record(CommandBuffer commands, int set, in GradeVariant variant, GradeSlot slot, in GradePushConstants constants)
    {
        ComputeKernel kernel = _kernels.For(variant);
        kernel.Bind(set, 0, variant.IsBytes ? slot.Source.ViewAt(2) : variant.Source == PixelFormat.Rgba16F ? slot.Source.ViewAt(1) : slot.Source.ViewAt(0));
        BindShared(kernel, set, slot);
        if (variant.IsBytes)
        {
            kernel.Bind(set, 4, slot.Graded);
            kernel.RecordDispatch(commands, set, constants, Groups((constants.Width + 3) / 4, _kernels.GroupWidth), Groups(constants.Rows, _kernels.QuadRowsPerInvocation));
            return;
        }

        BindTables(kernel, set, slot);
        kernel.RecordDispatch(commands, set, constants, Groups(constants.Width, _kernels.GroupWidth), Groups(constants.Rows, _kernels.RowsPerInvocation));
    }

    /// <summary>Makes all that recording such an image needs and that could fail.</summary>
    public void Prepare(in GradeVariant variant, bool isDecoded)
    {
        _kernels.ForImage(variant, isDecoded);
        _tables ??= new GradeTables(_device);
    }

    /// <summary>Records a host's image in a layout in which it can be read.</summary>
    public void Record(CommandBuffer commands, int set, in GradeVariant variant, VulkanImageSource image, ImageLayout layout, GradeSlot slot,
        in ImageGradePushConstants constants)
    {
        ComputeKernel kernel = _kernels.ForImage(variant, image.IsDecoded);
        kernel.Bind(set, 0, image.View, layout);
        BindShared(kernel, set, slot);
        BindTables(kernel, set, slot);
        kernel.RecordDispatch(commands, set, constants, Groups(constants.Stretch.Width, _kernels.GroupWidth), Groups(constants.Stretch.Rows, _kernels.RowsPerInvocation));
    }

    /// <summary>Records Y′CbCr samples that lie as <see cref="YuvRows"/> says.</summary>
    public void Record(CommandBuffer commands, int set, in YuvGradeVariant variant, GradeSlot slot, in YuvGradePushConstants constants)
    {
        ComputeKernel kernel = _kernels.For(variant);
        kernel.Bind(set, 0, slot.Source);
        BindShared(kernel, set, slot);
        kernel.Bind(set, 4, slot.Graded);
        uint width = constants.Stretch.Width, rows = constants.Stretch.Rows;
        kernel.RecordDispatch(commands, set, constants, Groups((width + 7) / 8, _kernels.GroupWidth), Groups((rows + 1) / 2, _kernels.PairsPerInvocation));
    }

    public void Dispose()
    {
        _kernels.Dispose();
        _tables?.Dispose();
        _dither?.Dispose();
    }

    private static uint Groups(uint size, uint perGroup) => (size + perGroup - 1) / perGroup;

    private void BindTables(ComputeKernel kernel, int set, GradeSlot slot)
    {
        _tables ??= new GradeTables(_device);
        kernel.Bind(set, 4, _tables.Positions);
        kernel.Bind(set, 5, _tables.Values);
        kernel.Bind(set, 6, _tables.Halves);
        kernel.Bind(set, 7, slot.Graded);
    }

    private void BindShared(ComputeKernel kernel, int set, GradeSlot slot)
    {
        kernel.Bind(set, 1, slot.Lut);
        kernel.Bind(set, 2, _dither);
        kernel.Bind(set, 3, slot.Mask);
    }
}
