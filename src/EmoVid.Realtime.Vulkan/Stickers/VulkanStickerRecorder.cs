
namespace EmoVid.Realtime.Vulkan;

/// <summary>Composes one sticker into a host's image, in the host's own command buffer: <see cref="VulkanStickerCompositor"/>'s passes for an engine that submits
/// by itself. Submits nothing, waits for nothing.</summary>
/// <remarks>
/// <para>One for each sticker and output size. One thread at a time; several recorders, and other passes, may record into the same command buffer one after
/// the other.</para>
/// <para>Allocates on the host's device: the still; for each frame in flight the composed pixels and, where a frame paints or tints, the painted still; and the motion:
/// for <see cref="MotionFields"/> the fields of each frame in flight, for a <see cref="MotionBlend"/> two packed motions of each and fields once. A steady frame allocates
/// nothing.</para>
/// </remarks>
public sealed unsafe partial class VulkanStickerRecorder : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly StickerPasses _passes;
    private readonly RecordedSticker[] _slots;
    private readonly Queue<(long Frame, IDisposable Object)> _retired = new();
    private MotionShelf? _shelf;
    private StillTexels? _still;
    private GpuBuffer? _upload;
    private long _uploadedAt = -1;
    private long _newest = -1;
    private long _completed = -1;
    private bool _disposed;

    /// <summary>Creates a recorder.</summary>
    /// <param name="device">The device; it stays the caller's.</param>
    /// <param name="outputSize">Pixels along one side of the composed square, 1 to 8192.</param>
    /// <param name="framesInFlight">Frames that the host records before the first of them is done, 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="VulkanException">The device refuses the passes, or is lost.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanStickerRecorder(VulkanDevice device, int outputSize, int framesInFlight = 3)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputSize, 8192);
        ArgumentOutOfRangeException.ThrowIfLessThan(framesInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(framesInFlight, 16);
        device.ThrowIfUnusable();
        _device = device;
        OutputSize = outputSize;
        _slots = [.. Enumerable.Range(0, framesInFlight).Select(index => new RecordedSticker(device, index))];
        _passes = new StickerPasses(device, framesInFlight, blends: true);
        try
        {
            device.Own(this);
        }
        catch
        {
            _passes.Dispose();
            throw;
        }
    }

    /// <summary>The device, for logs and reports.</summary>
    public string Device => _device.Label;

    /// <summary>Pixels along one side of the composed square.</summary>
    public int OutputSize { get; }

    /// <summary>Recordings whose paint and tint were left out because <see cref="VulkanDevice.MemoryLimitBytes"/> left no room for them; the sticker then acts by its body.</summary>
    public long PaintsLeftOut { get; private set; }

    /// <summary>Takes a copy of the still that the following recordings animate; the next of them copies it to the device.</summary>
    /// <param name="still">RGBA8 or BGRA8 of any size and alpha mode.</param>
    /// <param name="placement">Where the still stands on the canvas.</param>
    /// <exception cref="ArgumentException">The placement's scale is not positive or a number in it is not finite, or the still has other channels.</exception>
    /// <exception cref="VulkanException">The still has more pixels than the device reads in one buffer.</exception>
    /// <exception cref="ObjectDisposedException">The recorder or its device is disposed.</exception>
    public void SetStill(in FrameView still, StickerPlacement placement)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _device.ThrowIfUnusable();
        PlacedStill placed = StillResampler.ForOutput(still, placement, OutputSize);
        var texels = new StillTexels(_device, placed, out GpuBuffer upload);
        Retire(_still);
        Retire(_upload);
        foreach (RecordedSticker slot in _slots)
        {
            Retire(slot.TakePainted());
        }

        (_still, _upload, _uploadedAt) = (texels, upload, -1);
    }

    /// <summary>Says that the host's frames up to a number are done on the device; what they used is free again.</summary>
    /// <param name="frame">The number; one below those said before, or below 0, says nothing.</param>
    /// <exception cref="ObjectDisposedException">The recorder is disposed.</exception>
    public void HostFrameCompleted(long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _completed = Math.Max(_completed, frame);
        if (_upload is not null && _uploadedAt >= 0 && _uploadedAt <= _completed)
        {
            _upload.Dispose();
            _upload = null;
        }

        while (_retired.TryPeek(out (long Frame, IDisposable Object) oldest) && oldest.Frame <= _completed)
        {
            _retired.Dequeue();
            oldest.Object.Dispose();
        }
    }

    /// <summary>Says that the command buffers of the host's frames from a number on will never run. Their places are free again, and what they would have
    /// copied is copied by the next recording.</summary>
    /// <param name="frame">The first number that is given up; it may be recorded again.</param>
    /// <exception cref="ObjectDisposedException">The recorder is disposed.</exception>
    public void HostFrameDropped(long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (RecordedSticker slot in _slots)
        {
            slot.Drop(Math.Max(frame, _completed + 1));
        }

        _shelf?.Drop(Math.Max(frame, _completed + 1));
        if (_uploadedAt >= frame && _uploadedAt > _completed)
        {
            _uploadedAt = -1;
        }

        _newest = Math.Min(_newest, Math.Max(frame - 1, _completed));
    }

    /// <summary>Frees what was made on the device. First wait until every command buffer that was recorded into is done or dropped.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        while (_retired.TryDequeue(out (long Frame, IDisposable Object) old))
        {
            old.Object.Dispose();
        }

        foreach (RecordedSticker slot in _slots)
        {
            slot.Dispose();
        }

        _shelf?.Dispose();
        _upload?.Dispose();
        _still?.Dispose();
        _passes.Dispose();
        _device.Release(this);
    }

    private void Retire(IDisposable? old)
    {
        if (old is not null)
        {
            _retired.Enqueue((_newest, old));
        }
    }
}
