using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Composes with the Vulkan passes sticker_paint and sticker_compositor. What it computes is defined by <see cref="MotionFields"/> and
/// <see cref="IStickerCompositor"/>; it agrees with <see cref="CpuStickerCompositor"/> within 2/255.</summary>
/// <remarks>One thread at a time; several compositors may share a device on several threads. Allocates when the still, the
/// output's size or a field's size changes, otherwise nothing. Dispose it before or with its device.</remarks>
public sealed unsafe class VulkanStickerCompositor : IStickerCompositor
{
    private readonly VulkanDevice _device;
    private readonly FrameRing _ring;
    private readonly StickerPasses _passes;
    private readonly StickerSlot?[] _slots;
    private readonly PaintedTexels?[] _painted;
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

        _slots = new StickerSlot?[device.FramesInFlight];
        _painted = new PaintedTexels?[device.FramesInFlight];
        _ring = new FrameRing(device, "sticker", device.FramesInFlight);
        try
        {
            _passes = new StickerPasses(device, _ring.Count);
            device.Own(this);
        }
        catch
        {
            _passes?.Dispose();
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
        RetireStill();
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
        PaintedPixels pixels = PaintedPixels.Of(fields, still.Raster);
        GpuBuffer texels = still.Buffer;
        if (!pixels.IsEmpty)
        {
            PaintedTexels painted = _painted[context.Index] ??= new PaintedTexels(_device, context.Index, still);
            _passes.RecordPaint(context, painted, slot.Fields, fields.WarpSize, fields.PaintSize, painted.Renew(pixels.All), pixels.IsUntinted);
            texels = painted.Buffer;
        }

        _passes.RecordWarp(context, texels, still.Raster, slot.Fields, fields.WarpSize, slot.Frame, size);
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
        Array.ForEach(_painted, painted => painted?.Dispose());
        _passes.Dispose();
        foreach (StickerSlot? slot in _slots)
        {
            slot?.Dispose();
        }

        _device.Release(this);
    }

    private StillTexels StillFor(RgbaImage source, int outputSize)
    {
        if (_still is not null && _stillOutputSize == outputSize)
        {
            return _still;
        }

        var still = new StillTexels(_device, _ring, StillResampler.ForOutput(source.View, _placement, outputSize));
        RetireStill();
        _still = still;
        _stillOutputSize = outputSize;
        return still;
    }

    private void RetireStill()
    {
        _ring.Retire(_still);
        _still = null;
        for (int i = 0; i < _painted.Length; i++)
        {
            _ring.Retire(_painted[i]);
            _painted[i] = null;
        }
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
