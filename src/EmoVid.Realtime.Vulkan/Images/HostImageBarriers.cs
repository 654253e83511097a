using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

/// <summary>The barriers around a pass that reads a host's image in the host's command buffer.</summary>
internal static unsafe class HostImageBarriers
{
    /// <summary>The layout that the pass reads the image in.</summary>
    public static ImageLayout ReadLayout(in VulkanImageUse use) =>
        use.EntryLayout == VulkanHostLayout.General ? ImageLayout.General : ImageLayout.ShaderReadOnlyOptimal;

    /// <summary>Throws for a use that fits no image or not this one.</summary>
    /// <exception cref="ArgumentException">A layout cannot be read or left, or the region leaves the image.</exception>
    public static (int X, int Y, int Width, int Height) Check(in VulkanImageUse use, in VulkanHostImage image)
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

        return (use.X, use.Y, width, height);
    }

    /// <summary>Waits for the image's writers and brings it into <see cref="ReadLayout"/>.</summary>
    public static void RecordEntry(Vk api, CommandBuffer commands, VulkanImageSource source, in VulkanImageUse use) =>
        Record(api, commands, source, (ImageLayout)(int)use.EntryLayout, ReadLayout(use),
            use.EntryStages == 0 ? PipelineStageFlags.AllCommandsBit : (PipelineStageFlags)use.EntryStages,
            use.EntryStages == 0 ? AccessFlags.MemoryWriteBit : (AccessFlags)use.EntryAccess,
            PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);

    /// <summary>Lets the image's next users wait for the pass and leaves it in the layout that they expect.</summary>
    public static void RecordExit(Vk api, CommandBuffer commands, VulkanImageSource source, in VulkanImageUse use)
    {
        VulkanHostLayout left = use.ExitLayout == VulkanHostLayout.Undefined ? use.EntryLayout : use.ExitLayout;
        Record(api, commands, source, ReadLayout(use), (ImageLayout)(int)left, PipelineStageFlags.ComputeShaderBit, 0,
            use.ExitStages == 0 ? PipelineStageFlags.AllCommandsBit : (PipelineStageFlags)use.ExitStages,
            use.ExitStages == 0 ? AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit : (AccessFlags)use.ExitAccess);
    }

    private static void Record(Vk api, CommandBuffer commands, VulkanImageSource source, ImageLayout from, ImageLayout to,
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
            Image = source.Image,
            SubresourceRange = source.Range,
        };
        api.CmdPipelineBarrier(commands, fromStages, toStages, 0, 0, null, 0, null, 1, &barrier);
    }
}
