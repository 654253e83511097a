namespace EmoVid.Realtime;

/// <summary>Recolours a stream of frames by mood: from an emotion signal or a named mood, steered by what the scene and the output measure,
/// bounded in its change per second, and kept below the flash limits.</summary>
/// <remarks>
/// <para>Fixed-step (the default): every call measures, steers, bakes, grades and measures again before it returns; the same frames at the same times
/// give the same output to the bit. Live (<see cref="SceneGraderOptions.IsLive"/>): a call grades with the newest table and hands copies of the frame to the
/// meters; measuring, steering and baking happen on threads of the grader's own, some frames behind, and no call waits for them.</para>
/// <para>The neutral mood, and strength 0, give the input back to the bit where source and target have the same layout.</para>
/// <para>One thread processes; <see cref="Settings"/> may be set and states read from any. Allocates nothing a frame once frames of a size have been
/// seen.</para>
/// </remarks>
public sealed class SceneGrader : IDisposable
{
    private readonly SceneGraderOptions _options;
    private readonly IFrameGrader _grader;
    private readonly AttributeMeter _sceneMeter;
    private readonly AttributeMeter _outputMeter;
    private readonly GradeBakery _bakery;
    private readonly GradeFeedback _feedback;
    private readonly GradeLutSlew _slew;
    private readonly FlashLimiter? _limiter;
    private readonly Lock _gate = new();
    private SceneGradeSettings _settings = new();
    private VisualAttributes _look;
    private TimeSpan _lookAt;
    private bool _hasLook;
    private FlashReport _report;
    private bool _hasReport;
    private FrameClock _clock;
    private bool _disposed;

    /// <summary>Creates a grader that applies the neutral mood.</summary>
    /// <param name="engine">Where frames are measured and graded; it must live longer. The flash limiter works on the CPU.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="Vulkan.VulkanException">The engine's device refuses a pass.</exception>
    public SceneGrader(PixelEngine engine, SceneGraderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _options = options ?? new SceneGraderOptions();
        _slew = new GradeLutSlew(_options.MaxChangePerSecond);
        _bakery = new GradeBakery(_options);
        _limiter = _options.LimitsFlashes ? new FlashLimiter() : null;
        _grader = engine.CreateGrader(_options.Threads);
        _sceneMeter = engine.CreateMeter(new AttributeMeterOptions { Set = GradeBakery.SceneSet });
        _outputMeter = engine.CreateMeter(new AttributeMeterOptions { Set = MoodSteering.RequiredSet });
        _feedback = new GradeFeedback(_bakery, _sceneMeter, _outputMeter, _options.IsLive, () => Settings, Report);
    }

    /// <summary>The engine that grades.</summary>
    public string Device => _grader.Device;

    /// <summary>What to do, from the next frame on. Any thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A strength is outside 0-1.</exception>
    public SceneGradeSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref _settings, value.Checked());
        }
    }

    /// <summary>The table that the last frame went through. Only on the processing thread, between frames.</summary>
    public GradeLut Lut => _slew.Current;

    /// <summary>Largest change of a table's entry at the last frame, of a range of 1.</summary>
    public double LastChange => _slew.LastChange;

    /// <summary>The scene's newest measurement. Any thread.</summary>
    /// <param name="look">The attributes.</param>
    /// <param name="time">The time of the measured frame.</param>
    /// <returns>False before the first.</returns>
    public bool TryReadAttributes(out VisualAttributes look, out TimeSpan time)
    {
        lock (_gate)
        {
            (look, time) = (_look, _lookAt);
            return _hasLook;
        }
    }

    /// <summary>The flash limiter's newest report. Any thread.</summary>
    /// <returns>False before the first frame, and where there is no limiter.</returns>
    public bool TryReadLimiter(out FlashReport report)
    {
        lock (_gate)
        {
            report = _report;
            return _hasReport;
        }
    }

    /// <summary>Grades a frame.</summary>
    /// <param name="source">The frame.</param>
    /// <param name="target">Where it goes, of the same size; may be the same memory where both have the same layout.</param>
    /// <param name="time">When the frame is shown. A time that repeats or goes backwards moves the grade by nothing.</param>
    /// <param name="mask">Coverage of each pixel by the grade; <c>default</c> for all.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    /// <exception cref="ObjectDisposedException">The grader is disposed.</exception>
    public void Process(in FrameView source, in FrameTarget target, TimeSpan time, in MaskView mask = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        (TimeSpan now, TimeSpan elapsed) = Advance(time);
        SceneGradeSettings settings = Settings;
        _feedback.Submit(source, mask, now);
        _slew.Advance(_bakery.Exchange.Latest(), elapsed);
        _grader.Grade(source, target, _slew.Current, settings.Grading, mask);
        _feedback.SubmitOutput(target.View, mask, _slew.Current);
        if (_limiter is not null)
        {
            Report(_limiter.Process(target, now));
        }
    }

    /// <inheritdoc cref="Process(in FrameView, in FrameTarget, TimeSpan, in MaskView)"/>
    public void Process(in YuvFrameView source, in YuvFrameTarget target, TimeSpan time, in MaskView mask = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        (TimeSpan now, TimeSpan elapsed) = Advance(time);
        SceneGradeSettings settings = Settings;
        _feedback.Submit(source, mask, now);
        _slew.Advance(_bakery.Exchange.Latest(), elapsed);
        _grader.Grade(source, target, _slew.Current, settings.Grading, mask);
        _feedback.SubmitOutput(target.View, mask, _slew.Current);
        if (_limiter is not null)
        {
            Report(_limiter.Process(target, now));
        }
    }

    /// <summary>Ends the grader's threads and frees its meters.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _feedback.Dispose();
            _sceneMeter.Dispose();
            _outputMeter.Dispose();
            _grader.Dispose();
        }
    }

    private (TimeSpan Now, TimeSpan Elapsed) Advance(TimeSpan time)
    {
        TimeSpan elapsed = _clock.Advance(time);
        return (_clock.Now, elapsed);
    }

    private void Report(in FlashReport report)
    {
        lock (_gate)
        {
            (_report, _hasReport) = (report, true);
        }
    }

    private void Report(AttributeSums sums, TimeSpan time)
    {
        VisualAttributes look = VisualAttributes.FromSums(sums);
        lock (_gate)
        {
            (_look, _lookAt, _hasLook) = (look, time, true);
        }
    }
}
