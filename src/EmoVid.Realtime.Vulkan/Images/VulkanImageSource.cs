using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>A host's image made ready for the SDK's passes to read: checked once and seen through a view of the SDK's own. Made by
/// <see cref="VulkanDevice.OpenImage"/>.</summary>
/// <remarks>One for each image of the host, kept as long as the image: opening costs a view, recording with it nothing. Dispose
/// it before the image is destroyed and after the last command buffer that reads it is done. Any thread.</remarks>
public sealed unsafe class VulkanImageSource : IDisposable
{
    private readonly VulkanDevice _device;
    private bool _disposed;

    internal VulkanImageSource(VulkanDevice device, in VulkanHostImage image)
    {
        Check(device, image);
        _device = device;
        Description = image;
        Image = new Image(image.Image);
        Range = new ImageSubresourceRange
        {
            AspectMask = ImageAspectFlags.ColorBit,
            BaseMipLevel = (uint)image.MipLevel,
            LevelCount = 1,
            BaseArrayLayer = (uint)image.ArrayLayer,
            LayerCount = 1,
        };
        View = CreateView();
        try
        {
            device.Own(this);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the host said about the image.</summary>
    public VulkanHostImage Description { get; }

    internal Image Image { get; }

    internal ImageView View { get; }

    internal ImageSubresourceRange Range { get; }

    /// <summary>Whether the view decodes sRGB, so that the pass has to encode again.</summary>
    internal bool IsDecoded => Description.Format.IsSrgb() && !Description.IsMutableFormat;

    /// <summary>Destroys the view; the image is the host's. May be called more than once.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _device.Api.DestroyImageView(_device.Handle, View, null);
        _device.LiveObjects.Remove();
        _device.Release(this);
    }

    /// <summary>Throws when the source cannot be recorded with.</summary>
    internal void ThrowIfUnusable(VulkanDevice device, string name)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (device != _device)
        {
            throw new ArgumentException("The image was opened on another VulkanDevice.", name);
        }
    }

    private static void Check(VulkanDevice device, in VulkanHostImage image)
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

        if ((image.Usage & (uint)ImageUsageFlags.SampledBit) == 0)
        {
            throw new VulkanException($"Opening a host's image: its usage is {(ImageUsageFlags)image.Usage}, expected VK_IMAGE_USAGE_SAMPLED_BIT in it; "
                + "add the bit when creating the image.");
        }

        FormatProperties properties;
        device.Api.GetPhysicalDeviceFormatProperties(device.PhysicalDevice, (Format)(int)image.Format, &properties);
        if ((properties.OptimalTilingFeatures & FormatFeatureFlags.SampledImageBit) == 0)
        {
            throw new VulkanException($"Opening a host's image: {device.Name} cannot sample images of {image.Format}, expected that it can; use another format.");
        }
    }

    private ImageView CreateView()
    {
        VulkanHostFormat format = !Description.IsMutableFormat ? Description.Format : Description.Format switch
        {
            VulkanHostFormat.R8G8B8A8Srgb => VulkanHostFormat.R8G8B8A8Unorm,
            VulkanHostFormat.B8G8R8A8Srgb => VulkanHostFormat.B8G8R8A8Unorm,
            _ => Description.Format,
        };

        // The image may have usages that the view's format lacks (storage of an sRGB image): the view has only ours.
        var usage = new ImageViewUsageCreateInfo { SType = StructureType.ImageViewUsageCreateInfo, Usage = ImageUsageFlags.SampledBit };
        var info = new ImageViewCreateInfo
        {
            SType = StructureType.ImageViewCreateInfo,
            PNext = &usage,
            Image = Image,
            ViewType = ImageViewType.Type2D,
            Format = (Format)(int)format,
            SubresourceRange = Range,
        };
        ImageView view;
        _device.Api.CreateImageView(_device.Handle, &info, null, &view).ThrowIfFailed("Opening a host's image");
        _device.LiveObjects.Add();
        _device.NameObject(ObjectType.ImageView, view.Handle, "host image");
        return view;
    }
}
