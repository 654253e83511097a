using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Samples.Stage.Tests;

/// <summary>Vulkan's calls, of which a test makes the next one of a kind fail.</summary>
internal sealed unsafe class FaultyCalls : IQueueCalls
{
    private IQueueCalls _real = null!;

    public Result NextSubmit { get; set; }

    public Result NextAcquire { get; set; }

    public Result NextPresent { get; set; }

    public Result NextWait { get; set; }

    /// <summary>Puts itself before a device's calls; after a rebuild before the new device's.</summary>
    public IQueueCalls Before(IQueueCalls real)
    {
        _real = real;
        return this;
    }

    public Result Submit(Queue queue, SubmitInfo* info, Fence fence)
    {
        Result planned = NextSubmit;
        NextSubmit = Result.Success;
        return planned == Result.Success ? _real.Submit(queue, info, fence) : planned;
    }

    public Result Wait(Fence fence, ulong nanoseconds)
    {
        Result planned = NextWait;
        NextWait = Result.Success;
        return planned == Result.Success ? _real.Wait(fence, nanoseconds) : planned;
    }

    public Result Acquire(SwapchainKHR swapchain, ulong nanoseconds, Semaphore signal, uint* index)
    {
        Result planned = NextAcquire;
        NextAcquire = Result.Success;
        return planned == Result.Success ? _real.Acquire(swapchain, nanoseconds, signal, index) : planned;
    }

    public Result Present(Queue queue, PresentInfoKHR* info)
    {
        Result planned = NextPresent;
        NextPresent = Result.Success;
        return planned == Result.Success ? _real.Present(queue, info) : planned;
    }
}
