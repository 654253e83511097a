using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed partial class VulkanAttributeMeter
{
    private readonly HostFrameNumbers _hostFrames = new();

    /// <summary>Compiles what measuring such an image needs, so that no frame does it. Any frame of the same format, alpha mode and
    /// encoding then finds it ready.</summary>
    /// <param name="image">An image of the host's.</param>
    /// <param name="use">How it will be read.</param>
    /// <param name="masked">Whether a mask will come along.</param>
    /// <exception cref="ArgumentException">The use does not fit the image, or the image was opened on another device.</exception>
    /// <exception cref="VulkanException">The device is lost, or refuses the pass or a frame so large.</exception>
    /// <exception cref="ObjectDisposedException">The meter, its device or the image is disposed.</exception>
    public void Prepare(VulkanImageSource image, in VulkanImageUse use, bool masked = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(image);
        image.ThrowIfUnusable(_device, nameof(image));
        _device.ThrowIfUnusable();
        _pass.Prepare(Describe(image, use), masked);
    }

    /// <inheritdoc cref="TryRecord(nint, VulkanImageSource, in VulkanImageUse, in MaskView, long)"/>
    public bool TryRecord(nint commandBuffer, VulkanImageSource image, in VulkanImageUse use, long frame) =>
        TryRecord(commandBuffer, image, use, default, frame);

    /// <summary>Records the measuring of a host's image into the host's command buffer: a barrier that brings the image into a readable
    /// layout, compute dispatches, copies of some kilobytes, and a barrier that leaves the image as the use says. Submits nothing, waits
    /// for nothing. The result comes by <see cref="AttributeMeter.TryRead"/> once <see cref="HostFrameCompleted"/> has
    /// said that the frame is done, in the order of recording.</summary>
    /// <remarks>
    /// <para>The command buffer is a primary one of a pool of the adopted device's family, in the recording state, outside of a render pass
    /// instance; it runs at most once, and frames run in the order in which they were recorded, on one queue. Its bound compute pipeline,
    /// descriptor set 0 and push constants are others afterwards; nothing else of its state changes.</para>
    /// <para>The same thread rule as everywhere on a meter: one thread at a time, the one that records the command buffer. A call that
    /// throws or returns false has recorded nothing that writes or changes the image.</para>
    /// </remarks>
    /// <param name="commandBuffer">The host's <c>VkCommandBuffer</c>.</param>
    /// <param name="image">What to measure.</param>
    /// <param name="use">The image's state before and after, its meaning, and the region to read.</param>
    /// <param name="mask">Coverage of each pixel of the region; of its size, or <c>default</c> for none. Its bytes are free again on
    /// return.</param>
    /// <param name="frame">The host's number of the frame that the command buffer belongs to, from 0 on and never falling; several
    /// recordings may share one. Comes back as the result's tag.</param>
    /// <returns>False when <see cref="AttributeMeterOptions.FramesInFlight"/> results are to be read; nothing was recorded.</returns>
    /// <exception cref="ArgumentException">A handle is 0, the use does not fit the image, the mask not the region, the image was opened on
    /// another device, or the frame's number fell or is one that was said to be done.</exception>
    /// <exception cref="VulkanException">The device is lost, or refuses the pass or a frame so large.</exception>
    /// <exception cref="ObjectDisposedException">The meter, its device or the image is disposed.</exception>
    public bool TryRecord(nint commandBuffer, VulkanImageSource image, in VulkanImageUse use, in MaskView mask, long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        VulkanRequirements.ThrowIfNull(commandBuffer, nameof(commandBuffer));
        ArgumentNullException.ThrowIfNull(image);
        image.ThrowIfUnusable(_device, nameof(image));
        AttributeImage region = Describe(image, use);
        CheckMask(mask, region);
        _hostFrames.ThrowIfOutOfOrder(frame);
        _device.ThrowIfUnusable();
        if (InFlight == _slots.Length)
        {
            return false;
        }

        // Whatever can fail comes before the first command.
        AttributeSlot slot = NextSlot;
        AttributeInput coverage = new(mask);
        _pass.ThrowIfTooLarge(region.Width, region.Height, Math.Max(coverage.ByteCount, LumaPlanes.BytesFor(region.Width, region.Height)), texelLimit: 0);
        _pass.Prepare(region, coverage.HasMask);
        if (coverage.HasMask)
        {
            slot.Reserve(coverage.ByteCount);
            coverage.CopyTo(slot.Upload!.Bytes);
        }

        _planes.Advance(region.Width, region.Height, _retired);
        _retired.Free(_given);
        var commands = new CommandBuffer(commandBuffer);
        _device.RecordLabel(commands, "EmoVid attributes\0"u8);
        HostImageBarriers.RecordEntry(_device.Api, commands, image.Part, use);
        _pass.Record(commands, slot, region, coverage, _planes, frame);
        HostImageBarriers.RecordExit(_device.Api, commands, image.Part, use);
        _device.RecordLabelEnd(commands);
        slot.Ring = null;
        _hostFrames.Record(frame);
        _retired.Taken = ++_taken;
        return true;
    }

    /// <summary>Says that the host's frames up to a number are done on the device: the fence or timeline value of the submission that they
    /// were part of has been reached. Their results can then be read and their places are free again.</summary>
    /// <param name="frame">The number; one below those said before, or below 0, says nothing.</param>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public void HostFrameCompleted(long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _hostFrames.Complete(frame);
    }

    /// <summary>Says that the command buffers of the host's frames from a number on will never run: the swapchain was out of date, the frame
    /// was given up. Their places are free again, and the next frame has no predecessor.</summary>
    /// <param name="frame">The first number that is given up; it may be recorded again.</param>
    /// <exception cref="ObjectDisposedException">The meter is disposed.</exception>
    public void HostFrameDropped(long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_taken > _given && _slots[(_taken - 1) % _slots.Length] is { Ring: null } newest && newest.Facts.Tag >= frame && !IsDone(newest))
        {
            _retired.Taken = --_taken;
            _planes.Reset();
        }

        _hostFrames.Drop(frame);
    }

    private static void CheckMask(in MaskView mask, in AttributeImage region)
    {
        if (!mask.IsEmpty && (mask.Width != region.Width || mask.Height != region.Height))
        {
            throw new ArgumentException($"The mask is {mask.Width}×{mask.Height}, but the region is {region.Width}×{region.Height}.", nameof(mask));
        }
    }

    private static AttributeImage Describe(VulkanImageSource image, in VulkanImageUse use)
    {
        PixelRectangle region = HostImageBarriers.Check(use, image.Description);
        PixelFormat format = image.Description.Format.PixelFormat();
        return new AttributeImage
        {
            View = image.View,
            Layout = HostImageBarriers.ReadLayout(use),
            // A view gives R, G, B, A whatever their order in memory.
            Source = format == PixelFormat.Bgra8 ? AttributeSource.Rgba8 : (AttributeSource)format,
            Encoding = use.Encoding ?? format.DefaultEncoding(),
            IsDecoded = image.IsDecoded,
            AlphaMode = use.AlphaMode,
            X = region.X,
            Y = region.Y,
            Width = region.Width,
            Height = region.Height,
        };
    }

    private bool IsDone(AttributeSlot slot) => slot.Ring is { } ring ? ring.IsDone(slot.DoneValue) : slot.Facts.Tag <= _hostFrames.Completed;

    private void Wait(AttributeSlot slot)
    {
        if (slot.Ring is { } ring)
        {
            ring.Wait(slot.DoneValue);
        }
        else if (!IsDone(slot))
        {
            throw new InvalidOperationException(
                $"Frame {slot.Facts.Tag} was recorded into the host's commands, which only the host can wait for; call HostFrameCompleted when they are done.");
        }
    }

    /// <summary>What the meter submits by itself would run before commands that the host has recorded and not submitted yet, and history would
    /// be out of order.</summary>
    private void ThrowIfRecorded()
    {
        if (_taken > _given && _slots[(_taken - 1) % _slots.Length] is { Ring: null } newest && !IsDone(newest))
        {
            throw new InvalidOperationException(
                $"Frame {newest.Facts.Tag} is recorded into the host's commands and not done; measure other frames with a meter of their own.");
        }
    }
}
