using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Measures frames with the Vulkan pass attribute_extraction. The sums are those of <see cref="CpuAttributeMeter"/> to
/// the bit, on every device.</summary>
/// <remarks>One thread at a time; several meters may share a device on several threads. Dispose it before or with its
/// device.</remarks>
public sealed unsafe class VulkanAttributeMeter : AttributeMeter
{
    /// <summary>Pixels a dispatch: the host fills one stretch while the device works on the one before, and no device's limit
    /// on buffers is near.</summary>
    private const int StretchPixels = 1 << 20;

    /// <summary>The shader's unrolled step, which its loop lengths must be multiples of.</summary>
    private const int PixelsPerStep = 4;

    private readonly VulkanDevice _device;
    private readonly FrameRing _ring;
    private readonly AttributeSlot?[] _slots;
    private readonly ComputeKernel?[] _kernels = new ComputeKernel?[3];
    private readonly int _maxStretch;
    private readonly uint _groupWidth;
    private readonly uint _pixelsPerInvocation;
    private bool _disposed;

    /// <summary>Creates a meter on a device.</summary>
    /// <param name="device">The device; it stays the caller's.</param>
    /// <param name="options">What to measure and how; null for the defaults.</param>
    /// <exception cref="VulkanException">The device refuses the pass.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanAttributeMeter(VulkanDevice device, AttributeMeterOptions? options = null)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.ThrowIfUnusable();
        _device = device;

        // Empirical. A software device runs a workgroup on one thread, its subgroup as one vector: long loops in one
        // subgroup a workgroup cost least (lavapipe, Mesa 22.3.6). A GPU wants many invocations in flight.
        _groupWidth = device.IsSoftware ? (uint)device.Info.SubgroupSize : 128;
        _pixelsPerInvocation = device.IsSoftware ? 1024u : 32u;
        _maxStretch = (int)Math.Min(StretchPixels, device.Limits.MaxTexelBufferElements);
        _slots = new AttributeSlot?[device.FramesInFlight];
        _ring = new FrameRing(device, "attributes", device.FramesInFlight);
        try
        {
            device.Own(this);
        }
        catch
        {
            _ring.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Device => _device.Label;

    /// <inheritdoc/>
    public override int InFlight => 0;

    /// <inheritdoc/>
    public override void Drain() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <inheritdoc/>
    public override void ResetHistory() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <inheritdoc/>
    protected override void MeasureCore(in YuvFrameView frame, in MaskView mask, AttributeSums sums) => throw NotYet();

    /// <inheritdoc/>
    protected override bool TrySubmitCore(in FrameView frame, in MaskView mask, long tag) => throw NotYet();

    /// <inheritdoc/>
    protected override bool TrySubmitCore(in YuvFrameView frame, in MaskView mask, long tag) => throw NotYet();

    /// <inheritdoc/>
    protected override bool TryReadCore(AttributeSums sums, out long tag) => throw NotYet();

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost.</exception>
    /// <exception cref="ObjectDisposedException">The meter or its device is disposed.</exception>
    protected override void MeasureCore(in FrameView frame, in MaskView mask, AttributeSums sums)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!frame.Format.HasByteChannels() || frame.Encoding != ColorEncoding.Srgb || !mask.IsEmpty)
        {
            throw NotYet();
        }

        bool weighted = frame.AlphaMode != AlphaMode.Opaque;
        long pixelCount = (long)frame.Width * frame.Height;
        sums.Clear();
        sums.Set = AttributeSet.EmoVid | AttributeSet.HaslerSusstrunk;
        sums.PixelCount = pixelCount;
        foreach (AttributeSlot? slot in _slots)
        {
            // Sums that a failed call left behind belong to no frame.
            if (slot is not null)
            {
                slot.PendingGroups = 0;
            }
        }

        for (long start = 0; start < pixelCount; start += _maxStretch)
        {
            SubmitStretch(frame, start, (int)Math.Min(_maxStretch, pixelCount - start), sums);
        }

        foreach (AttributeSlot? slot in _slots)
        {
            if (slot is not null)
            {
                Collect(slot, weighted, sums);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_disposed || !disposing)
        {
            return;
        }

        _disposed = true;
        _ring.Dispose();
        foreach (ComputeKernel? kernel in _kernels)
        {
            kernel?.Dispose();
        }

        foreach (AttributeSlot? slot in _slots)
        {
            slot?.Dispose();
        }

        _device.Release(this);
    }

