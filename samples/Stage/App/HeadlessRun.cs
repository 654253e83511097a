using System.Diagnostics;
using EmoVid.Realtime.Media;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The scripted scene without a window, in fixed steps.</summary>
internal sealed class HeadlessRun : IDisposable
{
    private readonly StageOptions _options;
    private readonly StageScene _scene;
    private readonly StageStats _stats = new();
    private readonly Gpu _gpu;
    private readonly StageRenderer _renderer;
    private readonly FrameReadback _readback;
    private readonly double[] _frameTimes;
    private readonly double[] _sdkTimes;
    private readonly bool _isLive;
    private long _drawnAt;
    private bool _disposed;

    /// <param name="options">What to play.</param>
    /// <param name="liveRate">Updates of the networks a second on a thread of their own, by the clock on the wall; 0 plays in fixed steps.</param>
    public HeadlessRun(StageOptions options, double liveRate = 0)
    {
        (_options, _isLive) = (options, liveRate > 0);
        _frameTimes = new double[options.Frames];
        _sdkTimes = new double[options.Frames];
        _gpu = new Gpu(new GpuOptions { Device = options.Device, Validation = options.Validation });
        try
        {
            _scene = new StageScene(options.PackFolder, liveRate > 0, liveRate > 0 ? liveRate : Math.Min(120, options.FramesPerSecond), Math.Min(options.Height, 1080));
            StageCast.Enter(_scene, options.Actors);
            _renderer = new StageRenderer(_gpu, _scene, FontAtlas.Load(), options.Width, options.Height);
            _readback = new FrameReadback(_gpu, options.Width, options.Height, StageRenderer.FramesInFlight);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The scene, for tests that change it under way.</summary>
    public StageScene Scene => _scene;

    public Gpu Gpu => _gpu;

    public StageRenderer Renderer => _renderer;

    /// <summary>Draws all frames, and writes them where a file is wanted.</summary>
    public StageReport Play(Action<int>? progress, CancellationToken cancellation)
    {
        using ClipWriter? writer = _options.Output is null ? null
            : ClipWriter.Create(_options.Output, _options.Width, _options.Height, new ClipWriterOptions { FramesPerSecond = _options.FramesPerSecond, Quality = 88 });
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _options.Frames; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Draw(writer);
            progress?.Invoke(i + 1);
        }

        _gpu.WaitIdle();
        for (int back = StageRenderer.FramesInFlight; back > 0; back--)
        {
            Write(writer, _renderer.FrameNumber - back);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        writer?.Complete();
        VisualAttributes look = _renderer.Look;
        Dispose();
        if (_gpu.Messages.Count > 0)
        {
            throw new EmoVidException($"drawing under the validation layer: found {_gpu.Messages.Count} messages, the first: {_gpu.Messages[0]}; expected none; report it");
        }

        return new StageReport(_gpu.Name, _options.Frames, seconds, Percentile(_frameTimes, 0.5), Percentile(_frameTimes, 0.99), Percentile(_sdkTimes, 0.99),
            _gpu.LiveObjects + _gpu.Sdk.LiveObjectCount, look);
    }

    /// <summary>Draws one frame.</summary>
    public void Draw(ClipWriter? writer = null)
    {
        long began = Stopwatch.GetTimestamp();
        StageScript.Direct(_scene);
        // The first frame shows the start, not the first step.
        double step = _isLive ? Stopwatch.GetElapsedTime(_drawnAt, began).TotalSeconds : 1 / _options.FramesPerSecond;
        _drawnAt = began;
        _scene.Advance(_renderer.FrameNumber == 0 ? 0 : step);
        FramePlace place = _renderer.Begin();
        Write(writer, place.Number - StageRenderer.FramesInFlight);
        _renderer.RecordScene(place);
        if (_options.Overlay)
        {
            _renderer.RecordOverlay(place, _stats, new OverlayState { ShowsStats = true });
        }

        if (writer is not null)
        {
            _renderer.RecordReadback(place, _readback);
        }

        place.Submit(default, default);
        _renderer.Submitted();
        double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        _stats.Add(_scene, _renderer, _gpu, milliseconds);
        _frameTimes[(int)((_renderer.FrameNumber - 1) % _frameTimes.Length)] = milliseconds;
        _sdkTimes[(int)((_renderer.FrameNumber - 1) % _sdkTimes.Length)] = _renderer.Sdk.Milliseconds;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _gpu.WaitIdle();
        _readback?.Dispose();
        _renderer?.Dispose();
        _scene?.Dispose();
        _gpu.Dispose();
    }

    private void Write(ClipWriter? writer, long frame)
    {
        if (writer is not null && _readback.Pixels(frame) is { Length: > 0 } pixels)
        {
            writer.Add(new FrameView(pixels, _readback.Width, _readback.Height, _readback.Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque));
        }
    }

    private static double Percentile(double[] values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * part) - 1, 0, sorted.Length - 1)];
    }
}
