namespace EmoVid.Realtime;

/// <summary>Measures frames on the CPU. The reference for the Vulkan pass: both follow <see cref="AttributeScale"/>, and their
/// sums are equal to the bit, whatever vector unit the processor has.</summary>
/// <remarks>Waiting calls work on the calling thread, and with <see cref="AttributeMeterOptions.Threads"/> above 1 on threads
/// of the meter beside it. Submitted frames are copied and measured by a thread of the meter.</remarks>
public sealed unsafe class CpuAttributeMeter : AttributeMeter
{
    private readonly CpuMeterEngine _engine;
    private readonly MeterQueue _queue;
    private bool _disposed;

    /// <summary>Creates a meter.</summary>
    /// <param name="options">What to measure and how; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public CpuAttributeMeter(AttributeMeterOptions? options = null)
        : base(options)
    {
        _engine = new CpuMeterEngine(Set, Options.Threads == 0 ? Environment.ProcessorCount : Options.Threads);
        _queue = new MeterQueue(_engine, Options.FramesInFlight);
    }

    /// <inheritdoc/>
    public override string Device => "cpu";

    /// <inheritdoc/>
    public override int InFlight => _queue.InFlight;

    /// <inheritdoc/>
    public override void Drain()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _queue.Drain();
    }

    /// <inheritdoc/>
    public override void ResetHistory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _queue.ResetHistory();
    }

    /// <inheritdoc/>
    protected override void MeasureCore(in FrameView frame, in MaskView mask, AttributeSums sums)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        fixed (byte* pixels = frame.Pixels, coverage = mask.Coverage)
        {
            MeasureNow(new MeterFrame(frame, pixels) { Mask = coverage, MaskStride = mask.StrideBytes }, sums);
        }
    }

    /// <inheritdoc/>
    protected override void MeasureCore(in YuvFrameView frame, in MaskView mask, AttributeSums sums)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        fixed (byte* luma = frame.Luma, chroma = frame.Chroma, chromaV = frame.ChromaV, coverage = mask.Coverage)
        {
            MeasureNow(new MeterFrame(frame, luma, chroma, chromaV) { Mask = coverage, MaskStride = mask.StrideBytes }, sums);
        }
    }

    /// <inheritdoc/>
    protected override bool TrySubmitCore(in FrameView frame, in MaskView mask, long tag)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_queue.TryTake() is not { } place)
        {
            return false;
        }

        place.Fill(frame, mask, tag);
        _queue.Submit();
        return true;
    }

    /// <inheritdoc/>
    protected override bool TrySubmitCore(in YuvFrameView frame, in MaskView mask, long tag)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_queue.TryTake() is not { } place)
        {
            return false;
        }

        place.Fill(frame, mask, tag);
        _queue.Submit();
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryReadCore(AttributeSums sums, out long tag)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _queue.TryRead(sums, out tag);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _queue.Dispose();
            _engine.Dispose();
        }
    }

    private void MeasureNow(in MeterFrame frame, AttributeSums sums)
    {
        _queue.Drain();
        _engine.Measure(frame, _queue.TakeReset(), sums);
    }
}
