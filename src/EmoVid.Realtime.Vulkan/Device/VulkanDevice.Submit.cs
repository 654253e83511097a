using System.Runtime.CompilerServices;
using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Vulkan;

public sealed unsafe partial class VulkanDevice
{
    /// <summary>Held while the queue is used; a host's own lock where it gave one.</summary>
    private readonly Lock _queueGate;
    private volatile bool _lost;

    /// <summary>Whether a call has reported the device lost. Every later call on it fails at once.</summary>
    internal bool IsLost => _lost;

    /// <summary>The queue family that command pools must be made for.</summary>
    internal uint QueueFamily { get; }

    /// <summary>Checks a result that can report the loss of the device.</summary>
    internal void Check(Result result, string doing, [CallerArgumentExpression(nameof(result))] string expression = "")
    {
        if (result == Result.ErrorDeviceLost)
        {
            _lost = true;
        }

        result.ThrowIfFailed(doing, expression);
    }

    /// <summary>Throws when the device is disposed or lost, before anything is recorded for it.</summary>
    internal void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_lost)
        {
            throw ResultCheck.Describe(Result.ErrorDeviceLost, "Using the Vulkan device", "an earlier call");
        }
    }

    /// <summary>Hands a command buffer to the queue. Any thread.</summary>
    /// <param name="commands">A recorded command buffer.</param>
    /// <param name="timeline">The timeline semaphore to signal.</param>
    /// <param name="value">The value to signal when the commands are done.</param>
    internal void Submit(CommandBuffer commands, Semaphore timeline, ulong value)
    {
        var values = new TimelineSemaphoreSubmitInfo
        {
            SType = StructureType.TimelineSemaphoreSubmitInfo,
            SignalSemaphoreValueCount = 1,
            PSignalSemaphoreValues = &value,
        };
        var submit = new SubmitInfo
        {
            SType = StructureType.SubmitInfo,
            PNext = &values,
            CommandBufferCount = 1,
            PCommandBuffers = &commands,
            SignalSemaphoreCount = 1,
            PSignalSemaphores = &timeline,
        };
        lock (_queueGate)
        {
            Check(Api.QueueSubmit(_queue, 1, &submit, default(Fence)), "Handing work to the device");
        }
    }

    /// <summary>Makes what one stage wrote visible to another, for all buffers: a pass has so few that naming them one by one
    /// gains nothing.</summary>
    internal void RecordBarrier(CommandBuffer commands, PipelineStageFlags fromStage, AccessFlags written, PipelineStageFlags toStage, AccessFlags used)
    {
        var barrier = new MemoryBarrier { SType = StructureType.MemoryBarrier, SrcAccessMask = written, DstAccessMask = used };
        Api.CmdPipelineBarrier(commands, fromStage, toStage, 0, 1, &barrier, 0, null, 0, null);
    }
}
