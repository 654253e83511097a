using EmoVid.Realtime.Vulkan;

namespace EmbedInYourEngine;

/// <summary>How the SDK is taken onto the engine's device: handles go in as numbers, and without a queue, so that it cannot submit.</summary>
internal static class SdkOnEngine
{
    public static VulkanDevice Adopt(Engine engine) => VulkanDevice.Adopt(new VulkanHostDevice
    {
        Instance = engine.Instance.Handle,
        PhysicalDevice = engine.PhysicalDevice.Handle,
        Device = engine.Device.Handle,
        QueueFamilyIndex = engine.QueueFamily,
        ApiVersion = Engine.ApiVersion,
        EnabledFeatures = VulkanRequirements.Features,
        EnabledInstanceExtensions = engine.InstanceExtensions,
    });

    public static VulkanHostImage Describe(EngineImage image) => new()
    {
        Image = image.Handle.Handle,
        Format = (VulkanHostFormat)(int)image.PixelFormat,
        Width = (int)image.Width,
        Height = (int)image.Height,
        Usage = (uint)image.Usage,
    };
}
