namespace Silk.NET.GLFW;

public sealed unsafe partial class Glfw
{
    private readonly delegate* unmanaged<WindowHandle*, int, int> _getKey = (delegate* unmanaged<WindowHandle*, int, int>)GlfwLibrary.Export("glfwGetKey");
    private readonly delegate* unmanaged<WindowHandle*, int, int> _getMouseButton = (delegate* unmanaged<WindowHandle*, int, int>)GlfwLibrary.Export("glfwGetMouseButton");
    private readonly delegate* unmanaged<WindowHandle*, double*, double*, void> _getCursorPos =
        (delegate* unmanaged<WindowHandle*, double*, double*, void>)GlfwLibrary.Export("glfwGetCursorPos");

    private readonly delegate* unmanaged<delegate* unmanaged<int, byte*, void>, nint> _setErrorCallback =
        (delegate* unmanaged<delegate* unmanaged<int, byte*, void>, nint>)GlfwLibrary.Export("glfwSetErrorCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, void>, nint> _setWindowSizeCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, void>, nint>)GlfwLibrary.Export("glfwSetWindowSizeCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, void>, nint> _setFramebufferSizeCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, void>, nint>)GlfwLibrary.Export("glfwSetFramebufferSizeCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, void>, nint> _setWindowCloseCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, void>, nint>)GlfwLibrary.Export("glfwSetWindowCloseCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, void>, nint> _setWindowRefreshCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, void>, nint>)GlfwLibrary.Export("glfwSetWindowRefreshCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, void>, nint> _setWindowFocusCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, void>, nint>)GlfwLibrary.Export("glfwSetWindowFocusCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, void>, nint> _setWindowIconifyCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, void>, nint>)GlfwLibrary.Export("glfwSetWindowIconifyCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, int, int, void>, nint> _setKeyCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, int, int, void>, nint>)GlfwLibrary.Export("glfwSetKeyCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, uint, void>, nint> _setCharCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, uint, void>, nint>)GlfwLibrary.Export("glfwSetCharCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, int, void>, nint> _setMouseButtonCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, int, int, void>, nint>)GlfwLibrary.Export("glfwSetMouseButtonCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, double, double, void>, nint> _setCursorPosCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, double, double, void>, nint>)GlfwLibrary.Export("glfwSetCursorPosCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, void>, nint> _setCursorEnterCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, void>, nint>)GlfwLibrary.Export("glfwSetCursorEnterCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, double, double, void>, nint> _setScrollCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, double, double, void>, nint>)GlfwLibrary.Export("glfwSetScrollCallback");

    private readonly delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, nint, void>, nint> _setDropCallback =
        (delegate* unmanaged<WindowHandle*, delegate* unmanaged<WindowHandle*, int, nint, void>, nint>)GlfwLibrary.Export("glfwSetDropCallback");

    /// <summary>glfwGetKey: the last state of a key, an <see cref="InputAction"/>.</summary>
    public int GetKey(WindowHandle* window, Keys key) => _getKey(window, (int)key);

    /// <summary>glfwGetMouseButton: the last state of a button, an <see cref="InputAction"/>.</summary>
    public int GetMouseButton(WindowHandle* window, int button) => _getMouseButton(window, button);

    /// <summary>glfwGetCursorPos, in screen coordinates from the window's upper left corner.</summary>
    public void GetCursorPos(WindowHandle* window, out double xpos, out double ypos)
    {
        fixed (double* x = &xpos, y = &ypos)
        {
            _getCursorPos(window, x, y);
        }
    }

    /// <summary>glfwSetErrorCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.ErrorCallback? SetErrorCallback(GlfwCallbacks.ErrorCallback? callback)
    {
        var before = WindowCallbacks.Error;
        WindowCallbacks.Error = callback;
        _setErrorCallback(callback is null ? null : &WindowCallbacks.OnError);
        return before;
    }

