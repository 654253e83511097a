using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>One of the frames in flight: its commands, what says that they are done, and the memory that they read.</summary>
internal sealed unsafe class FramePlace : IDisposable
{
    private const ulong TimeoutNanoseconds = 30_000_000_000;

    private readonly Gpu _gpu;
    private readonly CommandPool _pool;
    private bool _submitted;

    public FramePlace(Gpu gpu)
    {
        _gpu = gpu;
        var poolInfo = new CommandPoolCreateInfo { SType = StructureType.CommandPoolCreateInfo, Flags = CommandPoolCreateFlags.TransientBit, QueueFamilyIndex = gpu.QueueFamily };
        CommandPool pool;
        gpu.Check(gpu.Api.CreateCommandPool(gpu.Device, &poolInfo, null, &pool), "making a frame's commands");
        _pool = pool;
        var info = new CommandBufferAllocateInfo { SType = StructureType.CommandBufferAllocateInfo, CommandPool = pool, Level = CommandBufferLevel.Primary, CommandBufferCount = 1 };
        CommandBuffer commands;
        gpu.Check(gpu.Api.AllocateCommandBuffers(gpu.Device, &info, &commands), "making a frame's commands");
        Commands = commands;
        var fenceInfo = new FenceCreateInfo { SType = StructureType.FenceCreateInfo };
        Fence fence;
        gpu.Check(gpu.Api.CreateFence(gpu.Device, &fenceInfo, null, &fence), "making a fence");
        Fence = fence;
        var semaphoreInfo = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo };
        Semaphore acquired;
        gpu.Check(gpu.Api.CreateSemaphore(gpu.Device, &semaphoreInfo, null, &acquired), "making a semaphore");
        Acquired = acquired;
        gpu.LiveObjects += 3;
        Instances = new GpuBuffer(gpu, QuadBatch.Capacity * sizeof(Quad), BufferUsageFlags.VertexBufferBit);
    }

    public CommandBuffer Commands { get; }

    public Fence Fence { get; }

    /// <summary>Signalled when the swapchain's image may be written.</summary>
    public Semaphore Acquired { get; }

    /// <summary>What the frame draws.</summary>
    public GpuBuffer Instances { get; }

    /// <summary>The frame's number.</summary>
    public long Number { get; private set; } = -1;

    /// <summary>Waits until the frame that had this place is done.</summary>
    public void Wait()
    {
        if (!_submitted)
        {
            return;
        }

        Result result = _gpu.Calls.Wait(Fence, TimeoutNanoseconds);
        _gpu.Check(result, "waiting for a frame");
        if (result == Result.Timeout)
        {
            throw new EmoVidException($"waiting for a frame: {_gpu.Name} did not finish one in 30 s, expected milliseconds; update the graphics driver or choose another --device");
        }

        _submitted = false;
    }

    /// <summary>Starts recording a frame; the place is free.</summary>
    public void Begin(long number)
    {
        Number = number;
        _gpu.Check(_gpu.Api.ResetCommandPool(_gpu.Device, _pool, 0), "recycling a frame's commands");
        var info = new CommandBufferBeginInfo { SType = StructureType.CommandBufferBeginInfo, Flags = CommandBufferUsageFlags.OneTimeSubmitBit };
        _gpu.Check(_gpu.Api.BeginCommandBuffer(Commands, &info), "recording a frame");
    }

    /// <summary>Submits what was recorded.</summary>
    /// <param name="wait">Waited for before the swapchain's image is written; a null handle for none.</param>
    /// <param name="signal">Signalled when the image may be presented; a null handle for none.</param>
    public void Submit(Semaphore wait, Semaphore signal)
    {
        _gpu.Check(_gpu.Api.EndCommandBuffer(Commands), "recording a frame");
        Fence fence = Fence;
        _gpu.Check(_gpu.Api.ResetFences(_gpu.Device, 1, &fence), "recycling a fence");
        CommandBuffer commands = Commands;
        PipelineStageFlags stages = PipelineStageFlags.TransferBit;
        var info = new SubmitInfo
        {
            SType = StructureType.SubmitInfo,
            WaitSemaphoreCount = wait.Handle != 0 ? 1u : 0u,
            PWaitSemaphores = &wait,
            PWaitDstStageMask = &stages,
            CommandBufferCount = 1,
            PCommandBuffers = &commands,
            SignalSemaphoreCount = signal.Handle != 0 ? 1u : 0u,
            PSignalSemaphores = &signal,
        };
        lock (_gpu.QueueLock)
        {
            _gpu.Check(_gpu.Calls.Submit(_gpu.Queue, &info, fence), "submitting a frame");
        }

        _submitted = true;
    }

    public void Dispose()
    {
        Instances.Dispose();
        _gpu.Api.DestroySemaphore(_gpu.Device, Acquired, null);
        _gpu.Api.DestroyFence(_gpu.Device, Fence, null);
        _gpu.Api.DestroyCommandPool(_gpu.Device, _pool, null);
        _gpu.LiveObjects -= 3;
    }
}
