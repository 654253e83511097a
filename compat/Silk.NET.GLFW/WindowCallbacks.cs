using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Silk.NET.GLFW;

/// <summary>The callbacks of one window, and what GLFW itself calls: functions that find them by the window. So no delegate is marshalled, which ahead-of-time
/// compilation could not do, and no exception runs through GLFW's frames.</summary>
internal sealed unsafe partial class WindowCallbacks
{
    private static readonly ConcurrentDictionary<nint, WindowCallbacks> Windows = new();
    private static Exception? _kept;

    public static GlfwCallbacks.ErrorCallback? Error { get; set; }

    public GlfwCallbacks.WindowSizeCallback? WindowSize { get; set; }

    public GlfwCallbacks.FramebufferSizeCallback? FramebufferSize { get; set; }

    public GlfwCallbacks.WindowCloseCallback? WindowClose { get; set; }

    public GlfwCallbacks.WindowRefreshCallback? WindowRefresh { get; set; }

    public GlfwCallbacks.WindowFocusCallback? WindowFocus { get; set; }

    public GlfwCallbacks.WindowIconifyCallback? WindowIconify { get; set; }

    public GlfwCallbacks.KeyCallback? Key { get; set; }

    public GlfwCallbacks.CharCallback? Char { get; set; }

    public GlfwCallbacks.MouseButtonCallback? MouseButton { get; set; }

    public GlfwCallbacks.CursorPosCallback? CursorPos { get; set; }

    public GlfwCallbacks.CursorEnterCallback? CursorEnter { get; set; }

    public GlfwCallbacks.ScrollCallback? Scroll { get; set; }

    public GlfwCallbacks.DropCallback? Drop { get; set; }

    /// <summary>The callbacks of a window.</summary>
    public static WindowCallbacks Of(WindowHandle* window) => Windows.GetOrAdd((nint)window, static _ => new WindowCallbacks());

    /// <summary>The window is gone.</summary>
    public static void Forget(WindowHandle* window) => Windows.TryRemove((nint)window, out _);

    /// <summary>All windows are gone.</summary>
    public static void ForgetAll() => Windows.Clear();

    /// <summary>Throws what a callback threw since the last call.</summary>
    public static void Rethrow()
    {
        if (Interlocked.Exchange(ref _kept, null) is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    private static void Keep(Exception error) => Interlocked.CompareExchange(ref _kept, error, null);
}
