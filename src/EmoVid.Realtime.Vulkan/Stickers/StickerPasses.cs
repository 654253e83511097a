using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The kernels of the sticker compositor, and how they follow each other.</summary>
internal sealed unsafe class StickerPasses : IDisposable
{
    // The specialisation constant by which the first pass reads the tint too; it costs about as much as the paint, and most stills have none.
    private const uint Tinted = 21;

    // What field_column.glsl reads of a field.
    private const int ColumnChannels = 5;

    private readonly VulkanDevice _device;
    private readonly ComputeKernel? _blender;
    private readonly ComputeKernel _painter;
    private readonly ComputeKernel _tinter;
    private readonly ComputeKernel _compositor;
    private readonly uint _groupWidth;
    private readonly uint _rowsPerInvocation;

    /// <param name="device">The owner.</param>
    /// <param name="setCount">Frames in flight.</param>
    /// <param name="blends">Whether <see cref="RecordBlend"/> will be called.</param>
    public StickerPasses(VulkanDevice device, int setCount, bool blends = false)
    {
        _device = device;

        // Empirical. A software device runs a workgroup on one thread, its subgroup as one vector; long columns share the
        // interpolation of the fields (lavapipe, Mesa 22.3.6). A GPU wants many invocations in flight.
        _groupWidth = device.IsSoftware ? (uint)device.Info.SubgroupSize : 64;
        _rowsPerInvocation = device.IsSoftware ? 64u : 8u;
        ReadOnlySpan<DescriptorType> bindings =
            [DescriptorType.UniformTexelBuffer, DescriptorType.UniformTexelBuffer, DescriptorType.StorageBuffer];
        ReadOnlySpan<SpecializationConstant> constants = [new(0, _groupWidth), new(20, _rowsPerInvocation)];
        try
        {
            _blender = blends ? new ComputeKernel(device, "sticker_blend",
                [DescriptorType.StorageBuffer, DescriptorType.StorageBuffer, DescriptorType.StorageBuffer], sizeof(BlendPushConstants), constants, setCount) : null;
            _painter = new ComputeKernel(device, "sticker_paint", bindings, sizeof(PaintPushConstants), constants, setCount);
            _tinter = new ComputeKernel(device, "sticker_paint", bindings, sizeof(PaintPushConstants), [.. constants, new(Tinted, 1)], setCount);
            _compositor = new ComputeKernel(device, "sticker_compositor", bindings, sizeof(StickerPushConstants), constants, setCount);
        }
        catch
        {
            _blender?.Dispose();
            _painter?.Dispose();
            _tinter?.Dispose();
            throw;
        }
    }

