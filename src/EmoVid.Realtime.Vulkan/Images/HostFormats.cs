namespace EmoVid.Realtime.Vulkan;

/// <summary>What follows from a host's format.</summary>
internal static class HostFormats
{
    /// <summary>Whether a view of the format decodes its codes.</summary>
    public static bool IsSrgb(this VulkanHostFormat format) => format is VulkanHostFormat.R8G8B8A8Srgb or VulkanHostFormat.B8G8R8A8Srgb;

    /// <summary>The pixel format whose frame in host memory has the same channels: what the image's bytes are once copied out.</summary>
    public static PixelFormat PixelFormat(this VulkanHostFormat format) => format switch
    {
        VulkanHostFormat.B8G8R8A8Unorm or VulkanHostFormat.B8G8R8A8Srgb => Realtime.PixelFormat.Bgra8,
        VulkanHostFormat.A2B10G10R10Unorm => Realtime.PixelFormat.Rgb10A2,
        VulkanHostFormat.R16G16B16A16Sfloat => Realtime.PixelFormat.Rgba16F,
        _ => Realtime.PixelFormat.Rgba8,
    };
}
