using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Frames in flight: a ring of command buffers with one timeline semaphore, and the resources that may only go when
/// the device has finished with them. One thread at a time; each pass has a ring of its own.</summary>
/// <remarks>Use: <see cref="Begin"/>, record into its commands, <see cref="Submit"/>; <see cref="Wait"/> for the value that
/// Submit returned. Steady state allocates nothing.</remarks>
internal sealed unsafe class FrameRing : IDisposable
{
    /// <summary>A frame takes milliseconds; a device silent for so long hangs.</summary>
    private const ulong TimeoutNanoseconds = 60_000_000_000;

    private readonly VulkanDevice _device;
    private readonly FrameContext[] _frames;
    private readonly Queue<(ulong Value, IDisposable Resource)> _retired = new();
    private Semaphore _timeline;
    private ulong _submitted;
    private FrameContext? _recording;
    private bool _disposed;

    public FrameRing(VulkanDevice device, string name, int frameCount)
    {
        _device = device;
        _frames = new FrameContext[frameCount];
        for (int i = 0; i < frameCount; i++)
        {
            _frames[i] = new FrameContext(i);
        }

        try
        {
            CreateTimeline(name);
            foreach (FrameContext frame in _frames)
            {
                CreateCommands(frame, name);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Frames that may be on the device at once.</summary>
    public int Count => _frames.Length;

    /// <summary>Resources that wait for the device.</summary>
    public int RetiredCount => _retired.Count;

    /// <summary>Starts recording the next frame. Waits until the device has finished the frame that had this place before,
    /// and frees the retired resources that nothing uses any more.</summary>
    public FrameContext Begin()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _device.ThrowIfUnusable();
        _device.ThrowIfWithoutQueue();
        FrameContext frame = _frames[_submitted % (ulong)_frames.Length];
        Wait(frame.DoneValue);
        FreeRetired();
        _device.Check(_device.Api.ResetCommandPool(_device.Handle, frame.Pool, 0), "Recycling a frame's commands");
        var info = new CommandBufferBeginInfo
        {
            SType = StructureType.CommandBufferBeginInfo,
            Flags = CommandBufferUsageFlags.OneTimeSubmitBit,
        };
        _device.Check(_device.Api.BeginCommandBuffer(frame.Commands, &info), "Recording a frame");
        _recording = frame;
        return frame;
    }

    /// <summary>Hands the frame over to the device.</summary>
    /// <returns>The value to wait for.</returns>
    public ulong Submit(FrameContext frame)
    {
        _device.Check(_device.Api.EndCommandBuffer(frame.Commands), "Recording a frame");
        _device.Submit(frame.Commands, _timeline, _submitted + 1);
        frame.DoneValue = ++_submitted;
        _recording = null;
        return _submitted;
    }

    /// <summary>Whether the device has reached a value, without waiting.</summary>
    public bool IsDone(ulong value)
    {
        ulong reached;
        _device.Check(_device.Api.GetSemaphoreCounterValue(_device.Handle, _timeline, &reached), "Asking how far the device is");
        return reached >= value;
    }

    /// <summary>Waits until the device has reached a value.</summary>
    public void Wait(ulong value)
    {
        if (value == 0)
        {
            return;
        }

        Semaphore timeline = _timeline;
        var info = new SemaphoreWaitInfo
        {
            SType = StructureType.SemaphoreWaitInfo,
            SemaphoreCount = 1,
            PSemaphores = &timeline,
            PValues = &value,
        };
        Result result = _device.Api.WaitSemaphores(_device.Handle, &info, TimeoutNanoseconds);
        _device.Check(result, "Waiting for the device", "vkWaitSemaphores");
        if (result == Result.Timeout)
        {
            throw new VulkanException($"Waiting for the device: {_device.Name} did not finish a frame in 60 s, expected milliseconds; "
                + "update the Vulkan driver or use the CPU engine.");
        }
    }

    /// <summary>Takes a resource that frames on the device may still use, and disposes it once they are done. While a frame is
    /// being recorded, that frame counts as a user.</summary>
    public void Retire(IDisposable? resource)
    {
        if (resource is null)
        {
            return;
        }

        _retired.Enqueue((_recording is null ? _submitted : _submitted + 1, resource));
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        WaitQuietly();
        while (_retired.TryDequeue(out (ulong Value, IDisposable Resource) retired))
        {
            retired.Resource.Dispose();
        }

        foreach (FrameContext frame in _frames)
        {
            if (frame.Pool.Handle != 0)
            {
                // Destroying a pool frees its command buffers.
                _device.Api.DestroyCommandPool(_device.Handle, frame.Pool, null);
                _device.LiveObjects.Remove();
            }
        }

        if (_timeline.Handle != 0)
        {
            _device.Api.DestroySemaphore(_device.Handle, _timeline, null);
            _device.LiveObjects.Remove();
        }
    }

    /// <summary>Dispose must not throw: a device that is lost or hangs has nothing left to wait for.</summary>
    private void WaitQuietly()
    {
        try
        {
            if (!_device.IsLost)
            {
                Wait(_submitted);
            }
        }
        catch (VulkanException)
        {
        }
    }

    private void FreeRetired()
    {
        while (_retired.TryPeek(out (ulong Value, IDisposable Resource) oldest) && IsDone(oldest.Value))
        {
            _retired.Dequeue();
            oldest.Resource.Dispose();
        }
    }

    private void CreateTimeline(string name)
    {
        var type = new SemaphoreTypeCreateInfo
        {
            SType = StructureType.SemaphoreTypeCreateInfo,
            SemaphoreType = SemaphoreType.Timeline,
        };
        var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo, PNext = &type };
        Semaphore timeline;
        _device.Api.CreateSemaphore(_device.Handle, &info, null, &timeline).ThrowIfFailed("Creating a timeline");
        _timeline = timeline;
        _device.LiveObjects.Add();
        _device.NameObject(ObjectType.Semaphore, timeline.Handle, $"{name}: timeline");
    }

    private void CreateCommands(FrameContext frame, string name)
    {
        var poolInfo = new CommandPoolCreateInfo
        {
            SType = StructureType.CommandPoolCreateInfo,
            Flags = CommandPoolCreateFlags.TransientBit,
            QueueFamilyIndex = _device.QueueFamily,
        };
        CommandPool pool;
        _device.Api.CreateCommandPool(_device.Handle, &poolInfo, null, &pool).ThrowIfFailed("Creating a frame's commands");
        frame.Pool = pool;
        _device.LiveObjects.Add();
        _device.NameObject(ObjectType.CommandPool, pool.Handle, $"{name}: frame {frame.Index}");
        var info = new CommandBufferAllocateInfo
        {
            SType = StructureType.CommandBufferAllocateInfo,
            CommandPool = pool,
            Level = CommandBufferLevel.Primary,
            CommandBufferCount = 1,
        };
        CommandBuffer commands;
        _device.Api.AllocateCommandBuffers(_device.Handle, &info, &commands).ThrowIfFailed("Creating a frame's commands");
        frame.Commands = commands;
        _device.NameObject(ObjectType.CommandBuffer, (ulong)commands.Handle, $"{name}: frame {frame.Index}");
    }
}