    /// <summary>glfwSetWindowSizeCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.WindowSizeCallback? SetWindowSizeCallback(WindowHandle* window, GlfwCallbacks.WindowSizeCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.WindowSize;
        callbacks.WindowSize = callback;
        delegate* unmanaged<WindowHandle*, int, int, void> entry = callback is null ? null : &WindowCallbacks.OnWindowSize;
        _setWindowSizeCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetFramebufferSizeCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.FramebufferSizeCallback? SetFramebufferSizeCallback(WindowHandle* window, GlfwCallbacks.FramebufferSizeCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.FramebufferSize;
        callbacks.FramebufferSize = callback;
        delegate* unmanaged<WindowHandle*, int, int, void> entry = callback is null ? null : &WindowCallbacks.OnFramebufferSize;
        _setFramebufferSizeCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetWindowCloseCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.WindowCloseCallback? SetWindowCloseCallback(WindowHandle* window, GlfwCallbacks.WindowCloseCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.WindowClose;
        callbacks.WindowClose = callback;
        delegate* unmanaged<WindowHandle*, void> entry = callback is null ? null : &WindowCallbacks.OnWindowClose;
        _setWindowCloseCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetWindowRefreshCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.WindowRefreshCallback? SetWindowRefreshCallback(WindowHandle* window, GlfwCallbacks.WindowRefreshCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.WindowRefresh;
        callbacks.WindowRefresh = callback;
        delegate* unmanaged<WindowHandle*, void> entry = callback is null ? null : &WindowCallbacks.OnWindowRefresh;
        _setWindowRefreshCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetWindowFocusCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.WindowFocusCallback? SetWindowFocusCallback(WindowHandle* window, GlfwCallbacks.WindowFocusCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.WindowFocus;
        callbacks.WindowFocus = callback;
        delegate* unmanaged<WindowHandle*, int, void> entry = callback is null ? null : &WindowCallbacks.OnWindowFocus;
        _setWindowFocusCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetWindowIconifyCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.WindowIconifyCallback? SetWindowIconifyCallback(WindowHandle* window, GlfwCallbacks.WindowIconifyCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.WindowIconify;
        callbacks.WindowIconify = callback;
        delegate* unmanaged<WindowHandle*, int, void> entry = callback is null ? null : &WindowCallbacks.OnWindowIconify;
        _setWindowIconifyCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetKeyCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.KeyCallback? SetKeyCallback(WindowHandle* window, GlfwCallbacks.KeyCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.Key;
        callbacks.Key = callback;
        delegate* unmanaged<WindowHandle*, int, int, int, int, void> entry = callback is null ? null : &WindowCallbacks.OnKey;
        _setKeyCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetCharCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.CharCallback? SetCharCallback(WindowHandle* window, GlfwCallbacks.CharCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.Char;
        callbacks.Char = callback;
        delegate* unmanaged<WindowHandle*, uint, void> entry = callback is null ? null : &WindowCallbacks.OnChar;
        _setCharCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetMouseButtonCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.MouseButtonCallback? SetMouseButtonCallback(WindowHandle* window, GlfwCallbacks.MouseButtonCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.MouseButton;
        callbacks.MouseButton = callback;
        delegate* unmanaged<WindowHandle*, int, int, int, void> entry = callback is null ? null : &WindowCallbacks.OnMouseButton;
        _setMouseButtonCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetCursorPosCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.CursorPosCallback? SetCursorPosCallback(WindowHandle* window, GlfwCallbacks.CursorPosCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.CursorPos;
        callbacks.CursorPos = callback;
        delegate* unmanaged<WindowHandle*, double, double, void> entry = callback is null ? null : &WindowCallbacks.OnCursorPos;
        _setCursorPosCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetCursorEnterCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.CursorEnterCallback? SetCursorEnterCallback(WindowHandle* window, GlfwCallbacks.CursorEnterCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.CursorEnter;
        callbacks.CursorEnter = callback;
        delegate* unmanaged<WindowHandle*, int, void> entry = callback is null ? null : &WindowCallbacks.OnCursorEnter;
        _setCursorEnterCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetScrollCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.ScrollCallback? SetScrollCallback(WindowHandle* window, GlfwCallbacks.ScrollCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.Scroll;
        callbacks.Scroll = callback;
        delegate* unmanaged<WindowHandle*, double, double, void> entry = callback is null ? null : &WindowCallbacks.OnScroll;
        _setScrollCallback(window, entry);
        return before;
    }

    /// <summary>glfwSetDropCallback; null takes it away.</summary>
    /// <returns>The one before.</returns>
    public GlfwCallbacks.DropCallback? SetDropCallback(WindowHandle* window, GlfwCallbacks.DropCallback? callback)
    {
        var callbacks = WindowCallbacks.Of(window);
        var before = callbacks.Drop;
        callbacks.Drop = callback;
        delegate* unmanaged<WindowHandle*, int, nint, void> entry = callback is null ? null : &WindowCallbacks.OnDrop;
        _setDropCallback(window, entry);
        return before;
    }
}
