using System.Diagnostics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The stage in a window: one loop that takes input, moves the scene and shows it, and makes again what is lost under way.</summary>
internal sealed class StageApp : IDisposable
{
    private const int MostRebuilds = 5;

    private readonly StageOptions _options;
    private readonly Action<string> _notices;
    private readonly Func<IQueueCalls, IQueueCalls>? _intercept;
    private readonly FontAtlas _atlas = FontAtlas.Load();
    private readonly StageWindow _window;
    private readonly StageScene _scene;
    private readonly StageControls _controls;
    private readonly StageIntake _intake;
    private readonly StageStats _stats = new();
    private readonly OverlayState _state = new();
    private StageGraphics _graphics;
    private double _noticeUntil;
    private int _rebuilds;
    private bool _disposed;

    public StageApp(StageOptions options, Action<string> notices, Func<IQueueCalls, IQueueCalls>? intercept = null)
    {
        (_options, _notices, _intercept) = (options, notices, intercept);
        _window = new StageWindow(options.Width, options.Height);
        StageScene? scene = null;
        try
        {
            scene = new StageScene(options.PackFolder, live: true, networkRate: 12, 720, options.LogFolder);
            StageCast.Enter(scene, options.Actors);
            _scene = scene;
            _intake = new StageIntake(scene);
            _graphics = Open();
        }
        catch
        {
            scene?.Dispose();
            _window.Dispose();
            throw;
        }

        _controls = new StageControls(_window, _scene, _state, _intake, () => (_graphics.Renderer.Width, _graphics.Renderer.Height), actor => _graphics.Renderer.SquareOf(actor))
        {
            Record = ToggleRecording,
        };
    }

    /// <summary>The window, for tests.</summary>
    public StageWindow Window => _window;

    public StageScene Scene => _scene;

    public StageGraphics Graphics => _graphics;

    public OverlayState State => _state;

    public StageStats Stats => _stats;

    /// <summary>How often the device was opened again.</summary>
    public int Rebuilds => _rebuilds;

    /// <summary>Plays until the window is closed, or until somebody cancels.</summary>
    public void Run(CancellationToken cancellation)
    {
        long last = Stopwatch.GetTimestamp();
        while (!_window.ShouldClose && !cancellation.IsCancellationRequested)
        {
            long now = Stopwatch.GetTimestamp();
            // A long pause, such as a minimised window, is no step.
            Step(Math.Min(0.1, Stopwatch.GetElapsedTime(last, now).TotalSeconds));
            last = now;
        }
    }

    /// <summary>One turn of the loop.</summary>
    public void Step(double elapsed)
    {
        if (_window.IsMinimised)
        {
            _window.Wait(0.1);
            return;
        }

        _window.Poll();
        _controls.Follow();
        if (_intake.BringOn() is { } failure)
        {
            Say(failure);
        }

        _scene.Advance(elapsed);
        _state.Notice = _scene.Seconds < _noticeUntil ? _state.Notice : "";
        Draw();
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _graphics.Dispose();
        _intake.Dispose();
        _scene.Dispose();
        _window.Dispose();
    }

    private void Draw()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            _state.RecordedSeconds = _graphics.RecordedSeconds;
            if (!_graphics.TryDraw(_stats, _state))
            {
                _window.Wait(0.02);
                return;
            }
        }
        catch (Exception e) when (e is DeviceLostException or Vulkan.VulkanException { IsDeviceLost: true })
        {
            Rebuild(e);
            return;
        }

        _stats.Add(_scene, _graphics.Renderer, _graphics.Gpu, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Everything on the device is gone: away with it, and all again. The scene does not notice.</summary>
    private void Rebuild(Exception lost)
    {
        if (++_rebuilds > MostRebuilds)
        {
            throw new EmoVidException($"{lost.Message}; found it lost {_rebuilds} times, expected a device that stays; update the graphics driver or choose another --device", lost);
        }

        _notices(lost.Message);
        Say("The graphics device was lost and opened again.");
        _graphics.Dispose();
        _graphics = Open();
    }

    private StageGraphics Open() => new(_window, _scene, _atlas, new GpuOptions
    {
        Device = _options.Device,
        Validation = _options.Validation,
        WindowExtensions = _window.Extensions,
        CreateSurface = _window.CreateSurface,
        Intercept = _intercept,
    });

    private void ToggleRecording(string extension)
    {
        try
        {
            if (_graphics.RecordedSeconds < 0)
            {
                string name = $"stage-{DateTime.Now.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture)}{extension}";
                _graphics.StartRecording(Path.Combine(_options.RecordingFolder, name));
            }
            else
            {
                Say($"Written: {_graphics.StopRecording()}");
            }
        }
        catch (EmoVidException e)
        {
            Say(e.Message);
        }
    }

    private void Say(string line)
    {
        _state.Notice = line;
        _noticeUntil = _scene.Seconds + 6;
    }
}
