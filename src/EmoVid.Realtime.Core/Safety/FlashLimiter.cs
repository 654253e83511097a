namespace EmoVid.Realtime;

/// <summary>Keeps what is shown below the flash limits of WCAG 2.x, success criterion 2.3.1: no more than three general flashes
/// and three red flashes in any second, unless they fill less than a quarter of any 10° field. Where frames would exceed them,
/// the flashing region is blended towards a picture that follows slowly, so that its changes stay too small to count.</summary>
/// <remarks>
/// <para>A general flash is a pair of opposing changes of relative luminance by 10 % of the maximum or more, where the darker
/// state is below 0.80; a red flash is a pair of opposing changes of (R − G − B)·320 by more than 20 with a saturated red
/// (R/(R + G + B) ≥ 0.8) on either side; R, G, B in linear light (WCAG 2.1, note on the working definition). ITU-R BT.1702's
/// 20 cd/m² and 160 cd/m² are the same luminance limits on a display of 200 cd/m². The 10° field is a third of the frame's
/// width and height; light is averaged over cells of about a tenth of a degree, since the standard exempts finer patterns.</para>
/// <para>A frame that keeps the limits, after those before it, leaves as it came, to the bit. The limits are those of the frames
/// that were shown, so what is shown keeps them whatever comes in. It is a precaution and certifies nothing:
/// docs/flash-safety.md.</para>
/// <para>One thread at a time. Memory is bounded by the size of the frame: some 6 MB for a 1080p frame, and another 17 MB once
/// frames have come close to the limits. Nothing is allocated per frame. The cost of a frame is one pass over its bytes, and
/// three more while a region is attenuated.</para>
/// </remarks>
public sealed class FlashLimiter
{
    private readonly FlashLimiterOptions _options;
    private readonly FlashClock _clock = new();
    private FlashLimiterState? _state;
    private WideFlashFrame? _wide;

    /// <summary>Creates a limiter that has seen nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time of the options is out of its range.</exception>
    public FlashLimiter(FlashLimiterOptions? options = null) => _options = (options ?? new FlashLimiterOptions()).Checked();

    /// <summary>Limits one frame in place.</summary>
    /// <param name="frame">The frame that would be shown next. Alpha counts as over black where colour is premultiplied, and not at all otherwise. Light above
    /// white counts as white, and is white where it is attenuated.</param>
    /// <param name="time">When it is shown, on any clock. A time before the last frame's starts anew, as does another size or
    /// format.</param>
    /// <returns>What was found and done.</returns>
    public FlashReport Process(in FrameTarget frame, TimeSpan time)
    {
        if (!frame.Format.HasByteChannels() || frame.Encoding != ColorEncoding.Srgb)
        {
            return ProcessWide(frame, time);
        }

        int redLane = frame.Format == PixelFormat.Rgba8 ? 0 : 2;
        if (_state is null || !_state.Fits(frame.Width, frame.Height, (redLane, 0, 0)))
        {
            var grid = new FlashGrid(frame.Width, frame.Height, evenCells: false);
            _state = new FlashLimiterState(grid, new RgbFlashMeter(grid, redLane), (redLane, 0, 0), _options);
            _clock.Reset();
        }

        var plane = new FlashPlane(frame.Pixels, frame.StrideBytes, frame.Width * 4, frame.Height, _state.Grid.CellSize * 4, _state.Grid.CellSize);
        return Process(new FlashSurface(plane), time);
    }

    /// <inheritdoc cref="Process(in FrameTarget, TimeSpan)"/>
    /// <exception cref="ArgumentOutOfRangeException">The frame's range or matrix is none of its enumeration's.</exception>
    public FlashReport Process(in YuvFrameTarget frame, TimeSpan time)
    {
        bool pairs = frame.Layout == YuvLayout.Nv12;
        (int, int, int) kind = (pairs ? 3 : 4, (int)frame.Range, (int)frame.Matrix);
        if (_state is null || !_state.Fits(frame.Width, frame.Height, kind))
        {
            var grid = new FlashGrid(frame.Width, frame.Height, evenCells: true);
            _state = new FlashLimiterState(grid, new YuvFlashMeter(grid, YuvCoefficients.For(frame.Range, frame.Matrix), pairs), kind, _options);
            _clock.Reset();
        }

        int size = _state.Grid.CellSize, rows = frame.ChromaHeight;
        var luma = new FlashPlane(frame.Luma, frame.LumaStride, frame.Width, frame.Height, size, size);
        if (pairs)
        {
            return Process(new FlashSurface(luma, new FlashPlane(frame.Chroma, frame.ChromaStride, frame.ChromaWidth * 2, rows, size, size / 2)), time);
        }

        var cb = new FlashPlane(frame.Chroma, frame.ChromaStride, frame.ChromaWidth, rows, size / 2, size / 2);
        return Process(new FlashSurface(luma, cb, new FlashPlane(frame.ChromaV, frame.ChromaStride, frame.ChromaWidth, rows, size / 2, size / 2)), time);
    }

    /// <summary>Forgets all frames, as after a pause in which nothing was shown.</summary>
    public void Reset() => _clock.Reset();

    private FlashReport ProcessWide(in FrameTarget frame, TimeSpan time)
    {
        // Kinds beyond those of bytes and planes.
        (int, int, int) kind = (5 + (int)frame.Format, (int)frame.Encoding, (int)frame.AlphaMode);
        if (_state is null || !_state.Fits(frame.Width, frame.Height, kind))
        {
            var grid = new FlashGrid(frame.Width, frame.Height, evenCells: false);
            _state = new FlashLimiterState(grid, new WideFlashMeter(grid, frame.Format == PixelFormat.Bgra8 ? 2 : 0), kind, _options, WideFlashFrame.Representable(frame));
            _wide ??= new WideFlashFrame();
            _clock.Reset();
        }

        int size = _state.Grid.CellSize, rowBytes = frame.Width * WideFlashFrame.BytesPerPixel;
        var plane = new FlashPlane(_wide!.Read(frame), rowBytes, rowBytes, frame.Height, size * WideFlashFrame.BytesPerPixel, size);
        FlashReport report = Process(new FlashSurface(plane), time);
        if (report.IsAttenuated)
        {
            _wide.Write(frame);
        }

        return report;
    }

    private FlashReport Process(in FlashSurface frame, TimeSpan time)
    {
        if (!_clock.Follows(time))
        {
            _clock.Reset();
        }

        _clock.Advance(time);
        return _state!.Process(frame, _clock, time);
    }
}
