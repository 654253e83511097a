namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Gives each test a software device under the validation layer, and fails it for any message of the layer and any
/// object left behind. Without a software device or the layer, creation fails and so does the test.</summary>
[Collection(VulkanTestGroup.Name)]
public abstract class SoftwareDeviceTest : IDisposable
{
    protected SoftwareDeviceTest() => Device = Create(framesInFlight: 2);

    protected VulkanDevice Device { get; private set; }

    public void Dispose()
    {
        Device.Dispose();
        GC.SuppressFinalize(this);
        Assert.Empty(Device.ValidationMessages);
        Assert.Equal(0, Device.LiveObjectCount);
    }

    internal static VulkanDevice Create(int framesInFlight, string cacheFolder = "") => VulkanDevice.Create(new VulkanDeviceOptions
    {
        Choice = DeviceChoice.Software,
        Validation = true,
        PipelineCacheFolder = cacheFolder,
        FramesInFlight = framesInFlight,
    });

    /// <summary>Replaces the device by one with other options.</summary>
    protected void Recreate(int framesInFlight, string cacheFolder = "")
    {
        Device.Dispose();
        Assert.Empty(Device.ValidationMessages);
        Device = Create(framesInFlight, cacheFolder);
    }
}
