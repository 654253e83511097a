using System.Diagnostics;
using System.Runtime.InteropServices;
using Silk.NET.Core.Native;
using Silk.NET.GLFW;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;

namespace EmoVid.Realtime.Compat.Tests.Glfws;

/// <summary>Windows on an X server without a screen: what is called reaches GLFW, what GLFW calls back arrives whole.</summary>
[Collection(GlfwTestGroup.Name)]
public sealed unsafe class GlfwWindowTests : IDisposable
{
    private readonly VirtualDisplay _display = new();
    private readonly Glfw _glfw = Glfw.GetApi();
    private readonly WindowHandle* _window;

    public GlfwWindowTests()
    {
        Assert.True(_glfw.Init());
        _glfw.WindowHint(WindowHintClientApi.ClientApi, ClientApi.NoApi);
        _window = _glfw.CreateWindow(320, 180, "glfw – test", null, null);
        Assert.True(_window is not null);
    }

    public void Dispose()
    {
        _glfw.Terminate();
        _display.Dispose();
    }

    [Fact]
    public void A_window_has_the_size_that_was_asked_for_and_says_when_it_changes()
    {
        _glfw.GetFramebufferSize(_window, out int width, out int height);
        Assert.Equal((320, 180), (width, height));
        (nint Window, int Width, int Height) told = default;
        Assert.Null(_glfw.SetFramebufferSizeCallback(_window, (window, w, h) => told = ((nint)window, w, h)));
        _glfw.SetWindowSize(_window, 400, 222);
        PollUntil(() => told != default);
        Assert.Equal(((nint)_window, 400, 222), told);
        _glfw.GetWindowSize(_window, out width, out height);
        Assert.Equal((400, 222), (width, height));
    }

    [Fact]
    public void Keys_buttons_and_the_wheel_arrive()
    {
        var keys = new List<(Keys Key, InputAction Action, KeyModifiers Mods)>();
        var buttons = new List<(MouseButton Button, InputAction Action)>();
        double wheel = 0;
        (double X, double Y) cursor = default;
        _glfw.SetKeyCallback(_window, (_, key, _, action, mods) => keys.Add((key, action, mods)));
        _glfw.SetMouseButtonCallback(_window, (_, button, action, _) => buttons.Add((button, action)));
        _glfw.SetScrollCallback(_window, (_, _, y) => wheel += y);
        _glfw.SetCursorPosCallback(_window, (_, x, y) => cursor = (x, y));
        Tool("mousemove", "100", "90");
        Tool("key", "shift+F1");
        Tool("click", "1");
        Tool("click", "4");
        PollUntil(() => wheel != 0 && keys.Exists(key => key.Key == Keys.F1 && key.Action == InputAction.Release));
        Assert.True(keys.Contains((Keys.F1, InputAction.Press, KeyModifiers.Shift)), string.Join(", ", keys));
        Assert.Equal([(MouseButton.Left, InputAction.Press), (MouseButton.Left, InputAction.Release)], buttons);
        Assert.Equal(1, wheel);
        // The window's place on the screen is the server's choice, so that only a move inside it is certain.
        Assert.InRange(cursor.X, 0, 320);
        Assert.InRange(cursor.Y, 0, 180);
    }

    [Fact]
    public void An_exception_of_a_callback_comes_out_of_polling()
    {
        _glfw.SetFramebufferSizeCallback(_window, (_, _, _) => throw new InvalidTimeZoneException("mine"));
        _glfw.SetWindowSize(_window, 333, 111);
        Assert.Throws<InvalidTimeZoneException>(() => PollUntil(() => false));
        GlfwCallbacks.FramebufferSizeCallback? before = _glfw.SetFramebufferSizeCallback(_window, null);
        Assert.NotNull(before);
        _glfw.PollEvents();
    }

    [Fact]
    public void Closing_is_asked_for_and_taken_back()
    {
        Assert.False(_glfw.WindowShouldClose(_window));
        _glfw.SetWindowShouldClose(_window, true);
        Assert.True(_glfw.WindowShouldClose(_window));
        _glfw.SetWindowTitle(_window, "другое");
        _glfw.DestroyWindow(_window);
    }

    [Fact]
    public void A_vulkan_surface_is_made_that_a_device_presents_to()
    {
        Assert.True(_glfw.VulkanSupported());
        byte** extensions = _glfw.GetRequiredInstanceExtensions(out uint count);
        string[] names = [.. Enumerable.Range(0, (int)count).Select(i => Marshal.PtrToStringUTF8((nint)extensions[i])!)];
        Assert.Contains(KhrSurface.ExtensionName, names);

        using Vk vk = Vk.GetApi();
        var application = new ApplicationInfo(apiVersion: Vk.Version13);
        var info = new InstanceCreateInfo(pApplicationInfo: &application, enabledExtensionCount: count, ppEnabledExtensionNames: extensions);
        Assert.Equal(Result.Success, vk.CreateInstance(&info, null, out Instance instance));
        Assert.True(vk.TryGetInstanceExtension(instance, out KhrSurface surfaces));
        VkNonDispatchableHandle handle;
        Assert.Equal((int)Result.Success, _glfw.CreateWindowSurface(new VkHandle(instance.Handle), _window, null, &handle));
        var surface = new SurfaceKHR(handle.Handle);
        uint devices = 1;
        PhysicalDevice device;
        vk.EnumeratePhysicalDevices(instance, &devices, &device);
        Assert.True(_glfw.GetPhysicalDevicePresentationSupport(new VkHandle(instance.Handle), new VkHandle(device.Handle), 0));
        Assert.Equal(Result.Success, surfaces.GetPhysicalDeviceSurfaceSupport(device, 0, surface, out var supported));
        Assert.True(supported);
        Assert.Equal(Result.Success, surfaces.GetPhysicalDeviceSurfaceCapabilities(device, surface, out SurfaceCapabilitiesKHR capabilities));
        Assert.Equal((320u, 180u), (capabilities.CurrentExtent.Width, capabilities.CurrentExtent.Height));
        surfaces.DestroySurface(instance, surface, null);
        vk.DestroyInstance(instance, null);
    }

    [Fact]
    public void Failures_are_told_by_code_and_words()
    {
        (ErrorCode Code, string Text) told = default;
        _glfw.SetErrorCallback((code, text) => told = (code, text));
        _glfw.WindowHint((WindowHintInt)1, 1);
        Assert.Equal(ErrorCode.InvalidEnum, told.Code);
        Assert.False(string.IsNullOrEmpty(told.Text));
        Assert.Equal(ErrorCode.InvalidEnum, _glfw.GetError(out byte* description));
        Assert.Equal(told.Text, Marshal.PtrToStringUTF8((nint)description));
        Assert.NotNull(_glfw.SetErrorCallback(null));
    }

    private static void Tool(params string[] arguments)
    {
        using Process process = Process.Start("xdotool", arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void PollUntil(Func<bool> done)
    {
        for (int i = 0; i < 200 && !done(); i++)
        {
            _glfw.WaitEventsTimeout(0.05);
        }

        Assert.True(done(), "Nothing came within ten seconds.");
    }
}
