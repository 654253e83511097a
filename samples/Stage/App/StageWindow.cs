using System.Runtime.InteropServices;
using Silk.NET.Core.Native;
using Silk.NET.GLFW;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The window and what comes through it, on GLFW. The process's first thread.</summary>
internal sealed unsafe class StageWindow : IDisposable
{
    private readonly Glfw _glfw;
    private readonly WindowHandle* _handle;

    // Kept, so that what GLFW calls is not collected.
    private readonly GlfwCallbacks.KeyCallback _onKey;
    private readonly GlfwCallbacks.ScrollCallback _onScroll;
    private readonly GlfwCallbacks.MouseButtonCallback _onButton;
    private readonly GlfwCallbacks.CursorPosCallback _onMove;
    private readonly GlfwCallbacks.DropCallback _onDrop;
    private readonly GlfwCallbacks.FramebufferSizeCallback _onSize;
    private bool _disposed;

    public StageWindow(int width, int height)
    {
        try
        {
            _glfw = Glfw.GetApi();
        }
        catch (FileNotFoundException e)
        {
            throw new EmoVidException($"opening the stage's window: {e.Message}; or run with --headless", e);
        }

        if (!_glfw.Init())
        {
            throw new EmoVidException($"opening the stage's window: found {Reason()}, expected a display; start it in a desktop session, or run with --headless --output FILE");
        }

        if (!_glfw.VulkanSupported())
        {
            _glfw.Terminate();
            throw new EmoVidException("opening the stage's window: found no Vulkan driver that shows windows, expected one; install a driver (Debian: apt-get install mesa-vulkan-drivers)");
        }

        _glfw.WindowHint(WindowHintClientApi.ClientApi, ClientApi.NoApi);
        _handle = _glfw.CreateWindow(width, height, "EmoVid stage", null, null);
        if (_handle is null)
        {
            string reason = Reason();
            _glfw.Terminate();
            throw new EmoVidException($"opening the stage's window: found {reason}, expected a window of {width}×{height}; choose another size, or run with --headless --output FILE");
        }

        _glfw.SetWindowSizeLimits(_handle, 320, 180, -1, -1);
        _onKey = (_, key, _, action, modifiers) => Key?.Invoke(key, action, modifiers);
        _onScroll = (_, _, y) => Scroll?.Invoke((float)y);
        _onButton = (_, button, action, _) => Button?.Invoke(button, action);
        _onMove = (_, x, y) => Cursor = ((float)x, (float)y);
        _onDrop = (_, count, paths) => Drop?.Invoke(Paths(count, paths));
        _onSize = (_, _, _) => IsResized = true;
        _glfw.SetKeyCallback(_handle, _onKey);
        _glfw.SetScrollCallback(_handle, _onScroll);
        _glfw.SetMouseButtonCallback(_handle, _onButton);
        _glfw.SetCursorPosCallback(_handle, _onMove);
        _glfw.SetDropCallback(_handle, _onDrop);
        _glfw.SetFramebufferSizeCallback(_handle, _onSize);
    }

    /// <summary>A key went down, up, or repeats.</summary>
    public Action<Keys, InputAction, KeyModifiers>? Key { get; set; }

    /// <summary>The wheel turned by so many notches, away from the user positive.</summary>
    public Action<float>? Scroll { get; set; }

    public Action<MouseButton, InputAction>? Button { get; set; }

    /// <summary>Files were dropped.</summary>
    public Action<string[]>? Drop { get; set; }

    /// <summary>Where the mouse is, in the window's own coordinates.</summary>
    public (float X, float Y) Cursor { get; private set; }

    /// <summary>Whether the size changed since it was last set to false.</summary>
    public bool IsResized { get; set; }

    public bool ShouldClose
    {
        get => _glfw.WindowShouldClose(_handle);
        set => _glfw.SetWindowShouldClose(_handle, value);
    }

    /// <summary>Size in pixels; 0×0 while minimised on some systems.</summary>
    public (int Width, int Height) Size
    {
        get
        {
            _glfw.GetFramebufferSize(_handle, out int width, out int height);
            return (width, height);
        }
    }

    /// <summary>Pixels for one unit of <see cref="Cursor"/>.</summary>
    public float PixelRatio
    {
        get
        {
            _glfw.GetWindowSize(_handle, out int width, out _);
            return width > 0 ? Size.Width / (float)width : 1;
        }
    }

    public bool IsMinimised => _glfw.GetWindowAttrib(_handle, WindowAttributeGetter.Iconified) || Size is (0, _) or (_, 0);

    /// <summary>Names of the instance extensions that the window needs.</summary>
    public IReadOnlyList<string> Extensions
    {
        get
        {
            byte** names = _glfw.GetRequiredInstanceExtensions(out uint count);
            return names is null ? [] : [.. Enumerable.Range(0, (int)count).Select(i => Marshal.PtrToStringUTF8((nint)names[i])!)];
        }
    }

    /// <summary>Makes a surface of the window.</summary>
    public SurfaceKHR CreateSurface(Instance instance)
    {
        VkNonDispatchableHandle surface;
        var result = (Result)_glfw.CreateWindowSurface(new VkHandle(instance.Handle), _handle, null, &surface);
        return result == Result.Success ? new SurfaceKHR(surface.Handle)
            : throw new EmoVidException($"making a Vulkan surface of the window: found {result}, expected success; update the graphics driver, or run with --headless");
    }

    /// <summary>Takes what happened.</summary>
    public void Poll() => _glfw.PollEvents();

    /// <summary>Waits for something to happen, at most so long.</summary>
    public void Wait(double seconds) => _glfw.WaitEventsTimeout(seconds);

    public void SetSize(int width, int height) => _glfw.SetWindowSize(_handle, width, height);

    public void Minimise() => _glfw.IconifyWindow(_handle);

    public void Restore() => _glfw.RestoreWindow(_handle);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _glfw.DestroyWindow(_handle);
            _glfw.Terminate();
        }
    }

    private string Reason()
    {
        _glfw.GetError(out byte* description);
        return description is null ? "no reason given by GLFW" : Marshal.PtrToStringUTF8((nint)description)!;
    }

    private static string[] Paths(int count, nint paths) => [.. Enumerable.Range(0, count).Select(i => Marshal.PtrToStringUTF8(((nint*)paths)[i])!)];
}
