namespace EmoVid.Realtime;

/// <summary>Measures the visual attributes of frames. Two engines, <see cref="CpuAttributeMeter"/> and the Vulkan pass, whose
/// sums are equal to the bit.</summary>
/// <remarks>
/// <para>One thread at a time. Nothing is allocated once frames of a size have been measured.</para>
/// <para><see cref="Measure(in FrameView, AttributeSums)"/> waits for its result. <see cref="TrySubmit(in FrameView, long)"/>
/// and <see cref="TryRead"/> never wait: a host submits frame after frame and reads results frames later, in order. Frames
/// count for motion in the order of the calls, whichever of the two they come by.</para>
/// </remarks>
public abstract class AttributeMeter : IDisposable
{
    private readonly AttributeSums _sums = new();

    /// <summary>Takes the options over.</summary>
    /// <param name="options">What to measure and how; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    protected AttributeMeter(AttributeMeterOptions? options)
    {
        Options = options ?? new AttributeMeterOptions();
        Options.Check();
        Set = Options.Set.Complete();
    }

    /// <summary>The engine and device, for logs and reports, e.g. "cpu" or "vulkan: llvmpipe (software)".</summary>
    public abstract string Device { get; }

    /// <summary>How the meter was made.</summary>
    public AttributeMeterOptions Options { get; }

    /// <summary>What is measured: the set asked for and what it brings along.</summary>
    public AttributeSet Set { get; }

    /// <summary>Frames submitted whose results were not yet read.</summary>
    public abstract int InFlight { get; }

    /// <summary>Measures one frame and waits for the result.</summary>
    /// <param name="frame">The frame; its bytes are free again on return.</param>
    /// <param name="sums">Overwritten.</param>
    /// <exception cref="ArgumentException">The frame has no size.</exception>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public void Measure(in FrameView frame, AttributeSums sums) => Measure(frame, default, sums);

    /// <summary>Measures one frame under a mask and waits for the result.</summary>
    /// <param name="frame">The frame; its bytes are free again on return.</param>
    /// <param name="mask">Coverage of each pixel; of the frame's size, or <c>default</c> for none.</param>
    /// <param name="sums">Overwritten.</param>
    /// <exception cref="ArgumentException">The frame has no size, or the mask another size.</exception>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public void Measure(in FrameView frame, in MaskView mask, AttributeSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        Check(frame.Width, frame.Height, mask);
        MeasureCore(frame, mask, sums);
    }

    /// <inheritdoc cref="Measure(in FrameView, AttributeSums)"/>
    public void Measure(in YuvFrameView frame, AttributeSums sums) => Measure(frame, default, sums);

    /// <inheritdoc cref="Measure(in FrameView, in MaskView, AttributeSums)"/>
    public void Measure(in YuvFrameView frame, in MaskView mask, AttributeSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        Check(frame.Width, frame.Height, mask);
        MeasureCore(frame, mask, sums);
    }

    /// <summary>Measures one frame and waits for its attributes.</summary>
    /// <exception cref="ArgumentException">The frame has no size.</exception>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public VisualAttributes Measure(in FrameView frame)
    {
        Measure(frame, _sums);
        return VisualAttributes.FromSums(_sums);
    }

    /// <inheritdoc cref="Measure(in FrameView)"/>
    public VisualAttributes Measure(in YuvFrameView frame)
    {
        Measure(frame, _sums);
        return VisualAttributes.FromSums(_sums);
    }

    /// <summary>Hands a frame over without waiting.</summary>
    /// <param name="frame">The frame; its bytes are free again on return.</param>
    /// <param name="tag">Comes back with the result, for example the frame's number.</param>
    /// <returns>False when <see cref="AttributeMeterOptions.FramesInFlight"/> frames are submitted and not read; the frame was
    /// not taken.</returns>
    /// <exception cref="ArgumentException">The frame has no size.</exception>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public bool TrySubmit(in FrameView frame, long tag) => TrySubmit(frame, default, tag);

    /// <summary>Hands a frame and its mask over without waiting.</summary>
    /// <param name="frame">The frame; its bytes are free again on return.</param>
    /// <param name="mask">Coverage of each pixel; of the frame's size, or <c>default</c> for none.</param>
    /// <param name="tag">Comes back with the result, for example the frame's number.</param>
    /// <returns>False when <see cref="AttributeMeterOptions.FramesInFlight"/> frames are submitted and not read; the frame was
    /// not taken.</returns>
    /// <exception cref="ArgumentException">The frame has no size, or the mask another size.</exception>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public bool TrySubmit(in FrameView frame, in MaskView mask, long tag)
    {
        Check(frame.Width, frame.Height, mask);
        return TrySubmitCore(frame, mask, tag);
    }

    /// <inheritdoc cref="TrySubmit(in FrameView, long)"/>
    public bool TrySubmit(in YuvFrameView frame, long tag) => TrySubmit(frame, default, tag);

    /// <inheritdoc cref="TrySubmit(in FrameView, in MaskView, long)"/>
    public bool TrySubmit(in YuvFrameView frame, in MaskView mask, long tag)
    {
        Check(frame.Width, frame.Height, mask);
        return TrySubmitCore(frame, mask, tag);
    }

    /// <summary>Reads the oldest result, if it is there, without waiting. Results come in the order of submission.</summary>
    /// <param name="sums">Overwritten when there is a result.</param>
    /// <param name="tag">What the frame was submitted with.</param>
    /// <returns>False when no frame is in flight or the oldest is not finished.</returns>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public bool TryRead(AttributeSums sums, out long tag)
    {
        ArgumentNullException.ThrowIfNull(sums);
        return TryReadCore(sums, out tag);
    }

    /// <summary>Waits until every submitted frame is finished; the results are still to be read.</summary>
    public abstract void Drain();

    /// <summary>Forgets the previous frame, for example at a cut: the next one has none to compare with.</summary>
    public abstract void ResetHistory();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits for what is in flight and frees the engine's own.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Measures a checked frame; <paramref name="mask"/> may be empty.</summary>
    protected abstract void MeasureCore(in FrameView frame, in MaskView mask, AttributeSums sums);

    /// <summary>Measures a checked frame; <paramref name="mask"/> may be empty.</summary>
    protected abstract void MeasureCore(in YuvFrameView frame, in MaskView mask, AttributeSums sums);

    /// <summary>Takes a checked frame, or refuses it when no place is free.</summary>
    protected abstract bool TrySubmitCore(in FrameView frame, in MaskView mask, long tag);

    /// <summary>Takes a checked frame, or refuses it when no place is free.</summary>
    protected abstract bool TrySubmitCore(in YuvFrameView frame, in MaskView mask, long tag);

    /// <summary>Gives the oldest result if it is finished.</summary>
    protected abstract bool TryReadCore(AttributeSums sums, out long tag);

    private static void Check(int width, int height, in MaskView mask)
    {
        if (width < 1 || height < 1)
        {
            throw new ArgumentException($"A frame has at least one pixel, but this one is {width}×{height}; was it made by default?", nameof(width));
        }

        if (!mask.IsEmpty && (mask.Width != width || mask.Height != height))
        {
            throw new ArgumentException($"The mask is {mask.Width}×{mask.Height}, but the frame is {width}×{height}.", nameof(mask));
        }
    }
}
