using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Records the measuring of a frame: clears the totals, one dispatch over the frame, one more over its luma plane where
/// edges are asked for, and the way of the totals to the host.</summary>
internal sealed unsafe class AttributePass : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly AttributeTuning _tuning;
    private readonly AttributeSet _set;
    private readonly AttributeKernels _kernels;
    private readonly PassTimer _timer;
    private readonly GpuBuffer _unused;
    private GpuBuffer? _tables;

    /// <summary>Creates what all frames share.</summary>
    /// <param name="device">The owner.</param>
    /// <param name="tuning">What suits the device.</param>
    /// <param name="set">What is measured, complete.</param>
    /// <param name="slotCount">Places for frames.</param>
    public AttributePass(VulkanDevice device, AttributeTuning tuning, AttributeSet set, int slotCount)
    {
        _device = device;
        _tuning = tuning;
        _set = set;
        _kernels = new AttributeKernels(device, tuning, set, slotCount);
        _timer = new PassTimer(device, "attributes", slotCount);
        try
        {
            // Vulkan wants something bound even where a form of the shader reads nothing.
            _unused = new GpuBuffer(device, "attributes: unused", BufferHome.Device, 16,
                BufferUsageFlags.UniformTexelBufferBit | BufferUsageFlags.StorageBufferBit, Format.R32Uint);
        }
        catch
        {
            _timer.Dispose();
            throw;
        }
    }

    /// <summary>Refuses what the device cannot read.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="byteCount">Bytes of the larger of the frame's buffer and a luma plane.</param>
    /// <param name="texelLimit">Words that a texel buffer holds; 0 where storage is read.</param>
    /// <exception cref="VulkanException">The frame is too large.</exception>
    public void ThrowIfTooLarge(int width, int height, long byteCount, uint texelLimit)
    {
        long most = Math.Min(Math.Max(_device.Limits.MaxStorageBufferRange, (long)texelLimit * sizeof(uint)), int.MaxValue);
        if (byteCount > most)
        {
            throw new VulkanException($"Measuring a frame of {width}×{height}: it takes {byteCount} bytes, expected at most {most} on {_device.Name}; "
                + "measure regions of it or use the CPU engine.");
        }
    }

    /// <summary>Records a frame that lies in the slot's buffer, with its mask.</summary>
    public void Record(CommandBuffer commands, AttributeSlot slot, in AttributeInput input, LumaPlanes planes, long tag)
    {
        AttributeVariant variant = VariantOf(input, texels: slot.Frame!.WideView.Handle != 0 && planes.AreTexels);
        var constants = new AttributePushConstants { Width = (uint)input.Width, Height = (uint)input.Height };
        input.Describe(ref constants);
        RecordUpload(commands, slot, (ulong)input.ByteCount);
        Record(commands, slot, variant, constants, default, planes, tag);
    }

    /// <summary>Records a frame that is an image, whose mask, if any, lies in the slot's buffer.</summary>
    public void Record(CommandBuffer commands, AttributeSlot slot, in AttributeImage image, in AttributeInput mask, LumaPlanes planes, long tag)
    {
        AttributeVariant variant = VariantOf(image, mask.HasMask);
        var constants = new AttributePushConstants { Width = (uint)image.Width, Height = (uint)image.Height, ImageX = image.X, ImageY = image.Y };
        mask.Describe(ref constants);
        if (mask.HasMask)
        {
            RecordUpload(commands, slot, (ulong)mask.ByteCount);
        }

        Record(commands, slot, variant, constants, image, planes, tag);
    }

    /// <summary>Makes all that recording such an image needs and that could fail.</summary>
    public void Prepare(in AttributeImage image, bool isMasked) => Prepare(VariantOf(image, isMasked), image.Width, image.Height);

    /// <summary>Makes all that recording such a frame needs.</summary>
    public void Prepare(in AttributeInput input) =>
        Prepare(VariantOf(input, texels: input.ByteCount / sizeof(uint) <= _tuning.TexelLimit), input.Width, input.Height);

    /// <summary>Nanoseconds that the device took for a finished frame; null where it has no clock.</summary>
    public long? Nanoseconds(AttributeSlot slot) => _timer.Read(slot.Index);

    public void Dispose()
    {
        _kernels.Dispose();
        _timer.Dispose();
        _unused.Dispose();
        _tables?.Dispose();
    }

    private static AttributeVariant VariantOf(in AttributeImage image, bool isMasked) =>
        new(AttributeFrameAccess.Image, image.Source, image.Encoding, image.AlphaMode, isMasked, image.IsDecoded);

    private static AttributeVariant VariantOf(in AttributeInput input, bool texels) =>
        new(texels ? AttributeFrameAccess.Texels : AttributeFrameAccess.Storage, input.Source, input.Encoding, input.AlphaMode, input.HasMask, false);

    private void Prepare(in AttributeVariant variant, int width, int height)
    {
        _kernels.For(variant, AttributeShape.For(_tuning, width, height, _set, variant.IsWeighted).IsWide);
        if (_set.Has(AttributeSet.Edges))
        {
            _kernels.ForEdges(variant.Access == AttributeFrameAccess.Texels);
        }

        if (variant.NeedsTables)
        {
            _tables ??= AttributeTables.Create(_device);
        }
    }

    private void Record(CommandBuffer commands, AttributeSlot slot, in AttributeVariant variant, AttributePushConstants constants, in AttributeImage image,
        LumaPlanes planes, long tag)
    {
        int width = (int)constants.Width, height = (int)constants.Height;
        slot.Facts = new AttributeFrame(width, height, _set, variant.IsWeighted, planes.HasPrevious && _set.Has(AttributeSet.Motion), tag);
        AttributeShape shape = AttributeShape.For(_tuning, width, height, _set, variant.IsWeighted);
        constants.RowsPerStrip = shape.RowsPerStrip;
        constants.PartWidth = shape.PartWidth;
        constants.HasPrevious = planes.HasPrevious ? 1u : 0u;
        ComputeKernel kernel = _kernels.For(variant, shape.IsWide);
        Bind(kernel, slot, variant, image, planes);

        ulong bytes = (ulong)AttributeTotals.BytesFor(_set);
        Vk api = _device.Api;
        api.CmdFillBuffer(commands, slot.Totals.Handle, 0, bytes, 0);

        // The frame before wrote the plane that this one compares with, and read the one that this one writes. Without planes
        // frames are independent and may overlap on the device.
        bool planesMatter = _set.NeedsLumaPlane();
        _device.RecordBarrier(commands,
            PipelineStageFlags.TransferBit | (planesMatter ? PipelineStageFlags.ComputeShaderBit : PipelineStageFlags.None),
            AccessFlags.TransferWriteBit | (planesMatter ? AccessFlags.ShaderWriteBit : AccessFlags.None),
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit);
        _timer.RecordStart(commands, slot.Index);
        kernel.RecordDispatch(commands, slot.Index, constants, shape.Strips, shape.Cells, shape.Parts);
        if (_set.Has(AttributeSet.Edges) && width > 2 && height > 2)
        {
            RecordEdges(commands, slot, variant.Access == AttributeFrameAccess.Texels, width, height, planes);
        }

        _timer.RecordEnd(commands, slot.Index);
        _device.RecordBarrier(commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit, PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        var region = new BufferCopy { Size = bytes };
        api.CmdCopyBuffer(commands, slot.Totals.Handle, slot.Readback.Handle, 1, &region);
        _device.RecordBarrier(commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
    }

    private void Bind(ComputeKernel kernel, AttributeSlot slot, in AttributeVariant variant, in AttributeImage image, LumaPlanes planes)
    {
        if (variant.NeedsTables)
        {
            _tables ??= AttributeTables.Create(_device);
        }

        kernel.Bind(slot.Index, 0, slot.Frame is not null && (variant.Access != AttributeFrameAccess.Image || variant.IsMasked) ? slot.Frame : _unused);
        kernel.Bind(slot.Index, 1, variant.NeedsTables ? _tables! : _unused);
        kernel.Bind(slot.Index, 2, slot.Totals);
        kernel.Bind(slot.Index, 3, planes.Previous);
        kernel.Bind(slot.Index, 4, planes.Current);
        if (variant.Access == AttributeFrameAccess.Image)
        {
            kernel.Bind(slot.Index, 5, image.View, image.Layout);
        }
        else if (variant.Access == AttributeFrameAccess.Texels)
        {
            kernel.Bind(slot.Index, 5, slot.Frame!.WideView);
        }
    }

    private void RecordEdges(CommandBuffer commands, AttributeSlot slot, bool texels, int width, int height, LumaPlanes planes)
    {
        _device.RecordBarrier(commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit);
        ComputeKernel kernel = _kernels.ForEdges(texels);
        kernel.Bind(slot.Index, 0, planes.Current);
        kernel.Bind(slot.Index, 1, slot.Totals);
        AttributeShape shape = AttributeShape.For(_tuning, width, height, AttributeSet.Edges, weighted: false);
        var constants = new EdgePushConstants
        {
            Width = (uint)width,
            Height = (uint)height,
            RowsPerStrip = shape.RowsPerStrip,
            CountAt = AttributeTotals.EdgeWord,
            RecordWords = AttributeTotals.RecordWords,
            Records = AttributeTotals.Records,
        };
        kernel.RecordDispatch(commands, slot.Index, constants, shape.Strips, 1);
    }

    private void RecordUpload(CommandBuffer commands, AttributeSlot slot, ulong byteCount)
    {
        if (slot.Frame == slot.Upload)
        {
            return;
        }

        var region = new BufferCopy { Size = byteCount };
        _device.Api.CmdCopyBuffer(commands, slot.Upload!.Handle, slot.Frame!.Handle, 1, &region);
    }
}
