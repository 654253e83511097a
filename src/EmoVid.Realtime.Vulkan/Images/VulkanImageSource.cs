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
        HostImageCheck.ThrowIfUnfit(device, image, ImageUsageFlags.SampledBit, FormatFeatureFlags.SampledImageBit, "sample");
        _device = device;
        Description = image;
        Part = new HostImagePart(image);
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

    internal HostImagePart Part { get; }

    internal ImageView View { get; }

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
            Image = Part.Image,
            ViewType = ImageViewType.Type2D,
            Format = (Format)(int)format,
            SubresourceRange = Part.Range,
        };
        ImageView view;
        _device.Api.CreateImageView(_device.Handle, &info, null, &view).ThrowIfFailed("Opening a host's image");
        _device.LiveObjects.Add();
        _device.NameObject(ObjectType.ImageView, view.Handle, "host image");
        return view;
    }
}
