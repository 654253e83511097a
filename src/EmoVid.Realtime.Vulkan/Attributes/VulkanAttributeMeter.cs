<<<<<<< HEAD
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Measures frames with the Vulkan pass attribute_extraction. The sums are those of <see cref="CpuAttributeMeter"/> to
/// the bit, on every device.</summary>
/// <remarks>One thread at a time; several meters may share a device on several threads. Dispose it before or with its
/// device.</remarks>
public sealed unsafe class VulkanAttributeMeter : AttributeMeter
=======
namespace EmoVid.Realtime.Vulkan;

/// <summary>Measures frames with a Vulkan compute pass. The sums are those of <see cref="CpuAttributeMeter"/> to the bit, on every
/// device.</summary>
/// <remarks>
/// <para>One thread at a time; several meters may share a device on several threads. Dispose it before or with its device.</para>
/// <para>A frame is copied into a buffer of the meter's on the calling thread, and everything else happens on the device. The first
/// frame of each kind (format, alpha mode, mask or none) compiles a shader; later ones allocate nothing and wait for
/// nothing.</para>
/// </remarks>
public sealed partial class VulkanAttributeMeter : AttributeMeter
>>>>>>> a5d3ea4 (wip)
{
    private readonly VulkanDevice _device;
    private readonly AttributePass _pass;
    private readonly LumaPlanes _planes;

    // Frames in flight share one ring of commands, a waiting call has one of its own: results that were not read yet must not
    // make it wait, nor lose their place.
    private readonly FrameRing _ring;
<<<<<<< HEAD
    private readonly AttributeSlot?[] _slots;
    private readonly ComputeKernel?[] _kernels = new ComputeKernel?[3];
    private readonly int _maxStretch;
    private readonly uint _groupWidth;
    private readonly uint _pixelsPerInvocation;
=======
    private readonly FrameRing _waitingRing;
    private readonly AttributeSlot[] _slots;
    private readonly AttributeSlot _waitingSlot;
    private readonly RetiredPlanes _retired = new();
    private long _taken;
    private long _given;
>>>>>>> a5d3ea4 (wip)
    private bool _disposed;

    /// <summary>Creates a meter on a device.</summary>
    /// <param name="device">The device; it stays the caller's.</param>
    /// <param name="options">What to measure and how; null for the defaults.</param>
<<<<<<< HEAD
=======
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
>>>>>>> a5d3ea4 (wip)
    /// <exception cref="VulkanException">The device refuses the pass.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanAttributeMeter(VulkanDevice device, AttributeMeterOptions? options = null)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.ThrowIfUnusable();
        _device = device;
        int frames = Options.FramesInFlight;
        _slots = new AttributeSlot[frames];
        _waitingSlot = null!;
        _pass = null!;
        _planes = new LumaPlanes(device, Set.NeedsLumaPlane());
        _ring = new FrameRing(device, "attributes", frames);
        _waitingRing = null!;
        try
        {
<<<<<<< HEAD
=======
            _waitingRing = new FrameRing(device, "attributes, waiting", 1);
            _pass = new AttributePass(device, Set, frames + 1);
            for (int i = 0; i < frames; i++)
            {
                _slots[i] = new AttributeSlot(device, i);
            }

            _waitingSlot = new AttributeSlot(device, frames);
>>>>>>> a5d3ea4 (wip)
            device.Own(this);
        }
        catch
        {
<<<<<<< HEAD
            _ring.Dispose();
=======
            Release();
>>>>>>> a5d3ea4 (wip)
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Device => _device.Label;
<<<<<<< HEAD

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
=======

    /// <inheritdoc/>
    public override int InFlight => (int)(_taken - _given);

    /// <summary>Time that the device took for the frame whose result was given last, by its own clock, in nanoseconds: the passes
    /// alone, without copies between host and device. Null before the first result and where the queue has no
    /// timestamps.</summary>
    public long? LastPassNanoseconds { get; private set; }

    private AttributeSlot NextSlot => _slots[_taken % _slots.Length];

    private AttributeSlot OldestSlot => _slots[_given % _slots.Length];

    /// <inheritdoc/>
    /// <remarks>For frames recorded into a host's own commands (see the overloads that record) it waits until these have run, so
    /// the host must have submitted them.</remarks>
    /// <exception cref="VulkanException">The device failed, is lost, or did not finish within a minute.</exception>
    public override void Drain()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (long i = _given; i < _taken; i++)
>>>>>>> a5d3ea4 (wip)
        {
            Wait(_slots[i % _slots.Length]);
        }
<<<<<<< HEAD

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
=======
    }

    /// <inheritdoc/>
    public override void ResetHistory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _planes.Reset();
    }

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost, or it cannot take a frame so large.</exception>
    protected override void MeasureCore(in FrameView frame, in MaskView mask, AttributeSums sums) => Measure(new AttributeInput(frame, mask), sums);

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost, or it cannot take a frame so large.</exception>
    protected override void MeasureCore(in YuvFrameView frame, in MaskView mask, AttributeSums sums) => Measure(new AttributeInput(frame, mask), sums);

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost, or it cannot take a frame so large.</exception>
    protected override bool TrySubmitCore(in FrameView frame, in MaskView mask, long tag) => TrySubmit(new AttributeInput(frame, mask), tag);

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost, or it cannot take a frame so large.</exception>
    protected override bool TrySubmitCore(in YuvFrameView frame, in MaskView mask, long tag) => TrySubmit(new AttributeInput(frame, mask), tag);

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost.</exception>
    protected override bool TryReadCore(AttributeSums sums, out long tag)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        tag = 0;
        if (_given == _taken || !OldestSlot.IsDone())
        {
            return false;
        }

        tag = OldestSlot.Facts.Tag;
        Read(OldestSlot, sums);
        _retired.Free(++_given);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
