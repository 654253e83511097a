namespace Silk.NET.GLFW;

/// <summary>What GLFW calls back; all on the thread that polls for events.</summary>
public static class GlfwCallbacks
{
    public delegate void ErrorCallback(ErrorCode error, string description);

    public unsafe delegate void WindowSizeCallback(WindowHandle* window, int width, int height);

    public unsafe delegate void FramebufferSizeCallback(WindowHandle* window, int width, int height);

    public unsafe delegate void WindowCloseCallback(WindowHandle* window);

    public unsafe delegate void WindowRefreshCallback(WindowHandle* window);

    public unsafe delegate void WindowFocusCallback(WindowHandle* window, bool focused);

    public unsafe delegate void WindowIconifyCallback(WindowHandle* window, bool iconified);

    public unsafe delegate void KeyCallback(WindowHandle* window, Keys key, int scanCode, InputAction action, KeyModifiers mods);

    public unsafe delegate void CharCallback(WindowHandle* window, uint codepoint);

    public unsafe delegate void MouseButtonCallback(WindowHandle* window, MouseButton button, InputAction action, KeyModifiers mods);

    public unsafe delegate void CursorPosCallback(WindowHandle* window, double x, double y);

    public unsafe delegate void CursorEnterCallback(WindowHandle* window, bool entered);

    public unsafe delegate void ScrollCallback(WindowHandle* window, double offsetX, double offsetY);

    /// <summary>Files were dropped on a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="count">How many.</param>
    /// <param name="paths">As many pointers to zero-terminated UTF-8, valid during the call.</param>
    public unsafe delegate void DropCallback(WindowHandle* window, int count, nint paths);
}
