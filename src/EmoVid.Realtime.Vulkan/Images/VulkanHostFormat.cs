namespace EmoVid.Realtime.Vulkan;

/// <summary>The formats of a host's images that the SDK reads and writes. The numbers are those of <c>VkFormat</c>, so that a host casts its own
/// value.</summary>
public enum VulkanHostFormat
{
    /// <summary>No format; not accepted.</summary>
    Undefined = 0,

    /// <summary><c>VK_FORMAT_R8G8B8A8_UNORM</c>: what is in it is sRGB-encoded unless the use says otherwise.</summary>
    R8G8B8A8Unorm = 37,

    /// <summary><c>VK_FORMAT_R8G8B8A8_SRGB</c>: measured by its stored codes, which are sRGB-encoded by definition.</summary>
    R8G8B8A8Srgb = 43,

    /// <summary><c>VK_FORMAT_B8G8R8A8_UNORM</c>: as <see cref="R8G8B8A8Unorm"/>.</summary>
    B8G8R8A8Unorm = 44,

    /// <summary><c>VK_FORMAT_B8G8R8A8_SRGB</c>: as <see cref="R8G8B8A8Srgb"/>.</summary>
    B8G8R8A8Srgb = 50,

    /// <summary><c>VK_FORMAT_A2B10G10R10_UNORM_PACK32</c>: sRGB-encoded unless the use says otherwise.</summary>
    A2B10G10R10Unorm = 64,

    /// <summary><c>VK_FORMAT_R16G16B16A16_SFLOAT</c>: linear light unless the use says otherwise.</summary>
    R16G16B16A16Sfloat = 97,
}
