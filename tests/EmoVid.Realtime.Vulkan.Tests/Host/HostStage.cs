using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>An engine with the SDK on its device and a meter, handed over without a queue: whatever is submitted, the engine
/// submits. Disposing fails the test for objects left behind and for every message of the layer.</summary>
internal sealed class HostStage : IDisposable
{
    public HostStage(AttributeSet set, int framesInFlight = 3)
    {
        Engine = new HostEngine(new EngineOptions { ChecksSubmissions = true });
        Device = VulkanDevice.Adopt(Engine.Handles with { Queue = 0 }, new VulkanDeviceOptions { PipelineCacheFolder = "" });
        Meter = new VulkanAttributeMeter(Device, new AttributeMeterOptions { Set = set, FramesInFlight = framesInFlight });
    }

    public HostEngine Engine { get; }

    public VulkanDevice Device { get; }

    public VulkanAttributeMeter Meter { get; }

    /// <summary>The last result.</summary>
    public AttributeSums Sums { get; } = new();

    /// <summary>Measures an image in a submission of its own, which is waited for.</summary>
    public AttributeSums MeasureNow(VulkanImageSource source, VulkanImageUse use, long frame, MaskView mask = default)
    {
        EngineFrame place = Engine.BeginFrame(out _);
        Assert.True(Meter.TryRecord(place.Commands.Handle, source, use, mask, frame));
        Engine.EndFrame(place);
        place.Wait();
        Meter.HostFrameCompleted(frame);
        Assert.True(Meter.TryRead(Sums, out long tag));
        Assert.Equal(frame, tag);
        return Sums;
    }

    public void Dispose()
    {
        Engine.WaitIdle();
        Device.Dispose();
        Assert.Equal(0, Device.LiveObjectCount);
        Engine.Dispose();
    }
}
