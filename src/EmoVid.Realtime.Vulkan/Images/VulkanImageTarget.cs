using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A host's image made ready for the SDK's passes to write: checked once. Made by <see cref="VulkanDevice.OpenTarget"/>; holds nothing, so
/// nothing is to be disposed. Any thread.</summary>
/// <remarks>Results are copied in as bytes, so that images of sRGB formats, which shaders cannot store to, get their exact codes.</remarks>
public sealed class VulkanImageTarget
{
    private readonly VulkanDevice _device;

    internal VulkanImageTarget(VulkanDevice device, in VulkanHostImage image)
    {
        HostImageCheck.ThrowIfUnfit(device, image, ImageUsageFlags.TransferDstBit, FormatFeatureFlags.TransferDstBit, "write");
        _device = device;
        Description = image;
        Part = new HostImagePart(image);
    }

    /// <summary>What the host said about the image.</summary>
    public VulkanHostImage Description { get; }

    internal HostImagePart Part { get; }

    internal void ThrowIfUnusable(VulkanDevice device, string name)
    {
        if (device != _device)
        {
            throw new ArgumentException("The image was opened on another VulkanDevice.", name);
        }
    }
}
