using EmoVid.Realtime;
using EmoVid.Realtime.Media;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace EmbedInYourEngine;

/// <summary>One picture of what is shown, copied out in a frame's own commands and written as a PNG when the frame is done.</summary>
internal sealed unsafe class Screenshot : IDisposable
{
    private readonly Engine _engine;
    private readonly EngineImage _image;
    private readonly Buffer _buffer;
    private readonly DeviceMemory _memory;

    public Screenshot(Engine engine, EngineImage image)
    {
        (_engine, _image) = (engine, image);
        var info = new BufferCreateInfo { SType = StructureType.BufferCreateInfo, Size = image.Width * image.Height * 4, Usage = BufferUsageFlags.TransferDstBit, SharingMode = SharingMode.Exclusive };
        Buffer buffer;
        EngineException.Check(engine.Api.CreateBuffer(engine.Device, &info, null, &buffer), "making a buffer");
        _buffer = buffer;
        MemoryRequirements requirements;
        engine.Api.GetBufferMemoryRequirements(engine.Device, buffer, &requirements);
        _memory = engine.Allocate(requirements, MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit);
        EngineException.Check(engine.Api.BindBufferMemory(engine.Device, buffer, _memory, 0), "placing a buffer");
    }

    /// <summary>Records the copy; the image is in TRANSFER_SRC.</summary>
    public void Record(CommandBuffer commands)
    {
        var region = new BufferImageCopy { ImageSubresource = new ImageSubresourceLayers(ImageAspectFlags.ColorBit, 0, 0, 1), ImageExtent = new Extent3D(_image.Width, _image.Height, 1) };
        _engine.Api.CmdCopyImageToBuffer(commands, _image.Handle, ImageLayout.TransferSrcOptimal, _buffer, 1, &region);
        var toHost = new MemoryBarrier { SType = StructureType.MemoryBarrier, SrcAccessMask = AccessFlags.TransferWriteBit, DstAccessMask = AccessFlags.HostReadBit };
        _engine.Api.CmdPipelineBarrier(commands, PipelineStageFlags.TransferBit, PipelineStageFlags.HostBit, 0, 1, &toHost, 0, null, 0, null);
    }

    /// <summary>Writes the file; the frame is done.</summary>
    /// <exception cref="EmoVidException">It cannot be written.</exception>
    public void Write(string path)
    {
        void* mapped;
        EngineException.Check(_engine.Api.MapMemory(_engine.Device, _memory, 0, Vk.WholeSize, 0, &mapped), "reading a picture");
        int width = (int)_image.Width, height = (int)_image.Height;
        PixelFormat order = _image.PixelFormat == Format.B8G8R8A8Unorm ? PixelFormat.Bgra8 : PixelFormat.Rgba8;
        PngWriter.Write(path, new FrameView(new ReadOnlySpan<byte>(mapped, width * height * 4), width, height, width * 4, order, AlphaMode.Opaque));
        _engine.Api.UnmapMemory(_engine.Device, _memory);
    }

    public void Dispose()
    {
        _engine.Api.DestroyBuffer(_engine.Device, _buffer, null);
        _engine.Api.FreeMemory(_engine.Device, _memory, null);
    }
}
