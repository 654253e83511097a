using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>A render target of the tests' engine.</summary>
internal sealed unsafe class EngineImage : IDisposable
{
    private readonly HostEngine _engine;
    private readonly DeviceMemory _memory;

    public EngineImage(HostEngine engine, VulkanHostFormat format, int width, int height,
        ImageUsageFlags usage = ImageUsageFlags.SampledBit | ImageUsageFlags.TransferDstBit | ImageUsageFlags.TransferSrcBit | ImageUsageFlags.ColorAttachmentBit,
        bool mutable = false)
    {
        _engine = engine;
        Width = width;
        Height = height;
        var info = new ImageCreateInfo
        {
            SType = StructureType.ImageCreateInfo,
            Flags = mutable ? ImageCreateFlags.CreateMutableFormatBit : 0,
            ImageType = ImageType.Type2D,
            Format = (Format)(int)format,
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
        engine.Api.CreateImage(engine.Device, &info, null, &image).ThrowIfFailed("Making an image");
        Handle = image;
        MemoryRequirements requirements;
        engine.Api.GetImageMemoryRequirements(engine.Device, image, &requirements);
        _memory = engine.Allocate(requirements, MemoryPropertyFlags.None);
        engine.Api.BindImageMemory(engine.Device, image, _memory, 0).ThrowIfFailed("Placing an image");
        if (usage.HasFlag(ImageUsageFlags.ColorAttachmentBit))
        {
            View = CreateView((Format)(int)format);
        }

        BytesPerPixel = format == VulkanHostFormat.R16G16B16A16Sfloat ? 8 : 4;
        Description = new VulkanHostImage
        {
            Image = image.Handle,
            Format = format,
            Width = width,
            Height = height,
            Usage = (uint)usage,
            IsMutableFormat = mutable,
        };
    }

    public int Width { get; }

    public int Height { get; }

    public int BytesPerPixel { get; }

    public Image Handle { get; }

    public ImageView View { get; }

    /// <summary>What the engine tells the SDK.</summary>
    public VulkanHostImage Description { get; }

    /// <summary>Copies bytes in and leaves the image in a layout.</summary>
    public void Load(ReadOnlySpan<byte> bytes, ImageLayout layout)
    {
        using var staging = new EngineBuffer(_engine, Width * Height * BytesPerPixel);
        bytes.CopyTo(staging.Bytes);
        Buffer buffer = staging.Handle;
        _engine.RunNow(commands => RecordLoad(commands, buffer, layout));
    }

    /// <summary>Records a copy from a buffer; what was in the image is gone.</summary>
    public void RecordLoad(CommandBuffer commands, Buffer buffer, ImageLayout layout)
    {
        // What earlier frames still do with the image is done first.
        Transition(commands, ImageLayout.Undefined, ImageLayout.TransferDstOptimal, PipelineStageFlags.AllCommandsBit, 0,
            PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);
        RecordCopy(commands, buffer, ImageLayout.TransferDstOptimal);
        if (layout != ImageLayout.TransferDstOptimal)
        {
            Transition(commands, ImageLayout.TransferDstOptimal, layout, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
                PipelineStageFlags.AllCommandsBit, AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit);
        }
    }

    /// <summary>Records the copy alone, without any barrier.</summary>
    public void RecordCopy(CommandBuffer commands, Buffer buffer, ImageLayout layout)
    {
        BufferImageCopy region = Region;
        _engine.Api.CmdCopyBufferToImage(commands, buffer, Handle, layout, 1, &region);
    }

    /// <summary>Copies the image's bytes out, from the layout that it is in and keeps.</summary>
    public byte[] Read(ImageLayout layout)
    {
        using var staging = new EngineBuffer(_engine, Width * Height * BytesPerPixel);
        Buffer buffer = staging.Handle;
        _engine.RunNow(commands =>
        {
            Transition(commands, layout, ImageLayout.TransferSrcOptimal, PipelineStageFlags.AllCommandsBit, AccessFlags.MemoryWriteBit,
                PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
            BufferImageCopy region = Region;
            _engine.Api.CmdCopyImageToBuffer(commands, Handle, ImageLayout.TransferSrcOptimal, buffer, 1, &region);
            Transition(commands, ImageLayout.TransferSrcOptimal, layout, PipelineStageFlags.TransferBit, 0,
                PipelineStageFlags.AllCommandsBit, AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit);
            var toHost = new MemoryBarrier { SType = StructureType.MemoryBarrier, SrcAccessMask = AccessFlags.TransferWriteBit, DstAccessMask = AccessFlags.HostReadBit };
            _engine.Api.CmdPipelineBarrier(commands, PipelineStageFlags.TransferBit, PipelineStageFlags.HostBit, 0, 1, &toHost, 0, null, 0, null);
        });
        return staging.Bytes.ToArray();
    }

    public void Transition(CommandBuffer commands, ImageLayout from, ImageLayout to, PipelineStageFlags fromStages, AccessFlags written,
        PipelineStageFlags toStages, AccessFlags used)
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

    private BufferImageCopy Region => new()
    {
        ImageSubresource = new ImageSubresourceLayers(ImageAspectFlags.ColorBit, 0, 0, 1),
        ImageExtent = new Extent3D((uint)Width, (uint)Height, 1),
    };

    private ImageView CreateView(Format format)
    {
        var info = new ImageViewCreateInfo
        {
            SType = StructureType.ImageViewCreateInfo,
            Image = Handle,
            ViewType = ImageViewType.Type2D,
            Format = format,
            SubresourceRange = new ImageSubresourceRange(ImageAspectFlags.ColorBit, 0, 1, 0, 1),
        };
        ImageView view;
        _engine.Api.CreateImageView(_engine.Device, &info, null, &view).ThrowIfFailed("Viewing an image");
        return view;
    }
}