    private static NotSupportedException NotYet() => new("The Vulkan meter does not take this input yet; use CpuAttributeMeter.");

    /// <summary>Copies <paramref name="count"/> pixels, counted row by row, without the padding between rows.</summary>
    private static void CopyPixels(in FrameView frame, long start, int count, Span<byte> destination)
    {
        int y = (int)(start / frame.Width);
        int x = (int)(start % frame.Width);
        while (count > 0)
        {
            int run = Math.Min(frame.Width - x, count);
            frame.Row(y).Slice(x * 4, run * 4).CopyTo(destination);
            destination = destination[(run * 4)..];
            count -= run;
            x = 0;
            y++;
        }
    }

    private void SubmitStretch(in FrameView frame, long start, int count, AttributeSums sums)
    {
        ComputeKernel kernel = KernelFor(frame.AlphaMode);
        FrameContext context = _ring.Begin();
        AttributeSlot slot = SlotFor(context.Index, count, frame.AlphaMode != AlphaMode.Opaque, sums);
        CopyPixels(frame, start, count, slot.Pixels.Bytes);

        int groups = GroupCount(count);
        ulong partialBytes = (ulong)groups * AttributePartials.BytesPerGroup;
        kernel.Bind(context.Index, 0, slot.Pixels);
        kernel.Bind(context.Index, 1, slot.Partials);
        Vk api = _device.Api;
        api.CmdFillBuffer(context.Commands, slot.Partials.Handle, 0, partialBytes, 0);
        _device.RecordBarrier(context.Commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit);
        var constants = new AttributePushConstants((uint)count, frame.Format == PixelFormat.Rgba8 ? 0u : 16u);
        kernel.RecordDispatch(context.Commands, context.Index, constants, (uint)groups, 1);
        _device.RecordBarrier(context.Commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
            PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        var region = new BufferCopy { Size = partialBytes };
        api.CmdCopyBuffer(context.Commands, slot.Partials.Handle, slot.Readback.Handle, 1, &region);
        _device.RecordBarrier(context.Commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
            PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
        slot.PendingValue = _ring.Submit(context);
        slot.PendingGroups = groups;
    }

    private void Collect(AttributeSlot slot, bool weighted, AttributeSums sums)
    {
        if (slot.PendingGroups == 0)
        {
            return;
        }

        _ring.Wait(slot.PendingValue);
        AttributePartials.AddTo(slot.Readback.Bytes[..(slot.PendingGroups * AttributePartials.BytesPerGroup)], weighted, sums);
        slot.PendingGroups = 0;
    }

    private int GroupCount(int pixelCount)
    {
        uint pixelsPerGroup = _groupWidth * _pixelsPerInvocation;
        return (int)(((uint)pixelCount + pixelsPerGroup - 1) / pixelsPerGroup);
    }

    /// <summary>The buffers of a place in the ring, read out and large enough. The ring has waited for the place.</summary>
    private AttributeSlot SlotFor(int index, int pixelCount, bool weighted, AttributeSums sums)
    {
        AttributeSlot? slot = _slots[index];
        if (slot is not null)
        {
            Collect(slot, weighted, sums);
            if (slot.PixelCapacity >= pixelCount)
            {
                return slot;
            }
        }

        var larger = new AttributeSlot(_device, index, pixelCount, GroupCount(pixelCount));
        _ring.Retire(slot);
        _slots[index] = larger;
        return larger;
    }

    private ComputeKernel KernelFor(AlphaMode mode)
    {
        ref ComputeKernel? kernel = ref _kernels[(int)mode];
        if (kernel is not null)
        {
            return kernel;
        }

        bool weighted = mode != AlphaMode.Opaque;
        int perPartialSum = weighted ? AttributeScale.PixelsPerWeightedPartialSum : AttributeScale.PixelsPerOpaquePartialSum;
        ReadOnlySpan<DescriptorType> bindings = [DescriptorType.UniformTexelBuffer, DescriptorType.StorageBuffer];
        ReadOnlySpan<SpecializationConstant> constants =
        [
            new(0, _groupWidth),
            new(20, _pixelsPerInvocation),
            new(21, (uint)(perPartialSum - perPartialSum % PixelsPerStep)),
            new(22, weighted ? 1u : 0u),
            new(23, mode == AlphaMode.Premultiplied ? 1u : 0u),
        ];
        return kernel = new ComputeKernel(_device, "attribute_extraction", bindings, sizeof(AttributePushConstants), constants, _ring.Count);
    }
}
