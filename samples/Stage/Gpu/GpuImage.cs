using EmoVid.Realtime.Vulkan;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>A picture on the device with its memory and view, and the layout that recorded commands leave it in.</summary>
internal sealed unsafe class GpuImage : IDisposable
{
    private readonly Gpu _gpu;
    private readonly DeviceMemory _memory;
    private readonly long _allocated;

    public GpuImage(Gpu gpu, int width, int height, Format format, ImageUsageFlags usage)
    {
        _gpu = gpu;
        (Width, Height, Format) = (width, height, format);
        var info = new ImageCreateInfo
        {
            SType = StructureType.ImageCreateInfo,
            ImageType = ImageType.Type2D,
            Format = format,
            Extent = new Extent3D((uint)width, (uint)height, 1),
            MipLevels = 1,
            ArrayLayers = 1,
            Samples = SampleCountFlags.Count1Bit,
            Tiling = ImageTiling.Optimal,
            Usage = usage,
            SharingMode = SharingMode.Exclusive,
            InitialLayout = ImageLayout.Undefined,
        };
        Image image;
        gpu.Check(gpu.Api.CreateImage(gpu.Device, &info, null, &image), "making an image");
        Handle = image;
        gpu.LiveObjects++;
        MemoryRequirements requirements;
        gpu.Api.GetImageMemoryRequirements(gpu.Device, image, &requirements);
        _allocated = (long)requirements.Size;
        _memory = gpu.Allocate(requirements, MemoryPropertyFlags.DeviceLocalBit);
        gpu.Check(gpu.Api.BindImageMemory(gpu.Device, image, _memory, 0), "placing an image");
        View = CreateView(gpu, image, format);
        Description = new VulkanHostImage { Image = image.Handle, Format = (VulkanHostFormat)(int)format, Width = width, Height = height, Usage = (uint)usage };
    }

    public int Width { get; }

    public int Height { get; }

    public Format Format { get; }

    public Image Handle { get; }

    public ImageView View { get; }

    /// <summary>What the stage tells the SDK about it.</summary>
    public VulkanHostImage Description { get; }

    /// <summary>The layout after the commands recorded so far.</summary>
    public ImageLayout Layout { get; set; } = ImageLayout.Undefined;

    public static ImageSubresourceRange Whole => new(ImageAspectFlags.ColorBit, 0, 1, 0, 1);

    public static ImageView CreateView(Gpu gpu, Image image, Format format)
    {
        var info = new ImageViewCreateInfo
        {
            SType = StructureType.ImageViewCreateInfo,
            Image = image,
            ViewType = ImageViewType.Type2D,
            Format = format,
            SubresourceRange = Whole,
        };
        ImageView view;
        gpu.Check(gpu.Api.CreateImageView(gpu.Device, &info, null, &view), "looking at an image");
        gpu.LiveObjects++;
        return view;
    }

    /// <summary>Records a change of layout from the present one, waiting for the stages that used the image.</summary>
    public void Transition(CommandBuffer commands, ImageLayout to, PipelineStageFlags fromStages, AccessFlags written, PipelineStageFlags toStages, AccessFlags used)
    {
        Barrier(_gpu, commands, Handle, Layout, to, fromStages, written, toStages, used);
        Layout = to;
    }

    /// <summary>Records a barrier on an image that is not the stage's own.</summary>
    public static void Barrier(Gpu gpu, CommandBuffer commands, Image image, ImageLayout from, ImageLayout to,
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
            Image = image,
            SubresourceRange = Whole,
        };
        gpu.Api.CmdPipelineBarrier(commands, fromStages, toStages, 0, 0, null, 0, null, 1, &barrier);
    }

    /// <summary>Records a copy of tightly packed pixels from a buffer; leaves the image to be sampled by fragment shaders.</summary>
    public void RecordUpload(CommandBuffer commands, GpuBuffer pixels)
    {
        Transition(commands, ImageLayout.TransferDstOptimal, PipelineStageFlags.FragmentShaderBit | PipelineStageFlags.TransferBit, 0,
            PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);
        BufferImageCopy region = Region;
        _gpu.Api.CmdCopyBufferToImage(commands, pixels.Handle, Handle, ImageLayout.TransferDstOptimal, 1, &region);
        Transition(commands, ImageLayout.ShaderReadOnlyOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
            PipelineStageFlags.FragmentShaderBit, AccessFlags.ShaderReadBit);
    }

    /// <summary>Records a copy of the pixels into a buffer, from TRANSFER_SRC, for the host to read.</summary>
    public void RecordDownload(CommandBuffer commands, GpuBuffer pixels)
    {
        BufferImageCopy region = Region;
        _gpu.Api.CmdCopyImageToBuffer(commands, Handle, ImageLayout.TransferSrcOptimal, pixels.Handle, 1, &region);
        var toHost = new MemoryBarrier { SType = StructureType.MemoryBarrier, SrcAccessMask = AccessFlags.TransferWriteBit, DstAccessMask = AccessFlags.HostReadBit };
        _gpu.Api.CmdPipelineBarrier(commands, PipelineStageFlags.TransferBit, PipelineStageFlags.HostBit, 0, 1, &toHost, 0, null, 0, null);
    }

    public void Dispose()
    {
        _gpu.Api.DestroyImageView(_gpu.Device, View, null);
        _gpu.Api.DestroyImage(_gpu.Device, Handle, null);
        _gpu.LiveObjects -= 2;
        _gpu.Free(_memory, _allocated);
    }

    private BufferImageCopy Region => new()
    {
        ImageSubresource = new ImageSubresourceLayers(ImageAspectFlags.ColorBit, 0, 0, 1),
        ImageExtent = new Extent3D((uint)Width, (uint)Height, 1),
    };
}