>>>>>>> a5d3ea4 (wip)
        if (_disposed || !disposing)
        {
            return;
        }

        _disposed = true;
<<<<<<< HEAD
        _ring.Dispose();
        foreach (ComputeKernel? kernel in _kernels)
=======
        Release();
        _device.Release(this);
    }

    private void Measure(in AttributeInput input, AttributeSums sums)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Submit(_waitingRing, _waitingSlot, input, 0);
        Wait(_waitingSlot);
        Read(_waitingSlot, sums);
    }

    private bool TrySubmit(in AttributeInput input, long tag)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (InFlight == _slots.Length)
>>>>>>> a5d3ea4 (wip)
        {
            return false;
        }

        Submit(_ring, NextSlot, input, tag);
        _retired.Taken = ++_taken;
        return true;
    }

    private void Submit(FrameRing ring, AttributeSlot slot, in AttributeInput input, long tag)
    {
        _device.ThrowIfUnusable();
        _pass.AccessFor(input.Width, input.Height, input.ByteCount);
        slot.Reserve(input.ByteCount);
        input.CopyTo(slot.Upload!.Bytes);

        // The ring's place was free before: at most as many frames are in flight as it has places.
        FrameContext context = ring.Begin();
        try
        {
            _planes.Advance(input.Width, input.Height, _retired);
            _retired.Free(_given);
            _pass.Record(context.Commands, slot, input, _planes, tag);
            slot.Ring = ring;
            slot.DoneValue = ring.Submit(context);
        }
        catch
        {
            // The plane of a frame that never ran holds nothing.
            _planes.Reset();
            throw;
        }
    }

    private void Read(AttributeSlot slot, AttributeSums sums)
    {
        AttributeTotals.Read(slot.Readback.Words, slot.Facts, sums);
        LastPassNanoseconds = _pass.Nanoseconds(slot);
    }

    private void Release()
    {
        _ring?.Dispose();
        _waitingRing?.Dispose();
        _pass?.Dispose();
        _planes.Dispose();
        _retired.Dispose();
        foreach (AttributeSlot? slot in _slots)
        {
            slot?.Dispose();
        }

<<<<<<< HEAD
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
=======
        _waitingSlot?.Dispose();
>>>>>>> a5d3ea4 (wip)
    }
}
