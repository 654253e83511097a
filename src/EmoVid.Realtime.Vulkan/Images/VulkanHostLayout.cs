namespace EmoVid.Realtime.Vulkan;

/// <summary>The layouts in which a host may hand an image over and want it back. The numbers are those of <c>VkImageLayout</c>, so that a
/// host casts its own value.</summary>
public enum VulkanHostLayout
{
    /// <summary><c>VK_IMAGE_LAYOUT_UNDEFINED</c>: on entry only where all of the image is written, because such an image has no contents; on exit the layout
    /// of the entry.</summary>
    Undefined = 0,

    /// <summary><c>VK_IMAGE_LAYOUT_GENERAL</c>: read as it is, without a transition.</summary>
    General = 1,

    /// <summary><c>VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL</c>.</summary>
    ColorAttachment = 2,

    /// <summary><c>VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL</c>: read as it is, without a transition.</summary>
    ShaderReadOnly = 5,

    /// <summary><c>VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL</c>.</summary>
    TransferSource = 6,

    /// <summary><c>VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL</c>.</summary>
    TransferDestination = 7,

    /// <summary><c>VK_IMAGE_LAYOUT_PRESENT_SRC_KHR</c>.</summary>
    PresentSource = 1000001002,

    /// <summary><c>VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL</c> of Vulkan 1.3.</summary>
    ReadOnly = 1000314000,

    /// <summary><c>VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL</c> of Vulkan 1.3.</summary>
    Attachment = 1000314001,
}
