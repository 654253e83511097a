using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>One place among the engine's frames in flight: a command buffer and the fence that says when it is done.</summary>
internal sealed unsafe class EngineFrame : IDisposable
{
    private readonly HostEngine _engine;
    private readonly CommandPool _pool;
    private readonly Fence _done;

    public EngineFrame(HostEngine engine)
    {
        _engine = engine;
        var poolInfo = new CommandPoolCreateInfo
        {
            SType = StructureType.CommandPoolCreateInfo,
            Flags = CommandPoolCreateFlags.TransientBit,
            QueueFamilyIndex = engine.QueueFamily,
        };
        engine.Api.CreateCommandPool(engine.Device, &poolInfo, null, out _pool).ThrowIfFailed("Making a pool");
        var commandInfo = new CommandBufferAllocateInfo
        {
            SType = StructureType.CommandBufferAllocateInfo,
            CommandPool = _pool,
            Level = CommandBufferLevel.Primary,
            CommandBufferCount = 1,
        };
        CommandBuffer commands;
        engine.Api.AllocateCommandBuffers(engine.Device, &commandInfo, &commands).ThrowIfFailed("Making commands");
        Commands = commands;
        var fenceInfo = new FenceCreateInfo { SType = StructureType.FenceCreateInfo, Flags = FenceCreateFlags.SignaledBit };
        engine.Api.CreateFence(engine.Device, &fenceInfo, null, out _done).ThrowIfFailed("Making a fence");
    }

    public CommandBuffer Commands { get; }

    /// <summary>Counted from 0 over the engine's life.</summary>
    public long Number { get; private set; }

    public void Wait()
    {
        Fence done = _done;
        _engine.Api.WaitForFences(_engine.Device, 1, &done, true, ulong.MaxValue).ThrowIfFailed("Waiting");
    }

    public void WaitAndRestart(long number)
    {
        Wait();
        Number = number;
        Fence done = _done;
        _engine.Api.ResetFences(_engine.Device, 1, &done).ThrowIfFailed("Resetting a fence");
        Restart();
    }

    /// <summary>Throws away what was recorded, if anything, and records anew.</summary>
    public void Restart()
    {
        _engine.Api.ResetCommandPool(_engine.Device, _pool, 0).ThrowIfFailed("Resetting a pool");
        var begin = new CommandBufferBeginInfo { SType = StructureType.CommandBufferBeginInfo, Flags = CommandBufferUsageFlags.OneTimeSubmitBit };
        _engine.Api.BeginCommandBuffer(Commands, &begin).ThrowIfFailed("Recording");
    }

    public void Submit()
    {
        _engine.Api.EndCommandBuffer(Commands).ThrowIfFailed("Recording");
        CommandBuffer commands = Commands;
        var submit = new SubmitInfo { SType = StructureType.SubmitInfo, CommandBufferCount = 1, PCommandBuffers = &commands };
        _engine.Api.QueueSubmit(_engine.Queue, 1, &submit, _done).ThrowIfFailed("Submitting");
    }

    public void Dispose()
    {
        _engine.Api.DestroyFence(_engine.Device, _done, null);
        _engine.Api.DestroyCommandPool(_engine.Device, _pool, null);
    }
}
