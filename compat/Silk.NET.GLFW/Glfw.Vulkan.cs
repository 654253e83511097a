using Silk.NET.Core.Native;

namespace Silk.NET.GLFW;

public sealed unsafe partial class Glfw
{
    private readonly delegate* unmanaged<int> _vulkanSupported = (delegate* unmanaged<int>)GlfwLibrary.Export("glfwVulkanSupported");
    private readonly delegate* unmanaged<uint*, byte**> _getRequiredInstanceExtensions =
        (delegate* unmanaged<uint*, byte**>)GlfwLibrary.Export("glfwGetRequiredInstanceExtensions");

    private readonly delegate* unmanaged<nint, nint, uint, int> _getPhysicalDevicePresentationSupport =
        (delegate* unmanaged<nint, nint, uint, int>)GlfwLibrary.Export("glfwGetPhysicalDevicePresentationSupport");

    private readonly delegate* unmanaged<nint, WindowHandle*, void*, ulong*, int> _createWindowSurface =
        (delegate* unmanaged<nint, WindowHandle*, void*, ulong*, int>)GlfwLibrary.Export("glfwCreateWindowSurface");

    /// <summary>glfwVulkanSupported: whether a Vulkan loader and a device were found.</summary>
    public bool VulkanSupported() => _vulkanSupported() != 0;

    /// <summary>glfwGetRequiredInstanceExtensions: zero-terminated names, GLFW's own; null where windows cannot show Vulkan.</summary>
    /// <param name="count">How many.</param>
    public byte** GetRequiredInstanceExtensions(out uint count)
    {
        fixed (uint* place = &count)
        {
            return _getRequiredInstanceExtensions(place);
        }
    }

    /// <summary>glfwGetPhysicalDevicePresentationSupport.</summary>
    public bool GetPhysicalDevicePresentationSupport(VkHandle instance, VkHandle device, int queueFamily) =>
        _getPhysicalDevicePresentationSupport(instance.Handle, device.Handle, (uint)queueFamily) != 0;

    /// <summary>glfwCreateWindowSurface.</summary>
    /// <param name="instance">A VkInstance with <see cref="GetRequiredInstanceExtensions"/> enabled.</param>
    /// <param name="window">A window made for <see cref="ClientApi.NoApi"/>.</param>
    /// <param name="allocator">VkAllocationCallbacks, or null.</param>
    /// <param name="surface">Receives the VkSurfaceKHR.</param>
    /// <returns>A VkResult.</returns>
    public int CreateWindowSurface(VkHandle instance, WindowHandle* window, void* allocator, VkNonDispatchableHandle* surface) =>
        _createWindowSurface(instance.Handle, window, allocator, (ulong*)surface);
}
