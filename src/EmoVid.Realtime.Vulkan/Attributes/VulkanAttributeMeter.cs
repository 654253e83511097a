namespace EmoVid.Realtime.Vulkan;

/// <summary>Measures frames with a Vulkan compute pass. The sums are those of <see cref="CpuAttributeMeter"/> to the bit, on every
/// device.</summary>
/// <remarks>
/// <para>One thread at a time; several meters may share a device on several threads. Dispose it before or with its device.</para>
/// <para>A frame is copied into a buffer of the meter's on the calling thread, and everything else happens on the device. The first
/// frame of each kind (format, alpha mode, mask or none) compiles a shader unless <c>Prepare</c> did; later ones allocate nothing
/// and wait for nothing.</para>
/// </remarks>
public sealed partial class VulkanAttributeMeter : AttributeMeter
{
    private readonly VulkanDevice _device;
    private readonly AttributePass _pass;
    private readonly LumaPlanes _planes;

    // Frames in flight share one ring of commands, a waiting call has one of its own: results that were not read yet must not
    // make it wait, nor lose their place.
    private readonly FrameRing _ring;
    private readonly FrameRing _waitingRing;
    private readonly AttributeSlot[] _slots;
    private readonly AttributeSlot _waitingSlot;
    private readonly RetiredPlanes _retired = new();
    private readonly AttributeTuning _tuning;
    private long _taken;
    private long _given;
    private bool _disposed;

    /// <summary>Creates a meter on a device.</summary>
    /// <param name="device">The device; it stays the caller's.</param>
    /// <param name="options">What to measure and how; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="VulkanException">The device refuses the pass.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanAttributeMeter(VulkanDevice device, AttributeMeterOptions? options = null)
        : this(device, options, null)
    {
    }

    /// <summary>Creates a meter on a device, tuned as if it were another.</summary>
    internal VulkanAttributeMeter(VulkanDevice device, AttributeMeterOptions? options, AttributeTuning? tuning)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.ThrowIfUnusable();
        _device = device;
        _tuning = tuning ?? AttributeTuning.For(device);
        int frames = Options.FramesInFlight;
        _slots = new AttributeSlot[frames];
        _waitingSlot = null!;
        _pass = null!;
        _planes = new LumaPlanes(device, Set.NeedsLumaPlane(), _tuning.TexelLimit);
        _ring = new FrameRing(device, "attributes", frames);
        _waitingRing = null!;
        try
        {
            _waitingRing = new FrameRing(device, "attributes, waiting", 1);
            _pass = new AttributePass(device, _tuning, Set, frames + 1);
            for (int i = 0; i < frames; i++)
            {
                _slots[i] = new AttributeSlot(device, i, _tuning);
            }

            _waitingSlot = new AttributeSlot(device, frames, _tuning);
            device.Own(this);
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Device => _device.Label;

    /// <inheritdoc/>
    public override int InFlight => (int)(_taken - _given);

    /// <summary>Time that the device took for the frame whose result was given last, by its own clock, in nanoseconds: the passes
    /// alone, without copies between host and device. Null before the first result and where the queue has no
    /// timestamps.</summary>
    public long? LastPassNanoseconds { get; private set; }

    private AttributeSlot NextSlot => _slots[_taken % _slots.Length];

    private AttributeSlot OldestSlot => _slots[_given % _slots.Length];

    /// <summary>Compiles what frames of this size, format, alpha mode, encoding and mask or none need, and makes the buffers of the places
    /// that are free, so that no frame does it.</summary>
    /// <param name="frame">Such a frame; its pixels are not read.</param>
    /// <param name="mask">Such a mask, or <c>default</c> for none.</param>
    /// <exception cref="VulkanException">The device failed or is lost, or it cannot take a frame so large.</exception>
    /// <exception cref="ObjectDisposedException">The meter or its device is disposed.</exception>
    public void Prepare(in FrameView frame, in MaskView mask = default) => Prepare(new AttributeInput(frame, mask));

    /// <inheritdoc cref="Prepare(in FrameView, in MaskView)"/>
    public void Prepare(in YuvFrameView frame, in MaskView mask = default) => Prepare(new AttributeInput(frame, mask));

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed, is lost, or did not finish within a minute.</exception>
    /// <exception cref="InvalidOperationException">A frame recorded into a host's commands is not said to be done; only the host can wait
    /// for it.</exception>
    public override void Drain()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (long i = _given; i < _taken; i++)
        {
            Wait(_slots[i % _slots.Length]);
        }
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
        if (_given == _taken || !IsDone(OldestSlot))
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
        if (_disposed || !disposing)
        {
            return;
        }

        _disposed = true;
        Release();
        _device.Release(this);
    }

    private void Prepare(in AttributeInput input)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _device.ThrowIfUnusable();
        _pass.ThrowIfTooLarge(input.Width, input.Height, input.ByteCount, _tuning.TexelLimit);
        _pass.Prepare(input);
        for (long i = _taken; i < _given + _slots.Length; i++)
        {
            _slots[i % _slots.Length].Reserve(input.ByteCount);
        }
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
        ThrowIfRecorded();
        _pass.ThrowIfTooLarge(input.Width, input.Height, input.ByteCount, _tuning.TexelLimit);
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

        _waitingSlot?.Dispose();
    }
}
