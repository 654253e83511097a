namespace EmoVid.Realtime.Vulkan;

/// <summary>A host's own image as raw handle and facts: what an engine tells the SDK once for each render target that is to be read or written.
/// Two-dimensional, one sample a pixel, optimal tiling; one level and one layer of it are used.</summary>
public readonly record struct VulkanHostImage
{
    /// <summary>The <c>VkImage</c>, on the device that was adopted. It stays the host's.</summary>
    public required ulong Image { get; init; }

    /// <summary>The format it was created with.</summary>
    public required VulkanHostFormat Format { get; init; }

    /// <summary>Pixels a row of <see cref="MipLevel"/>, at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of <see cref="MipLevel"/>, at least 1.</summary>
    public required int Height { get; init; }

    /// <summary>The <c>VkImageUsageFlags</c> it was created with: <c>VK_IMAGE_USAGE_SAMPLED_BIT</c> (4) among them where it is read,
    /// <c>VK_IMAGE_USAGE_TRANSFER_DST_BIT</c> (2) where it is written.</summary>
    public required uint Usage { get; init; }

    /// <summary>The level to read, counted from 0, the default.</summary>
    public int MipLevel { get; init; }

    /// <summary>The layer to read, counted from 0, the default.</summary>
    public int ArrayLayer { get; init; }

    /// <summary>Whether it was created with <c>VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT</c> and, where it has a list of view formats, with the
    /// UNORM twin of its format in it. An sRGB image is then read without the device's decoding. Default false, which always
    /// works.</summary>
    public bool IsMutableFormat { get; init; }
}
