using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>An image that the engine draws into; with a window it would be the swapchain's.</summary>
internal sealed unsafe class EngineImage : IDisposable
{
    public const ImageUsageFlags Usage = ImageUsageFlags.ColorAttachmentBit | ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.TransferSrcBit;
    public const Format PixelFormat = Format.R8G8B8A8Unorm;

    private readonly Engine _engine;
    private readonly DeviceMemory _memory;

    public EngineImage(Engine engine, uint width, uint height)
    {
        (_engine, Width, Height) = (engine, width, height);
        var info = new ImageCreateInfo
        {
            SType = StructureType.ImageCreateInfo,
            ImageType = ImageType.Type2D,
            Format = PixelFormat,
            Extent = new Extent3D(width, height, 1),
            MipLevels = 1,
            ArrayLayers = 1,
            Samples = SampleCountFlags.Count1Bit,
            Tiling = ImageTiling.Optimal,
            Usage = Usage,
            SharingMode = SharingMode.Exclusive,
            InitialLayout = ImageLayout.Undefined,
        };
        Image image;
        EngineException.Check(engine.Api.CreateImage(engine.Device, &info, null, &image), "making an image");
        Handle = image;
        MemoryRequirements requirements;
        engine.Api.GetImageMemoryRequirements(engine.Device, image, &requirements);
        _memory = engine.Allocate(requirements, MemoryPropertyFlags.None);
        EngineException.Check(engine.Api.BindImageMemory(engine.Device, image, _memory, 0), "placing an image");
        var viewInfo = new ImageViewCreateInfo
        {
            SType = StructureType.ImageViewCreateInfo,
            Image = image,
            ViewType = ImageViewType.Type2D,
            Format = PixelFormat,
            SubresourceRange = new ImageSubresourceRange(ImageAspectFlags.ColorBit, 0, 1, 0, 1),
        };
        ImageView view;
        EngineException.Check(engine.Api.CreateImageView(engine.Device, &viewInfo, null, &view), "viewing an image");
        View = view;
    }

    public uint Width { get; }

    public uint Height { get; }

    public Image Handle { get; }

    public ImageView View { get; }

    public void Transition(CommandBuffer commands, ImageLayout from, ImageLayout to, PipelineStageFlags fromStages, AccessFlags written, PipelineStageFlags toStages, AccessFlags used)
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
            Image = Handle,
            SubresourceRange = new ImageSubresourceRange(ImageAspectFlags.ColorBit, 0, 1, 0, 1),
        };
        _engine.Api.CmdPipelineBarrier(commands, fromStages, toStages, 0, 0, null, 0, null, 1, &barrier);
    }

    public void Dispose()
    {
        _engine.Api.DestroyImageView(_engine.Device, View, null);
        _engine.Api.DestroyImage(_engine.Device, Handle, null);
        _engine.Api.FreeMemory(_engine.Device, _memory, null);
    }
}
