using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Device, swapchain, renderer and recording of a window: what a lost device takes with it, as one.</summary>
internal sealed class StageGraphics : IDisposable
{
    private readonly StageWindow _window;
    private readonly StageScene _scene;
    private Swapchain? _swapchain;
    private FrameReadback? _readback;
    private ClipRecorder? _recorder;
    private readonly double[] _shownAt = new double[StageRenderer.FramesInFlight];
    private bool _stale;

    public StageGraphics(StageWindow window, StageScene scene, FontAtlas atlas, GpuOptions options)
    {
        (_window, _scene) = (window, scene);
        Gpu = new Gpu(options);
        try
        {
            (int width, int height) = window.Size;
            _swapchain = Swapchain.Create(Gpu, width, height, null, vsync: true);
            Renderer = new StageRenderer(Gpu, scene, atlas, (int?)_swapchain?.Extent.Width ?? 1280, (int?)_swapchain?.Extent.Height ?? 720);
        }
        catch
        {
            _swapchain?.Dispose();
            Gpu.Dispose();
            throw;
        }
    }

    public Gpu Gpu { get; }

    public StageRenderer Renderer { get; }

    /// <summary>How often the swapchain was made again.</summary>
    public int SwapchainRebuilds { get; private set; }

    /// <summary>How often the surface was lost and made again.</summary>
    public int SurfaceRebuilds { get; private set; }

    /// <summary>Length of the recording; negative while there is none.</summary>
    public double RecordedSeconds => _recorder?.Length.TotalSeconds ?? -1;

    /// <summary>Draws and shows a frame.</summary>
    /// <returns>False while the window has no area.</returns>
    /// <exception cref="DeviceLostException">The device is gone.</exception>
    public bool TryDraw(StageStats stats, OverlayState state)
    {
        try
        {
            return TryDrawOnce(stats, state);
        }
        catch (SurfaceLostException)
        {
            Gpu.WaitIdle();
            _swapchain?.Dispose();
            _swapchain = null;
            Gpu.ReplaceSurface(_window.CreateSurface);
            SurfaceRebuilds++;
            return true;
        }
    }

    /// <summary>Begins a recording of the picture without the overlay.</summary>
    /// <exception cref="EmoVidException">The file cannot be begun.</exception>
    public void StartRecording(string path)
    {
        _recorder = new ClipRecorder(path, Renderer.Width, Renderer.Height);
        _readback = new FrameReadback(Gpu, Renderer.Width, Renderer.Height, StageRenderer.FramesInFlight);
    }

    /// <summary>Ends it.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="EmoVidException">It could not be written.</exception>
    public string StopRecording()
    {
        ClipRecorder recorder = _recorder!;
        try
        {
            recorder.Complete();
            return recorder.Path;
        }
        finally
        {
            recorder.Dispose();
            _recorder = null;
            Gpu.WaitIdle();
            _readback?.Dispose();
            _readback = null;
        }
    }

    public void Dispose()
    {
        if (_recorder is not null)
        {
            try
            {
                StopRecording();
            }
            catch (EmoVidException)
            {
                // The recording ends with the device that it showed; the file is not left half written.
            }
        }

        Renderer.Dispose();
        _swapchain?.Dispose();
        Gpu.Dispose();
    }

    private bool TryDrawOnce(StageStats stats, OverlayState state)
    {
        if (_swapchain is null || _stale || _window.IsResized)
        {
            _window.IsResized = false;
            _stale = false;
            Gpu.WaitIdle();
            (int width, int height) = _window.Size;
            Swapchain? old = _swapchain;
            _swapchain = null;
            _swapchain = Swapchain.Create(Gpu, width, height, old, vsync: true);
            SwapchainRebuilds++;
            if (_swapchain is null)
            {
                old?.Dispose();
                return false;
            }

            if (_recorder is null)
            {
                // A recording keeps the size that it began with; the window shows it scaled.
                Renderer.Resize((int)_swapchain.Extent.Width, (int)_swapchain.Extent.Height);
            }
        }

        FramePlace place = Renderer.Begin();
        TakeRecorded(place.Number);
        if (!_swapchain.TryAcquire(place.Acquired, out uint index))
        {
            _stale = true;
            return true;
        }

        Renderer.RecordScene(place);
        if (_recorder is not null)
        {
            Renderer.RecordReadback(place, _readback!);
        }

        Renderer.RecordWindow(place, _swapchain, index, stats, state);
        place.Submit(place.Acquired, _swapchain.DrawnAt(index));
        _shownAt[place.Number % _shownAt.Length] = _scene.Seconds;
        Renderer.Submitted();
        _stale = !_swapchain.Present(index);
        return true;
    }

    private void TakeRecorded(long number)
    {
        long done = number - StageRenderer.FramesInFlight;
        if (_recorder is not null && _readback!.Pixels(done) is { Length: > 0 } pixels)
        {
            _recorder.Add(pixels, TimeSpan.FromSeconds(_shownAt[done % _shownAt.Length]));
        }
    }
}