    /// <summary>Records the interpolation of fields that both following passes read, between two motions on the device.</summary>
    /// <param name="context">The frame.</param>
    /// <param name="blend">The motions' boxes, and the amount.</param>
    /// <param name="from">The first motion on the device.</param>
    /// <param name="to">The second.</param>
    /// <param name="fields">Receives the fields.</param>
    /// <param name="region">Cells of the paint field to write: the blend's box, if any, and what must be emptied around it.</param>
    public void RecordBlend(FrameContext context, MotionBlend blend, GpuBuffer from, GpuBuffer to, GpuBuffer fields, PixelRectangle region)
    {
        ComputeKernel blender = _blender ?? throw new InvalidOperationException("These passes were made without blending.");
        blender.Bind(context.Index, 0, from);
        blender.Bind(context.Index, 1, to);
        blender.Bind(context.Index, 2, fields);
        PixelRectangle box = blend.Box;
        // Where they have no cell in common nothing is painted, and none of theirs is read.
        PixelRectangle first = box.Width == 0 ? default : blend.From.Box, second = box.Width == 0 ? default : blend.To.Box;
        int warpCount = blend.To.Warp.Length;
        var constants = new BlendPushConstants
        {
            WarpSize = (uint)blend.WarpSize,
            PaintSize = (uint)blend.PaintSize,
            RegionLeft = (uint)region.X,
            RegionTop = (uint)region.Y,
            RegionRight = (uint)(region.X + region.Width),
            RegionBottom = (uint)(region.Y + region.Height),
            BoxLeft = (uint)box.X,
            BoxTop = (uint)box.Y,
            BoxRight = (uint)(box.X + box.Width),
            BoxBottom = (uint)(box.Y + box.Height),
            FromOrigin = warpCount - first.Y * first.Width - first.X,
            FromStride = (uint)first.Width,
            FromCells = (uint)(first.Width * first.Height),
            ToOrigin = warpCount - second.Y * second.Width - second.X,
            ToStride = (uint)second.Width,
            ToCells = (uint)(second.Width * second.Height),
            Amount = blend.Amount,
        };

        // The frame before may still read what is written now.
        _device.RecordBarrier(context.Commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit);
        blender.RecordDispatch(context.Commands, context.Index, constants, Groups(Math.Max(blend.WarpSize, region.Width), _groupWidth),
            Groups(Math.Max(MotionFields.WarpChannels * blend.WarpSize, region.Height), _rowsPerInvocation), region.Width > 0 ? 2u : 1u);
        _device.RecordBarrier(context.Commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
    }

    /// <summary>Records the first pass over a region of the painted still, and what the second pass must wait for.</summary>
    /// <param name="context">The frame.</param>
    /// <param name="painted">Receives it.</param>
    /// <param name="fields">The fields on the device.</param>
    /// <param name="warpSize">Cells along one side of the warp field, which comes first.</param>
    /// <param name="paintSize">Cells along one side of the paint field.</param>
    /// <param name="region">What to write, in pixels of the raster with its border.</param>
    /// <param name="isUntinted">Whether the tint is 1 everywhere.</param>
    public void RecordPaint(FrameContext context, PaintedTexels painted, GpuBuffer fields, int warpSize, int paintSize, PixelRectangle region, bool isUntinted)
    {
        StillRaster raster = painted.Still.Raster;
        ComputeKernel painter = isUntinted ? _painter : _tinter;
        painter.Bind(context.Index, 0, painted.Still.Buffer);
        painter.Bind(context.Index, 1, fields);
        painter.Bind(context.Index, 2, painted.Buffer);
        var constants = new PaintPushConstants
        {
            RasterStride = (uint)painted.Still.Stride,
            RegionLeft = (uint)region.X,
            RegionTop = (uint)region.Y,
            RegionRight = (uint)(region.X + region.Width),
            RegionBottom = (uint)(region.Y + region.Height),
            PaintBase = (uint)(MotionFields.WarpChannels * warpSize * warpSize),
            PaintSize = (uint)paintSize,
            TintBase = (uint)((MotionFields.WarpChannels - ColumnChannels) * warpSize * warpSize),
            TintSize = (uint)warpSize,
            PixelsPerCanvas = raster.Placement.SourcePixelsPerCanvas,
            OriginX = (float)(raster.OriginX - 1),
            OriginY = (float)(raster.OriginY - 1),
        };
        painter.RecordDispatch(context.Commands, context.Index, constants, Groups(region.Width, _groupWidth), Groups(region.Height, _rowsPerInvocation));
        _device.RecordBarrier(context.Commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
    }

    /// <summary>Records the second pass.</summary>
    /// <param name="context">The frame.</param>
    /// <param name="texels">The still, painted or not.</param>
    /// <param name="raster">Its grid.</param>
    /// <param name="fields">The fields on the device.</param>
    /// <param name="warpSize">Cells along one side of the warp field.</param>
    /// <param name="frame">Receives the pixels.</param>
    /// <param name="frameSize">Pixels along one side of the output.</param>
    public void RecordWarp(FrameContext context, GpuBuffer texels, StillRaster raster, GpuBuffer fields, int warpSize, GpuBuffer frame, int frameSize)
    {
        _compositor.Bind(context.Index, 0, texels);
        _compositor.Bind(context.Index, 1, fields);
        _compositor.Bind(context.Index, 2, frame);
        var constants = new StickerPushConstants
        {
            FrameSize = (uint)frameSize,
            WarpSize = (uint)warpSize,
            RasterWidth = (uint)raster.Width,
            RasterHeight = (uint)raster.Height,
            MarginLeft = (uint)raster.MarginLeft,
            MarginTop = (uint)raster.MarginTop,
            SourcePixelsPerCanvas = raster.Placement.SourcePixelsPerCanvas,
            OffsetX = raster.Placement.OffsetX,
            OffsetY = raster.Placement.OffsetY,
        };
        _compositor.RecordDispatch(context.Commands, context.Index, constants, Groups(frameSize, _groupWidth), Groups(frameSize, _rowsPerInvocation));
        _device.RecordBarrier(context.Commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
            PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
    }

    public void Dispose()
    {
        _blender?.Dispose();
        _painter.Dispose();
        _tinter.Dispose();
        _compositor.Dispose();
    }

    private static uint Groups(int size, uint perGroup) => ((uint)size + perGroup - 1) / perGroup;
}
