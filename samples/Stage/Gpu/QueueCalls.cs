using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The calls as Vulkan has them.</summary>
internal sealed unsafe class QueueCalls(Vk api, Device device, KhrSwapchain? swapchains) : IQueueCalls
{
    public Result Submit(Queue queue, SubmitInfo* info, Fence fence) => api.QueueSubmit(queue, 1, info, fence);

    public Result Wait(Fence fence, ulong nanoseconds) => api.WaitForFences(device, 1, &fence, true, nanoseconds);

    public Result Acquire(SwapchainKHR swapchain, ulong nanoseconds, Semaphore signal, uint* index) =>
        swapchains!.AcquireNextImage(device, swapchain, nanoseconds, signal, default, index);

    public Result Present(Queue queue, PresentInfoKHR* info) => swapchains!.QueuePresent(queue, info);
}
