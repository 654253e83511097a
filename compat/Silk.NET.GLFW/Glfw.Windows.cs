using System.Text;

namespace Silk.NET.GLFW;

public sealed unsafe partial class Glfw
{
    private readonly delegate* unmanaged<void> _defaultWindowHints = (delegate* unmanaged<void>)GlfwLibrary.Export("glfwDefaultWindowHints");
    private readonly delegate* unmanaged<int, int, void> _windowHint = (delegate* unmanaged<int, int, void>)GlfwLibrary.Export("glfwWindowHint");
    private readonly delegate* unmanaged<int, int, byte*, Monitor*, WindowHandle*, WindowHandle*> _createWindow =
        (delegate* unmanaged<int, int, byte*, Monitor*, WindowHandle*, WindowHandle*>)GlfwLibrary.Export("glfwCreateWindow");

    private readonly delegate* unmanaged<WindowHandle*, void> _destroyWindow = (delegate* unmanaged<WindowHandle*, void>)GlfwLibrary.Export("glfwDestroyWindow");
    private readonly delegate* unmanaged<WindowHandle*, int> _windowShouldClose = (delegate* unmanaged<WindowHandle*, int>)GlfwLibrary.Export("glfwWindowShouldClose");
    private readonly delegate* unmanaged<WindowHandle*, int, void> _setWindowShouldClose =
        (delegate* unmanaged<WindowHandle*, int, void>)GlfwLibrary.Export("glfwSetWindowShouldClose");

    private readonly delegate* unmanaged<WindowHandle*, byte*, void> _setWindowTitle = (delegate* unmanaged<WindowHandle*, byte*, void>)GlfwLibrary.Export("glfwSetWindowTitle");
    private readonly delegate* unmanaged<WindowHandle*, int*, int*, void> _getWindowSize = (delegate* unmanaged<WindowHandle*, int*, int*, void>)GlfwLibrary.Export("glfwGetWindowSize");
    private readonly delegate* unmanaged<WindowHandle*, int, int, void> _setWindowSize = (delegate* unmanaged<WindowHandle*, int, int, void>)GlfwLibrary.Export("glfwSetWindowSize");
    private readonly delegate* unmanaged<WindowHandle*, int, int, int, int, void> _setWindowSizeLimits =
        (delegate* unmanaged<WindowHandle*, int, int, int, int, void>)GlfwLibrary.Export("glfwSetWindowSizeLimits");

    private readonly delegate* unmanaged<WindowHandle*, int*, int*, void> _getFramebufferSize =
        (delegate* unmanaged<WindowHandle*, int*, int*, void>)GlfwLibrary.Export("glfwGetFramebufferSize");

    private readonly delegate* unmanaged<WindowHandle*, int, int> _getWindowAttrib = (delegate* unmanaged<WindowHandle*, int, int>)GlfwLibrary.Export("glfwGetWindowAttrib");
    private readonly delegate* unmanaged<WindowHandle*, void> _iconifyWindow = (delegate* unmanaged<WindowHandle*, void>)GlfwLibrary.Export("glfwIconifyWindow");
    private readonly delegate* unmanaged<WindowHandle*, void> _restoreWindow = (delegate* unmanaged<WindowHandle*, void>)GlfwLibrary.Export("glfwRestoreWindow");
    private readonly delegate* unmanaged<WindowHandle*, void> _showWindow = (delegate* unmanaged<WindowHandle*, void>)GlfwLibrary.Export("glfwShowWindow");

    /// <summary>glfwDefaultWindowHints.</summary>
    public void DefaultWindowHints() => _defaultWindowHints();

    /// <summary>glfwWindowHint.</summary>
    public void WindowHint(WindowHintInt hint, int value) => _windowHint((int)hint, value);

    /// <summary>glfwWindowHint.</summary>
    public void WindowHint(WindowHintBool hint, bool value) => _windowHint((int)hint, value ? 1 : 0);

    /// <summary>glfwWindowHint.</summary>
    public void WindowHint(WindowHintClientApi hint, ClientApi value) => _windowHint((int)hint, (int)value);

    /// <summary>glfwCreateWindow: null where it fails; <see cref="GetError"/> says why.</summary>
    public WindowHandle* CreateWindow(int width, int height, string title, Monitor* monitor, WindowHandle* share)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(title + '\0'))
        {
            return _createWindow(width, height, text, monitor, share);
        }
    }

    /// <summary>glfwDestroyWindow; its callbacks are forgotten.</summary>
    public void DestroyWindow(WindowHandle* window)
    {
        _destroyWindow(window);
        WindowCallbacks.Forget(window);
    }

    /// <summary>glfwWindowShouldClose.</summary>
    public bool WindowShouldClose(WindowHandle* window) => _windowShouldClose(window) != 0;

    /// <summary>glfwSetWindowShouldClose.</summary>
    public void SetWindowShouldClose(WindowHandle* window, bool value) => _setWindowShouldClose(window, value ? 1 : 0);

    /// <summary>glfwSetWindowTitle.</summary>
    public void SetWindowTitle(WindowHandle* window, string title)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(title + '\0'))
        {
            _setWindowTitle(window, text);
        }
    }

    /// <summary>glfwGetWindowSize, in screen coordinates.</summary>
    public void GetWindowSize(WindowHandle* window, out int width, out int height)
    {
        fixed (int* w = &width, h = &height)
        {
            _getWindowSize(window, w, h);
        }
    }

    /// <summary>glfwSetWindowSize, in screen coordinates.</summary>
    public void SetWindowSize(WindowHandle* window, int width, int height) => _setWindowSize(window, width, height);

    /// <summary>glfwSetWindowSizeLimits; -1 is no limit.</summary>
    public void SetWindowSizeLimits(WindowHandle* window, int minwidth, int minheight, int maxwidth, int maxheight) =>
        _setWindowSizeLimits(window, minwidth, minheight, maxwidth, maxheight);

    /// <summary>glfwGetFramebufferSize, in pixels; 0×0 while minimised on some systems.</summary>
    public void GetFramebufferSize(WindowHandle* window, out int width, out int height)
    {
        fixed (int* w = &width, h = &height)
        {
            _getFramebufferSize(window, w, h);
        }
    }

    /// <summary>glfwGetWindowAttrib.</summary>
    public bool GetWindowAttrib(WindowHandle* window, WindowAttributeGetter attribute) => _getWindowAttrib(window, (int)attribute) != 0;

    /// <summary>glfwIconifyWindow.</summary>
    public void IconifyWindow(WindowHandle* window) => _iconifyWindow(window);

    /// <summary>glfwRestoreWindow.</summary>
    public void RestoreWindow(WindowHandle* window) => _restoreWindow(window);

    /// <summary>glfwShowWindow.</summary>
    public void ShowWindow(WindowHandle* window) => _showWindow(window);
}
