using System.Runtime.InteropServices;
using Silk.NET.Core.Native;

namespace Silk.NET.GLFW;

/// <summary>GLFW's functions. As GLFW itself has it: everything from the process's first thread, save <see cref="PostEmptyEvent"/>, <see cref="GetTime"/>
/// and the Vulkan functions, which any thread may call.</summary>
public sealed unsafe partial class Glfw : NativeAPI
{
    private readonly delegate* unmanaged<int> _init = (delegate* unmanaged<int>)GlfwLibrary.Export("glfwInit");
    private readonly delegate* unmanaged<void> _terminate = (delegate* unmanaged<void>)GlfwLibrary.Export("glfwTerminate");
    private readonly delegate* unmanaged<byte*> _getVersionString = (delegate* unmanaged<byte*>)GlfwLibrary.Export("glfwGetVersionString");
    private readonly delegate* unmanaged<byte**, int> _getError = (delegate* unmanaged<byte**, int>)GlfwLibrary.Export("glfwGetError");
    private readonly delegate* unmanaged<void> _pollEvents = (delegate* unmanaged<void>)GlfwLibrary.Export("glfwPollEvents");
    private readonly delegate* unmanaged<void> _waitEvents = (delegate* unmanaged<void>)GlfwLibrary.Export("glfwWaitEvents");
    private readonly delegate* unmanaged<double, void> _waitEventsTimeout = (delegate* unmanaged<double, void>)GlfwLibrary.Export("glfwWaitEventsTimeout");
    private readonly delegate* unmanaged<void> _postEmptyEvent = (delegate* unmanaged<void>)GlfwLibrary.Export("glfwPostEmptyEvent");
    private readonly delegate* unmanaged<double> _getTime = (delegate* unmanaged<double>)GlfwLibrary.Export("glfwGetTime");

    private Glfw()
    {
    }

    /// <summary>Loads GLFW; <see cref="Init"/> starts it.</summary>
    /// <exception cref="FileNotFoundException">GLFW is not installed.</exception>
    public static Glfw GetApi() => new();

    /// <summary>glfwInit: false where it fails, for example without a display; <see cref="GetError"/> says why.</summary>
    public bool Init() => _init() != 0;

    /// <summary>glfwTerminate: destroys what windows are left.</summary>
    public void Terminate()
    {
        _terminate();
        WindowCallbacks.ForgetAll();
    }

    /// <summary>glfwGetVersionString.</summary>
    public string GetVersionString() => Marshal.PtrToStringUTF8((nint)_getVersionString()) ?? "";

    /// <summary>glfwGetError: the calling thread's last failure, which is then forgotten.</summary>
    /// <param name="description">Zero-terminated UTF-8, or null; valid until the next failure.</param>
    public ErrorCode GetError(out byte* description)
    {
        fixed (byte** place = &description)
        {
            return (ErrorCode)_getError(place);
        }
    }

    /// <summary>glfwPollEvents: calls back what happened. An exception of a callback comes out here, after the events.</summary>
    public void PollEvents()
    {
        _pollEvents();
        WindowCallbacks.Rethrow();
    }

    /// <summary>glfwWaitEvents: as <see cref="PollEvents"/>, after waiting for at least one event.</summary>
    public void WaitEvents()
    {
        _waitEvents();
        WindowCallbacks.Rethrow();
    }

    /// <summary>glfwWaitEventsTimeout: as <see cref="WaitEvents"/>, at most so many seconds.</summary>
    public void WaitEventsTimeout(double timeout)
    {
        _waitEventsTimeout(timeout);
        WindowCallbacks.Rethrow();
    }

    /// <summary>glfwPostEmptyEvent: ends a wait for events. Any thread.</summary>
    public void PostEmptyEvent() => _postEmptyEvent();

    /// <summary>glfwGetTime: seconds since <see cref="Init"/>.</summary>
    public double GetTime() => _getTime();
}
