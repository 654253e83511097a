using System.Runtime.InteropServices;
using Silk.NET.Core.Native;
using Silk.NET.GLFW;
using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>The engine's window, on GLFW. The process's first thread.</summary>
internal sealed unsafe class EngineWindow : IDisposable
{
    private readonly Glfw _glfw;
    private readonly WindowHandle* _handle;

    private EngineWindow(Glfw glfw, WindowHandle* handle)
    {
        _glfw = glfw;
        _handle = handle;
    }

    public bool ShouldClose => _glfw.WindowShouldClose(_handle);

    /// <summary>Names of the instance extensions that the window needs.</summary>
    public IReadOnlyList<string> Extensions
    {
        get
        {
            byte** names = _glfw.GetRequiredInstanceExtensions(out uint count);
            return names is null ? [] : [.. Enumerable.Range(0, (int)count).Select(i => Marshal.PtrToStringUTF8((nint)names[i])!)];
        }
    }

    /// <summary>Opens a window.</summary>
    /// <param name="width">Width in pixels, on most systems.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="reason">Why there is none, where it returns null: no display, no GLFW, no driver that shows windows.</param>
    public static EngineWindow? TryOpen(int width, int height, out string reason)
    {
        Glfw glfw;
        try
        {
            glfw = Glfw.GetApi();
        }
        catch (FileNotFoundException failure)
        {
            reason = failure.Message;
            return null;
        }

        reason = "";
        if (glfw.Init())
        {
            glfw.WindowHint(WindowHintClientApi.ClientApi, ClientApi.NoApi);
            WindowHandle* handle = glfw.VulkanSupported() ? glfw.CreateWindow(width, height, "EmbedInYourEngine", null, null) : null;
            if (handle is not null)
            {
                return new EngineWindow(glfw, handle);
            }

            reason = "no Vulkan driver that shows windows";
        }

        glfw.GetError(out byte* description);
        reason = Marshal.PtrToStringUTF8((nint)description) ?? reason;
        glfw.Terminate();
        return null;
    }

    public SurfaceKHR CreateSurface(Instance instance)
    {
        VkNonDispatchableHandle surface;
        EngineException.Check((Result)_glfw.CreateWindowSurface(new VkHandle(instance.Handle), _handle, null, &surface), "making the window's surface");
        return new SurfaceKHR(surface.Handle);
    }

    /// <summary>Size in pixels; 0×0 while minimised on some systems.</summary>
    public (uint Width, uint Height) Size
    {
        get
        {
            _glfw.GetFramebufferSize(_handle, out int width, out int height);
            return ((uint)width, (uint)height);
        }
    }

    /// <summary>Takes what happened.</summary>
    public void Poll() => _glfw.PollEvents();

    /// <summary>Waits for something to happen, at most so long.</summary>
    public void Wait(double seconds) => _glfw.WaitEventsTimeout(seconds);

    public void Dispose()
    {
        _glfw.DestroyWindow(_handle);
        _glfw.Terminate();
    }
}
