using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The level and layer of a host's image that a pass works on.</summary>
internal readonly record struct HostImagePart
{
    public HostImagePart(in VulkanHostImage image)
    {
        Image = new Image(image.Image);
        Level = (uint)image.MipLevel;
        Layer = (uint)image.ArrayLayer;
    }

    public Image Image { get; }

    public uint Level { get; }

    public uint Layer { get; }

    public ImageSubresourceRange Range => new()
    {
        AspectMask = ImageAspectFlags.ColorBit,
        BaseMipLevel = Level,
        LevelCount = 1,
        BaseArrayLayer = Layer,
        LayerCount = 1,
    };

    public ImageSubresourceLayers Layers => new()
    {
        AspectMask = ImageAspectFlags.ColorBit,
        MipLevel = Level,
        BaseArrayLayer = Layer,
        LayerCount = 1,
    };

    public bool IsSameAs(in HostImagePart other) => Image.Handle == other.Image.Handle && Level == other.Level && Layer == other.Layer;
}
