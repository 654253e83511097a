namespace EmoVid.Realtime.Vulkan;

/// <summary>How one recording reads or writes a host's image: what state the image is in when the recorded commands reach it, what state they
/// leave it in, and what its pixels mean. Stages and accesses are the bits of <c>VkPipelineStageFlags</c> and
/// <c>VkAccessFlags</c>.</summary>
public readonly record struct VulkanImageUse
{
    /// <summary>The layout that the image is in. Where it is neither <see cref="VulkanHostLayout.General"/> nor
    /// <see cref="VulkanHostLayout.ShaderReadOnly"/>, a transition is recorded; for an image that is written always.
    /// <see cref="VulkanHostLayout.Undefined"/> says that what is in it may be lost, where all of it is written.</summary>
    public required VulkanHostLayout EntryLayout { get; init; }

    /// <summary>The stages that wrote the image or put it into <see cref="EntryLayout"/>; of an image that is written, those that read it too. 0, the default: any
    /// (<c>VK_PIPELINE_STAGE_ALL_COMMANDS_BIT</c>), which is always right and lets the pass wait for all work before it.</summary>
    public uint EntryStages { get; init; }

    /// <summary>The accesses of those stages that wrote. With <see cref="EntryStages"/> 0 every write counts; else 0 says that the host has
    /// already made its writes visible to those stages.</summary>
    public uint EntryAccess { get; init; }

    /// <summary>The layout to leave the image in; <see cref="VulkanHostLayout.Undefined"/>, the default, leaves it as it came.</summary>
    public VulkanHostLayout ExitLayout { get; init; }

    /// <summary>The stages that use the image next. 0, the default: any.</summary>
    public uint ExitStages { get; init; }

    /// <summary>The accesses of those stages. With <see cref="ExitStages"/> 0 any.</summary>
    public uint ExitAccess { get; init; }

    /// <summary>Meaning of the alpha channel; default <see cref="AlphaMode.Opaque"/>, as a rendered frame's mostly is.</summary>
    public AlphaMode AlphaMode { get; init; }

    /// <summary>Meaning of the colour channels; null, the default, takes the format's: linear light for half floats, sRGB for the others. An
    /// sRGB format cannot be linear: its stored codes are sRGB-encoded by definition.</summary>
    public ColorEncoding? Encoding { get; init; }

    /// <summary>Left edge of the region, in pixels.</summary>
    public int X { get; init; }

    /// <summary>Upper edge of the region, in pixels.</summary>
    public int Y { get; init; }

    /// <summary>Pixels a row of the region; 0, the default, takes all from <see cref="X"/> to the right edge.</summary>
    public int Width { get; init; }

    /// <summary>Rows of the region; 0, the default, takes all from <see cref="Y"/> to the lower edge.</summary>
    public int Height { get; init; }
}
