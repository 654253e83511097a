using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

internal sealed partial class StageRenderer
{
    /// <summary>Records a copy of the picture for the host, which finds it once the frame is done.</summary>
    public void RecordReadback(FramePlace place, FrameReadback readback) => readback.Record(place, _target.Image);

    /// <summary>Records the overlay into the picture itself, for pictures of the stage as one sees it.</summary>
    public void RecordOverlay(FramePlace place, StageStats stats, OverlayState state)
    {
        _overlay.Draw(_overlayBatch, _fontPicture, _scene, this, stats, state);
        CommandBuffer commands = place.Commands;
        _target.Image.Transition(commands, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.TransferBit, 0,
            PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentReadBit | AccessFlags.ColorAttachmentWriteBit);
        _quads.Record(place, 1, _overlayBatch, _target.Image.View, Extent, _target.Image.Format, keep: true);
        _target.Image.Transition(commands, ImageLayout.TransferSrcOptimal, PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit,
            PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
    }

    /// <summary>Records the picture and the overlay over it into one of the window's images, ready to be shown.</summary>
    public unsafe void RecordWindow(FramePlace place, Swapchain swapchain, uint index, StageStats stats, OverlayState state)
    {
        _overlay.Draw(_overlayBatch, _fontPicture, _scene, this, stats, state);
        CommandBuffer commands = place.Commands;
        Image image = swapchain.ImageAt(index);
        GpuImage.Barrier(_gpu, commands, image, ImageLayout.Undefined, ImageLayout.TransferDstOptimal, PipelineStageFlags.TransferBit, 0,
            PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);
        var region = new ImageBlit
        {
            SrcSubresource = new ImageSubresourceLayers(ImageAspectFlags.ColorBit, 0, 0, 1),
            DstSubresource = new ImageSubresourceLayers(ImageAspectFlags.ColorBit, 0, 0, 1),
        };
        region.SrcOffsets[1] = new Offset3D(Width, Height, 1);
        region.DstOffsets[1] = new Offset3D((int)swapchain.Extent.Width, (int)swapchain.Extent.Height, 1);
        _gpu.Api.CmdBlitImage(commands, _target.Image.Handle, ImageLayout.TransferSrcOptimal, image, ImageLayout.TransferDstOptimal, 1, &region, Filter.Nearest);
        GpuImage.Barrier(_gpu, commands, image, ImageLayout.TransferDstOptimal, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
            PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentReadBit | AccessFlags.ColorAttachmentWriteBit);
        _quads.Record(place, 1, _overlayBatch, swapchain.ViewAt(index), swapchain.Extent, swapchain.Format, keep: true);
        GpuImage.Barrier(_gpu, commands, image, ImageLayout.ColorAttachmentOptimal, ImageLayout.PresentSrcKhr, PipelineStageFlags.ColorAttachmentOutputBit,
            AccessFlags.ColorAttachmentWriteBit, PipelineStageFlags.BottomOfPipeBit, 0);
    }
}
