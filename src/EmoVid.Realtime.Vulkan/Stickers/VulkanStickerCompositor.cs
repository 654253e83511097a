using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Composes with the Vulkan pass sticker_compositor. What it computes is defined by <see cref="MotionFields"/> and
/// <see cref="IStickerCompositor"/>; it agrees with <see cref="CpuStickerCompositor"/> within 2/255.</summary>
/// <remarks>One thread at a time; several compositors may share a device on several threads. Allocates when the still, the
/// output's size or a field's size changes, otherwise nothing. Dispose it before or with its device.</remarks>
public sealed unsafe class VulkanStickerCompositor : IStickerCompositor
{
    private readonly VulkanDevice _device;
    private readonly FrameRing _ring;
    private readonly ComputeKernel _kernel;
    private readonly StickerSlot?[] _slots;
    private readonly uint _groupWidth;
    private readonly uint _rowsPerInvocation;
    private RgbaImage? _source;
    private StickerPlacement _placement;
    private StillTexels? _still;
    private int _stillOutputSize;
    private bool _disposed;

    /// <summary>Creates a compositor on a device.</summary>
    /// <param name="device">The device; it stays the caller's.</param>
    /// <exception cref="VulkanException">The device refuses the pass.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanStickerCompositor(VulkanDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.ThrowIfUnusable();
        _device = device;

        // Empirical. A software device runs a workgroup on one thread, its subgroup as one vector; long columns share the
        // interpolation of the fields (lavapipe, Mesa 22.3.6). A GPU wants many invocations in flight.
        _groupWidth = device.IsSoftware ? (uint)device.Info.SubgroupSize : 64;
        _rowsPerInvocation = device.IsSoftware ? 64u : 8u;
        _slots = new StickerSlot?[device.FramesInFlight];
        _ring = new FrameRing(device, "sticker", device.FramesInFlight);
        try
        {
            ReadOnlySpan<DescriptorType> bindings =
                [DescriptorType.UniformTexelBuffer, DescriptorType.UniformTexelBuffer, DescriptorType.StorageBuffer];
            ReadOnlySpan<SpecializationConstant> constants = [new(0, _groupWidth), new(20, _rowsPerInvocation)];
            _kernel = new ComputeKernel(device, "sticker_compositor", bindings, sizeof(StickerPushConstants), constants, _ring.Count);
            device.Own(this);
        }
        catch
        {
            _kernel?.Dispose();
            _ring.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Device => _device.Label;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The placement's scale is not positive or a number in it is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The compositor or its device is disposed.</exception>
    public void SetStill(in FrameView still, StickerPlacement placement)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        StillResampler.CheckPlacement(placement);
        if (_source is null || _source.Width != still.Width || _source.Height != still.Height)
        {
            _source = new RgbaImage(still.Width, still.Height, AlphaMode.Premultiplied);
        }

        AlphaConversion.Convert(still, _source.Target);
        _placement = placement;
        _ring.Retire(_still);
        _still = null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The target is not a square of premultiplied RGBA8.</exception>
    /// <exception cref="VulkanException">The device failed or is lost.</exception>
    /// <exception cref="ObjectDisposedException">The compositor or its device is disposed.</exception>
    public void Compose(MotionFields fields, FrameTarget target)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(fields);
        CompositorTarget.Check(target);
        if (_source is null)
        {
            throw new InvalidOperationException("Compose was called before SetStill.");
        }

        int size = target.Width;
        StillTexels still = StillFor(_source, size);
        FrameContext context = _ring.Begin();
        StickerSlot slot = SlotFor(context.Index, fields, size);
        Span<float> values = MemoryMarshal.Cast<byte, float>(slot.Fields.Bytes);
        fields.Warp.CopyTo(values);
        fields.Paint.CopyTo(values[fields.Warp.Length..]);
        _kernel.Bind(context.Index, 0, still.Buffer);
        _kernel.Bind(context.Index, 1, slot.Fields);
        _kernel.Bind(context.Index, 2, slot.Frame);
        var constants = new StickerPushConstants
        {
            FrameSize = (uint)size,
            WarpSize = (uint)fields.WarpSize,
            PaintSize = (uint)fields.PaintSize,
            StillWidth = (uint)still.Width,
            StillHeight = (uint)still.Height,
            SourcePixelsPerCanvas = still.Placement.SourcePixelsPerCanvas,
            OffsetX = still.Placement.OffsetX,
            OffsetY = still.Placement.OffsetY,
        };
        _kernel.RecordDispatch(context.Commands, context.Index, constants, Groups(size, _groupWidth), Groups(size, _rowsPerInvocation));
        _device.RecordBarrier(context.Commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
            PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
        _ring.Wait(_ring.Submit(context));

        ReadOnlySpan<byte> frame = slot.Frame.Bytes;
        for (int y = 0; y < size; y++)
        {
            frame.Slice(y * size * 4, size * 4).CopyTo(target.Row(y));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _ring.Dispose();
        _still?.Dispose();
        _kernel.Dispose();
        foreach (StickerSlot? slot in _slots)
        {
            slot?.Dispose();
        }

        _device.Release(this);
    }

    private static uint Groups(int size, uint perGroup) => ((uint)size + perGroup - 1) / perGroup;

    private StillTexels StillFor(RgbaImage source, int outputSize)
    {
        if (_still is not null && _stillOutputSize == outputSize)
        {
            return _still;
        }

        var still = new StillTexels(_device, _ring, StillResampler.ForOutput(source.View, _placement, outputSize));
        _ring.Retire(_still);
        _still = still;
        _stillOutputSize = outputSize;
        return still;
    }

    /// <summary>The buffers of a place in the ring, large enough. The ring has waited for the place.</summary>
    private StickerSlot SlotFor(int index, MotionFields fields, int frameSize)
    {
        StickerSlot? slot = _slots[index];
        int fieldCount = fields.Warp.Length + fields.Paint.Length;
        if (slot is not null && slot.FieldCapacity >= fieldCount && slot.FrameCapacity >= frameSize)
        {
            return slot;
        }

        var larger = new StickerSlot(_device, index, Math.Max(fieldCount, slot?.FieldCapacity ?? 0), Math.Max(frameSize, slot?.FrameCapacity ?? 0));
        _ring.Retire(slot);
        _slots[index] = larger;
        return larger;
    }
}
