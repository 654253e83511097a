using System.Runtime.InteropServices;

namespace Silk.NET.GLFW;

internal sealed unsafe partial class WindowCallbacks
{
    [UnmanagedCallersOnly]
    public static void OnError(int code, byte* description)
    {
        try
        {
            Error?.Invoke((ErrorCode)code, Marshal.PtrToStringUTF8((nint)description) ?? "");
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnWindowSize(WindowHandle* window, int width, int height)
    {
        try
        {
            Of(window).WindowSize?.Invoke(window, width, height);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnFramebufferSize(WindowHandle* window, int width, int height)
    {
        try
        {
            Of(window).FramebufferSize?.Invoke(window, width, height);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnWindowClose(WindowHandle* window)
    {
        try
        {
            Of(window).WindowClose?.Invoke(window);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnWindowRefresh(WindowHandle* window)
    {
        try
        {
            Of(window).WindowRefresh?.Invoke(window);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnWindowFocus(WindowHandle* window, int focused)
    {
        try
        {
            Of(window).WindowFocus?.Invoke(window, focused != 0);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnWindowIconify(WindowHandle* window, int iconified)
    {
        try
        {
            Of(window).WindowIconify?.Invoke(window, iconified != 0);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnKey(WindowHandle* window, int key, int scanCode, int action, int mods)
    {
        try
        {
            Of(window).Key?.Invoke(window, (Keys)key, scanCode, (InputAction)action, (KeyModifiers)mods);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnChar(WindowHandle* window, uint codepoint)
    {
        try
        {
            Of(window).Char?.Invoke(window, codepoint);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnMouseButton(WindowHandle* window, int button, int action, int mods)
    {
        try
        {
            Of(window).MouseButton?.Invoke(window, (MouseButton)button, (InputAction)action, (KeyModifiers)mods);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnCursorPos(WindowHandle* window, double x, double y)
    {
        try
        {
            Of(window).CursorPos?.Invoke(window, x, y);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnCursorEnter(WindowHandle* window, int entered)
    {
        try
        {
            Of(window).CursorEnter?.Invoke(window, entered != 0);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnScroll(WindowHandle* window, double offsetX, double offsetY)
    {
        try
        {
            Of(window).Scroll?.Invoke(window, offsetX, offsetY);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }

    [UnmanagedCallersOnly]
    public static void OnDrop(WindowHandle* window, int count, nint paths)
    {
        try
        {
            Of(window).Drop?.Invoke(window, count, paths);
        }
        catch (Exception error)
        {
            Keep(error);
        }
    }
}
