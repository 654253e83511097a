using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed unsafe partial class VulkanStickerRecorder
{
    /// <summary>Records the composing of one instant into a square of a host's image: compute dispatches, a copy into the image, and a barrier that leaves it as
    /// the use says. The square holds premultiplied sRGB codes afterwards, transparent where the sticker is not.</summary>
    /// <remarks>The command buffer is a primary one of a pool of the adopted device's family, in the recording state, outside of a render pass instance; it runs
    /// at most once, and frames run in the order in which they were recorded, on one queue. Its bound compute pipeline, descriptor set 0 and push constants
    /// are others afterwards; nothing else of its state changes. A call that throws or returns false has recorded nothing.</remarks>
    /// <param name="commandBuffer">The host's <c>VkCommandBuffer</c>.</param>
    /// <param name="fields">The motion of the instant. Read now, not kept.</param>
    /// <param name="target">The image, of R8G8B8A8.</param>
    /// <param name="use">The image's state before and after, and the square: <see cref="VulkanImageUse.X"/> and <see cref="VulkanImageUse.Y"/> say where it lies,
    /// its sides are <see cref="OutputSize"/> whether said or not. <see cref="VulkanHostLayout.Undefined"/> on entry is welcome where the square is the whole image;
    /// <see cref="VulkanImageUse.ExitLayout"/> must then be given. Alpha mode and encoding mean nothing here.</param>
    /// <param name="frame">The host's number of the frame that the command buffer belongs to, from 0 on and never falling.</param>
    /// <returns>False when all frames in flight are on the device; nothing was recorded.</returns>
    /// <exception cref="InvalidOperationException">No still was set.</exception>
    /// <exception cref="ArgumentException">A handle is 0, the use does not fit the image, the image was opened on another device, or the frame's number fell or is one that was said to be done.</exception>
    /// <exception cref="VulkanException">The device is lost, or the image's format does not do; the message says what to change.</exception>
    /// <exception cref="ObjectDisposedException">The recorder or its device is disposed.</exception>
    public bool TryRecord(nint commandBuffer, MotionFields fields, VulkanImageTarget target, in VulkanImageUse use, long frame)
    {
        ArgumentNullException.ThrowIfNull(fields);
        StillTexels still = Check(commandBuffer, target, use, frame);
        if (FreeSlot() is not { } slot)
        {
            return false;
        }

        // Whatever can fail comes before the first command.
        StickerSlot buffers = slot.Reserve(fields.Warp.Length + fields.Paint.Length, OutputSize);
        PaintedPixels region = PaintedPixels.Of(fields, still.Raster);
        PaintedTexels? painted = Paint(slot, still, region);
        Span<float> values = MemoryMarshal.Cast<byte, float>(buffers.Fields.Bytes);
        fields.Warp.CopyTo(values);
        fields.Paint.CopyTo(values[fields.Warp.Length..]);
        Begin(slot.Context, commandBuffer, still, frame);
        RecordPasses(slot.Context, still, painted, region, buffers.Fields, fields.WarpSize, fields.PaintSize, buffers.Frame);
        End(slot, buffers.Frame, target, use, frame);
        return true;
    }

    /// <summary>The same for a motion between two instants. They are copied to the device when they are new and interpolated there, so that a frame between two
    /// runs of the networks costs the calling thread nothing that grows with the fields.</summary>
    /// <remarks>What <see cref="TryRecord(nint, MotionFields, VulkanImageTarget, in VulkanImageUse, long)"/> says of the command buffer holds here.</remarks>
    /// <param name="commandBuffer">The host's <c>VkCommandBuffer</c>.</param>
    /// <param name="blend">The motion of the instant, as <see cref="MotionBlend"/> says. Read now, not kept.</param>
    /// <param name="target">The image, of R8G8B8A8.</param>
    /// <param name="use">The image's state before and after, and the square, as for fields.</param>
    /// <param name="frame">The host's number of the frame that the command buffer belongs to, from 0 on and never falling.</param>
    /// <returns>False when all frames in flight are on the device; nothing was recorded.</returns>
    /// <exception cref="InvalidOperationException">No still was set.</exception>
    /// <exception cref="ArgumentException">A handle is 0, the use does not fit the image, the image was opened on another device, or the frame's number fell or is one that was said to be done.</exception>
    /// <exception cref="VulkanException">The device is lost, or the image's format does not do; the message says what to change.</exception>
    /// <exception cref="ObjectDisposedException">The recorder or its device is disposed.</exception>
    public bool TryRecord(nint commandBuffer, MotionBlend blend, VulkanImageTarget target, in VulkanImageUse use, long frame)
    {
        ArgumentNullException.ThrowIfNull(blend);
        StillTexels still = Check(commandBuffer, target, use, frame);
        if (FreeSlot() is not { } slot)
        {
            return false;
        }

        // Whatever can fail comes before the first command.
        StickerSlot buffers = slot.Reserve(0, OutputSize);
        PaintedPixels region = PaintedPixels.Of(blend, still.Raster);
        PaintedTexels? painted = Paint(slot, still, region);
        MotionShelf shelf = ShelfFor(blend);
        GpuBuffer from = shelf.Keep(blend.From, frame, _completed), to = shelf.Keep(blend.To, frame, _completed);
        Begin(slot.Context, commandBuffer, still, frame);
        _passes.RecordBlend(slot.Context, blend, from, to, shelf.Fields, shelf.Renew(blend.Box, isRead: painted is not null));
        RecordPasses(slot.Context, still, painted, region, shelf.Fields, blend.WarpSize, blend.PaintSize, buffers.Frame);
        End(slot, buffers.Frame, target, use, frame);
        return true;
    }

    // Without room for the painted copy the sticker acts by its body.
    private PaintedTexels? Paint(RecordedSticker slot, StillTexels still, in PaintedPixels region)
    {
        if (region.IsEmpty)
        {
            return null;
        }

        PaintedTexels? painted = slot.PaintedOf(still);
        PaintsLeftOut += painted is null ? 1 : 0;
        return painted;
    }

    private StillTexels Check(nint commandBuffer, VulkanImageTarget target, in VulkanImageUse use, long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        VulkanRequirements.ThrowIfNull(commandBuffer, nameof(commandBuffer));
        CheckTarget(target, use);
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(frame, _newest);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(frame, _completed);
        _device.ThrowIfUnusable();
        return _still ?? throw new InvalidOperationException("TryRecord was called before SetStill.");
    }

    private MotionShelf ShelfFor(MotionBlend blend)
    {
        if (_shelf is null || !_shelf.Fits(blend))
        {
            var shelf = new MotionShelf(_device, _slots.Length, blend.WarpSize, blend.PaintSize);
            Retire(_shelf);
            _shelf = shelf;
        }

        return _shelf;
    }

    private void Begin(FrameContext context, nint commandBuffer, StillTexels still, long frame)
    {
        context.Commands = new CommandBuffer(commandBuffer);
        _device.RecordLabel(context.Commands, "EmoVid sticker\0"u8);
        RecordUpload(context.Commands, still, frame);
    }

    private void RecordPasses(FrameContext context, StillTexels still, PaintedTexels? painted, in PaintedPixels region, GpuBuffer fields, int warpSize, int paintSize, GpuBuffer pixels)
    {
        if (painted is not null)
        {
            _passes.RecordPaint(context, painted, fields, warpSize, paintSize, painted.Renew(region.All), region.IsUntinted);
        }

        _passes.RecordWarp(context, painted?.Buffer ?? still.Buffer, still.Raster, fields, warpSize, pixels, OutputSize);
    }

    private void End(RecordedSticker slot, GpuBuffer pixels, VulkanImageTarget target, in VulkanImageUse use, long frame)
    {
        CommandBuffer commands = slot.Context.Commands;
        RecordCopy(commands, pixels, target, use);
        _device.RecordLabelEnd(commands);
        (slot.Frame, _newest) = (frame, frame);
    }

    private RecordedSticker? FreeSlot()
    {
        foreach (RecordedSticker slot in _slots)
        {
            if (slot.Frame <= _completed)
            {
                return slot;
            }
        }

        return null;
    }

    private void CheckTarget(VulkanImageTarget target, in VulkanImageUse use)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.ThrowIfUnusable(_device, nameof(target));
        if (target.Description.Format is not (VulkanHostFormat.R8G8B8A8Unorm or VulkanHostFormat.R8G8B8A8Srgb))
        {
            throw new VulkanException($"Composing a sticker into a host's image: its format is {target.Description.Format}, expected R8G8B8A8Unorm or R8G8B8A8Srgb; "
                + "create an image of such a format for it.");
        }

        HostImageBarriers.CheckWritten(use with { Width = OutputSize, Height = OutputSize }, target.Description);
    }

    // Copied once, by the first recording after SetStill; a barrier then serves this frame and all later ones of the queue.
    private void RecordUpload(CommandBuffer commands, StillTexels still, long frame)
    {
        if (_upload is null || _uploadedAt >= 0)
        {
            return;
        }

        var region = new BufferCopy { Size = _upload.ByteCount };
        _device.Api.CmdCopyBuffer(commands, _upload.Handle, still.Buffer.Handle, 1, &region);
        _device.RecordBarrier(commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
        _uploadedAt = frame;
    }

    private void RecordCopy(CommandBuffer commands, GpuBuffer pixels, VulkanImageTarget target, in VulkanImageUse use)
    {
        _device.RecordBarrier(commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit, PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        HostImageBarriers.RecordWriteEntry(_device.Api, commands, target.Part, use);
        var region = new BufferImageCopy
        {
            BufferRowLength = (uint)OutputSize,
            ImageSubresource = target.Part.Layers,
            ImageOffset = new Offset3D(use.X, use.Y, 0),
            ImageExtent = new Extent3D((uint)OutputSize, (uint)OutputSize, 1),
        };
        _device.Api.CmdCopyBufferToImage(commands, pixels.Handle, target.Part.Image, ImageLayout.TransferDstOptimal, 1, &region);
        HostImageBarriers.RecordWriteExit(_device.Api, commands, target.Part, use);
    }
}
