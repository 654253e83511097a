using Silk.NET.Vulkan;
using Semaphore = Silk.NET.Vulkan.Semaphore;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>A batch on the queue that waits for the host; batches behind it on the queue start after it.</summary>
internal sealed unsafe class QueueGate : IDisposable
{
    private readonly VulkanDevice _device;
    private readonly Semaphore _semaphore;
    private ulong _value;

    public QueueGate(VulkanDevice device)
    {
        _device = device;
        var type = new SemaphoreTypeCreateInfo { SType = StructureType.SemaphoreTypeCreateInfo, SemaphoreType = SemaphoreType.Timeline };
        var info = new SemaphoreCreateInfo { SType = StructureType.SemaphoreCreateInfo, PNext = &type };
        Semaphore semaphore;
        device.Api.CreateSemaphore(device.Handle, &info, null, &semaphore).ThrowIfFailed("Creating a gate");
        _semaphore = semaphore;
    }

    public void Close()
    {
        Semaphore semaphore = _semaphore;
        ulong value = ++_value;
        PipelineStageFlags stage = PipelineStageFlags.AllCommandsBit;
        var values = new TimelineSemaphoreSubmitInfo { SType = StructureType.TimelineSemaphoreSubmitInfo, WaitSemaphoreValueCount = 1, PWaitSemaphoreValues = &value };
        var submit = new SubmitInfo
        {
            SType = StructureType.SubmitInfo,
            PNext = &values,
            WaitSemaphoreCount = 1,
            PWaitSemaphores = &semaphore,
            PWaitDstStageMask = &stage,
        };
        Queue queue;
        _device.Api.GetDeviceQueue(_device.Handle, _device.QueueFamily, 0, &queue);
        _device.Api.QueueSubmit(queue, 1, &submit, default(Fence)).ThrowIfFailed("Closing a gate");
    }

    public void Open()
    {
        var info = new SemaphoreSignalInfo { SType = StructureType.SemaphoreSignalInfo, Semaphore = _semaphore, Value = _value };
        _device.Api.SignalSemaphore(_device.Handle, &info).ThrowIfFailed("Opening a gate");
    }

    public void Dispose()
    {
        _device.Api.DeviceWaitIdle(_device.Handle).ThrowIfFailed("Waiting for a gate");
        _device.Api.DestroySemaphore(_device.Handle, _semaphore, null);
    }
}
