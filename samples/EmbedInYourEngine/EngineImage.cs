using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>An image that the engine draws into or samples: one of its own, or one of the swapchain's.</summary>
internal sealed unsafe class EngineImage : IDisposable
{
    /// <summary>Drawn into, copied to (the grade's results come in as a copy), sampled (the meter reads it), copied from (for pictures).</summary>
    public const ImageUsageFlags DrawnUsage = ImageUsageFlags.ColorAttachmentBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.SampledBit | ImageUsageFlags.TransferSrcBit;

    private readonly Engine _engine;
    private readonly DeviceMemory _memory;

    private EngineImage(Engine engine, Image image, DeviceMemory memory, uint width, uint height, Format format, ImageUsageFlags usage)
    {
        (_engine, Handle, _memory, Width, Height, PixelFormat, Usage) = (engine, image, memory, width, height, format, usage);
        var info = new ImageViewCreateInfo { SType = StructureType.ImageViewCreateInfo, Image = image, ViewType = ImageViewType.Type2D, Format = format, SubresourceRange = Whole };
        ImageView view;
        EngineException.Check(engine.Api.CreateImageView(engine.Device, &info, null, &view), "viewing an image");
        View = view;
    }

    public uint Width { get; }

    public uint Height { get; }

    public Image Handle { get; }

    public ImageView View { get; }

    public Format PixelFormat { get; }

    public ImageUsageFlags Usage { get; }

    private static ImageSubresourceRange Whole => new(ImageAspectFlags.ColorBit, 0, 1, 0, 1);

    /// <summary>Makes an image of the engine's own, of R8G8B8A8_UNORM.</summary>
    public static EngineImage Create(Engine engine, uint width, uint height, ImageUsageFlags usage)
    {
        const Format OwnFormat = Format.R8G8B8A8Unorm;
        var info = new ImageCreateInfo
        {
            SType = StructureType.ImageCreateInfo,
            ImageType = ImageType.Type2D,
            Format = OwnFormat,
            Extent = new Extent3D(width, height, 1),
            MipLevels = 1,
            ArrayLayers = 1,
            Samples = SampleCountFlags.Count1Bit,
            Tiling = ImageTiling.Optimal,
            Usage = usage,
            SharingMode = SharingMode.Exclusive,
            InitialLayout = ImageLayout.Undefined,
        };
        Image image;
        EngineException.Check(engine.Api.CreateImage(engine.Device, &info, null, &image), "making an image");
        MemoryRequirements requirements;
        engine.Api.GetImageMemoryRequirements(engine.Device, image, &requirements);
        DeviceMemory memory = engine.Allocate(requirements, MemoryPropertyFlags.None);
        EngineException.Check(engine.Api.BindImageMemory(engine.Device, image, memory, 0), "placing an image");
        return new EngineImage(engine, image, memory, width, height, OwnFormat, usage);
    }

    /// <summary>Takes an image that is somebody else's, as the swapchain's are.</summary>
    public static EngineImage Wrap(Engine engine, Image image, uint width, uint height, Format format, ImageUsageFlags usage) => new(engine, image, default, width, height, format, usage);

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
            SubresourceRange = Whole,
        };
        _engine.Api.CmdPipelineBarrier(commands, fromStages, toStages, 0, 0, null, 0, null, 1, &barrier);
    }

    public void Dispose()
    {
        _engine.Api.DestroyImageView(_engine.Device, View, null);
        if (_memory.Handle != 0)
        {
            _engine.Api.DestroyImage(_engine.Device, Handle, null);
            _engine.Api.FreeMemory(_engine.Device, _memory, null);
        }
    }
}
