using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The barriers around a pass that reads or writes a host's image in the host's command buffer.</summary>
internal static unsafe class HostImageBarriers
{
    /// <summary>The layout that the pass reads the image in.</summary>
    public static ImageLayout ReadLayout(in VulkanImageUse use) =>
        use.EntryLayout == VulkanHostLayout.General ? ImageLayout.General : ImageLayout.ShaderReadOnlyOptimal;

    /// <summary>Throws for a use that fits no image, or not this one that is to be written.</summary>
    /// <exception cref="ArgumentException">A layout cannot be left, or the region leaves the image or would lose what is around it.</exception>
    public static PixelRectangle CheckWritten(in VulkanImageUse use, in VulkanHostImage image)
    {
        if (use.EntryLayout != VulkanHostLayout.Undefined)
        {
            return Check(use, image);
        }

        PixelRectangle region = Check(use with { EntryLayout = VulkanHostLayout.General }, image);
        if (use.ExitLayout == VulkanHostLayout.Undefined || region.Width != image.Width || region.Height != image.Height)
        {
            throw new ArgumentOutOfRangeException(nameof(use), (use.EntryLayout, use.ExitLayout),
                "An image without contents is written as a whole, and its layout on exit is named.");
        }

        return region;
    }

    /// <summary>Throws for a use that fits no image or not this one.</summary>
    /// <exception cref="ArgumentException">A layout cannot be read or left, or the region leaves the image.</exception>
    public static PixelRectangle Check(in VulkanImageUse use, in VulkanHostImage image)
    {
        if (use.EntryLayout == VulkanHostLayout.Undefined || !Enum.IsDefined(use.EntryLayout) || !Enum.IsDefined(use.ExitLayout))
        {
            throw new ArgumentOutOfRangeException(nameof(use), (use.EntryLayout, use.ExitLayout),
                "Expected layouts of VulkanHostLayout, on entry one with contents.");
        }

        if (!Enum.IsDefined(use.AlphaMode))
        {
            throw new ArgumentOutOfRangeException(nameof(use), use.AlphaMode, "Not a member of AlphaMode.");
        }

        if (use.Encoding is { } encoding && (!Enum.IsDefined(encoding) || (encoding == ColorEncoding.Linear && image.Format.IsSrgb())))
        {
            throw new ArgumentOutOfRangeException(nameof(use), encoding, $"An image of {image.Format} holds no such codes.");
        }

        int width = use.Width == 0 ? image.Width - use.X : use.Width;
        int height = use.Height == 0 ? image.Height - use.Y : use.Height;
        if (use.X < 0 || use.Y < 0 || width < 1 || height < 1 || width > image.Width - use.X || height > image.Height - use.Y)
        {
            throw new ArgumentOutOfRangeException(nameof(use), (use.X, use.Y, use.Width, use.Height),
                $"The region leaves the image of {image.Width}×{image.Height} pixels.");
        }

        return new PixelRectangle(use.X, use.Y, width, height);
    }

    /// <summary>Waits for the image's writers and brings it into <see cref="ReadLayout"/>.</summary>
    public static void RecordEntry(Vk api, CommandBuffer commands, in HostImagePart image, in VulkanImageUse use) =>
        Record(api, commands, image, (ImageLayout)(int)use.EntryLayout, ReadLayout(use), WriterStages(use), WriterAccess(use),
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);

    /// <summary>Lets the image's next users wait for the pass and leaves it in the layout that they expect.</summary>
    public static void RecordExit(Vk api, CommandBuffer commands, in HostImagePart image, in VulkanImageUse use) =>
        Record(api, commands, image, ReadLayout(use), LeftLayout(use), PipelineStageFlags.ComputeShaderBit, 0, NextStages(use), NextAccess(use));

    /// <summary>Waits for all that used the image before and makes it ready to be copied into.</summary>
    public static void RecordWriteEntry(Vk api, CommandBuffer commands, in HostImagePart image, in VulkanImageUse use) =>
        Record(api, commands, image, (ImageLayout)(int)use.EntryLayout, ImageLayout.TransferDstOptimal, WriterStages(use), WriterAccess(use),
            PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);

    /// <summary>Makes an image that the pass has read ready to be copied into.</summary>
    public static void RecordReadToWrite(Vk api, CommandBuffer commands, in HostImagePart image, in VulkanImageUse read) =>
        Record(api, commands, image, ReadLayout(read), ImageLayout.TransferDstOptimal, PipelineStageFlags.ComputeShaderBit, 0,
            PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);

    /// <summary>Lets the image's next users wait for what was copied into it.</summary>
    public static void RecordWriteExit(Vk api, CommandBuffer commands, in HostImagePart image, in VulkanImageUse use) =>
        Record(api, commands, image, ImageLayout.TransferDstOptimal, LeftLayout(use), PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
            NextStages(use), NextAccess(use));

    private static ImageLayout LeftLayout(in VulkanImageUse use) => (ImageLayout)(int)(use.ExitLayout == VulkanHostLayout.Undefined ? use.EntryLayout : use.ExitLayout);

    private static PipelineStageFlags WriterStages(in VulkanImageUse use) => use.EntryStages == 0 ? PipelineStageFlags.AllCommandsBit : (PipelineStageFlags)use.EntryStages;

    private static AccessFlags WriterAccess(in VulkanImageUse use) => use.EntryStages == 0 ? AccessFlags.MemoryWriteBit : (AccessFlags)use.EntryAccess;

    private static PipelineStageFlags NextStages(in VulkanImageUse use) => use.ExitStages == 0 ? PipelineStageFlags.AllCommandsBit : (PipelineStageFlags)use.ExitStages;

    private static AccessFlags NextAccess(in VulkanImageUse use) =>
        use.ExitStages == 0 ? AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit : (AccessFlags)use.ExitAccess;

    private static void Record(Vk api, CommandBuffer commands, in HostImagePart image, ImageLayout from, ImageLayout to,
        PipelineStageFlags fromStages, AccessFlags written, PipelineStageFlags toStages, AccessFlags used)
    {
        var barrier = new ImageMemoryBarrier
        {
            SType = StructureType.ImageMemoryBarrier,
            SrcAccessMask = written,
            DstAccessMask = used,
            OldLayout = from,
            NewLayout = to,
            SrcQueueFamilyIndex = Vk.QueueFamilyIgnored,
            DstQueueFamilyIndex = Vk.QueueFamilyIgnored,
            Image = image.Image,
            SubresourceRange = image.Range,
        };
        api.CmdPipelineBarrier(commands, fromStages, toStages, 0, 0, null, 0, null, 1, &barrier);
    }
}
