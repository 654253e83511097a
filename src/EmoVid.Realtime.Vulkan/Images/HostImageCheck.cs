using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>What every host's image must be, whatever the SDK does with it.</summary>
internal static unsafe class HostImageCheck
{
    /// <summary>Throws for an image that cannot serve.</summary>
    /// <param name="device">The adopted device.</param>
    /// <param name="image">The host's account of the image.</param>
    /// <param name="usage">The usage that it must have been created with.</param>
    /// <param name="feature">What the device must be able to do with its format.</param>
    /// <param name="verb">The same in a word, for the message.</param>
    /// <exception cref="ArgumentException">The handle is 0, or a size, level or layer is out of range.</exception>
    /// <exception cref="VulkanException">The format or usage does not serve.</exception>
    public static void ThrowIfUnfit(VulkanDevice device, in VulkanHostImage image, ImageUsageFlags usage, FormatFeatureFlags feature, string verb)
    {
        if (image.Image == 0)
        {
            throw new ArgumentException("The handle is 0 (VK_NULL_HANDLE).", nameof(image));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(image.Width, 1, nameof(image));
        ArgumentOutOfRangeException.ThrowIfLessThan(image.Height, 1, nameof(image));
        ArgumentOutOfRangeException.ThrowIfNegative(image.MipLevel, nameof(image));
        ArgumentOutOfRangeException.ThrowIfNegative(image.ArrayLayer, nameof(image));
        if (image.Format == VulkanHostFormat.Undefined || !Enum.IsDefined(image.Format))
        {
            throw new VulkanException($"Opening a host's image: VkFormat {(int)image.Format}, expected one of {string.Join(", ", Enum.GetValues<VulkanHostFormat>()[1..])}; "
                + "blit into an image of such a format and open that.");
        }

        if ((image.Usage & (uint)usage) == 0)
        {
            string name = usage == ImageUsageFlags.SampledBit ? "VK_IMAGE_USAGE_SAMPLED_BIT" : "VK_IMAGE_USAGE_TRANSFER_DST_BIT";
            throw new VulkanException($"Opening a host's image: its usage is {(ImageUsageFlags)image.Usage}, expected {name} in it; "
                + "add the bit when creating the image.");
        }

        FormatProperties properties;
        device.Api.GetPhysicalDeviceFormatProperties(device.PhysicalDevice, (Format)(int)image.Format, &properties);
        if ((properties.OptimalTilingFeatures & feature) == 0)
        {
            throw new VulkanException($"Opening a host's image: {device.Name} cannot {verb} images of {image.Format}, expected that it can; use another format.");
        }
    }
}
