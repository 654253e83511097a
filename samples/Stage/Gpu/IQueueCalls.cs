using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The calls whose failures an application must survive: a device, a surface or a swapchain can go away at each of them. A seam above the binding, so
/// that a test can make them fail when it likes.</summary>
internal unsafe interface IQueueCalls
{
    /// <summary>vkQueueSubmit of one batch.</summary>
    Result Submit(Queue queue, SubmitInfo* info, Fence fence);

    /// <summary>vkWaitForFences of one fence.</summary>
    Result Wait(Fence fence, ulong nanoseconds);

    /// <summary>vkAcquireNextImageKHR.</summary>
    Result Acquire(SwapchainKHR swapchain, ulong nanoseconds, Semaphore signal, uint* index);

    /// <summary>vkQueuePresentKHR.</summary>
    Result Present(Queue queue, PresentInfoKHR* info);
}
