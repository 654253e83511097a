using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>One of the engine's frames in flight: a command buffer and the fence that says when the device is done with it.</summary>
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
    }

    public CommandBuffer Commands { get; }

    /// <summary>Waits until the device is done with what was submitted here last, and records anew.</summary>
    public void Begin()
    {
        Fence done = _done;
        EngineException.Check(_engine.Api.WaitForFences(_engine.Device, 1, &done, true, ulong.MaxValue), "waiting for a frame");
        EngineException.Check(_engine.Api.ResetFences(_engine.Device, 1, &done), "resetting a fence");
        EngineException.Check(_engine.Api.ResetCommandPool(_engine.Device, _pool, 0), "resetting a command pool");
        var begin = new CommandBufferBeginInfo { SType = StructureType.CommandBufferBeginInfo, Flags = CommandBufferUsageFlags.OneTimeSubmitBit };
        EngineException.Check(_engine.Api.BeginCommandBuffer(Commands, &begin), "recording");
    }

    public void Submit()
    {
        EngineException.Check(_engine.Api.EndCommandBuffer(Commands), "recording");
        CommandBuffer commands = Commands;
        var submit = new SubmitInfo { SType = StructureType.SubmitInfo, CommandBufferCount = 1, PCommandBuffers = &commands };
        EngineException.Check(_engine.Api.QueueSubmit(_engine.Queue, 1, &submit, _done), "submitting");
    }

    public void Dispose()
    {
        _engine.Api.DestroyFence(_engine.Device, _done, null);
        _engine.Api.DestroyCommandPool(_engine.Device, _pool, null);
    }
}
