using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmbedInYourEngine;

/// <summary>One of the engine's frames in flight: a command buffer, the fence that says when the device is done with it, and the semaphore that says when its image may be
/// written.</summary>
internal sealed unsafe class EngineFrame : IDisposable
{
    private readonly Engine _engine;
    private readonly CommandPool _pool;
    private readonly Fence _done;

    public EngineFrame(Engine engine)
    {
        _engine = engine;
        var poolInfo = new CommandPoolCreateInfo { SType = StructureType.CommandPoolCreateInfo, Flags = CommandPoolCreateFlags.TransientBit, QueueFamilyIndex = engine.QueueFamily };
        EngineException.Check(engine.Api.CreateCommandPool(engine.Device, &poolInfo, null, out _pool), "making a command pool");
        var commandInfo = new CommandBufferAllocateInfo { SType = StructureType.CommandBufferAllocateInfo, CommandPool = _pool, Level = CommandBufferLevel.Primary, CommandBufferCount = 1 };
        CommandBuffer commands;
        EngineException.Check(engine.Api.AllocateCommandBuffers(engine.Device, &commandInfo, &commands), "making a command buffer");
        Commands = commands;
        var fenceInfo = new FenceCreateInfo { SType = StructureType.FenceCreateInfo, Flags = FenceCreateFlags.SignaledBit };
        EngineException.Check(engine.Api.CreateFence(engine.Device, &fenceInfo, null, out _done), "making a fence");
        Acquired = engine.CreateSemaphore();
    }

    public CommandBuffer Commands { get; }

    /// <summary>Signalled when the window's image may be written.</summary>
    public Semaphore Acquired { get; }

    /// <summary>Waits until the device is done with what was submitted here last.</summary>
    public void Wait()
    {
        Fence done = _done;
        EngineException.Check(_engine.Api.WaitForFences(_engine.Device, 1, &done, true, ulong.MaxValue), "waiting for a frame");
    }

    /// <summary>Records anew; the device is done.</summary>
    public void Begin()
    {
        Fence done = _done;
        EngineException.Check(_engine.Api.ResetFences(_engine.Device, 1, &done), "resetting a fence");
        EngineException.Check(_engine.Api.ResetCommandPool(_engine.Device, _pool, 0), "resetting a command pool");
        var begin = new CommandBufferBeginInfo { SType = StructureType.CommandBufferBeginInfo, Flags = CommandBufferUsageFlags.OneTimeSubmitBit };
        EngineException.Check(_engine.Api.BeginCommandBuffer(Commands, &begin), "recording");
    }

    /// <summary>Submits what was recorded.</summary>
    /// <param name="wait">Waited for before the shown image is written; a null handle for none.</param>
    /// <param name="signal">Signalled when all is drawn; a null handle for none.</param>
    public void Submit(Semaphore wait, Semaphore signal)
    {
        EngineException.Check(_engine.Api.EndCommandBuffer(Commands), "recording");
        CommandBuffer commands = Commands;
        // The grade is the first that touches the shown image; its use names these stages on entry, so that its barrier comes behind this wait.
        PipelineStageFlags stages = MoodOfTheScene.FirstStages;
        var submit = new SubmitInfo
        {
            SType = StructureType.SubmitInfo,
            WaitSemaphoreCount = wait.Handle != 0 ? 1u : 0,
            PWaitSemaphores = &wait,
            PWaitDstStageMask = &stages,
            CommandBufferCount = 1,
            PCommandBuffers = &commands,
            SignalSemaphoreCount = signal.Handle != 0 ? 1u : 0,
            PSignalSemaphores = &signal,
        };
        EngineException.Check(_engine.Api.QueueSubmit(_engine.Queue, 1, &submit, _done), "submitting");
    }

    public void Dispose()
    {
        _engine.Api.DestroySemaphore(_engine.Device, Acquired, null);
        _engine.Api.DestroyFence(_engine.Device, _done, null);
        _engine.Api.DestroyCommandPool(_engine.Device, _pool, null);
    }
}
