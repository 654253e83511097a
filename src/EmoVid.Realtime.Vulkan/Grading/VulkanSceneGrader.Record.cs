using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed partial class VulkanSceneGrader
{
    /// <summary>Places for recordings in flight, each with a table of its own, so that a changed table waits for nothing.</summary>
    private readonly GradeSlot?[] _places;
    private readonly HostFrameNumbers _hostFrames = new();
    private long _taken;
    private long _given;

    /// <summary>Recordings that the host has not said to be done.</summary>
    public int InFlight
    {
        get
        {
            while (_given < _taken && _places[_given % _places.Length]!.HostFrame <= _hostFrames.Completed)
            {
                _given++;
            }

            return (int)(_taken - _given);
        }
    }

    /// <summary>Compiles what grading between such images needs and makes the buffers of the places that are free, so that no frame does it.</summary>
    /// <param name="source">An image of the host's.</param>
    /// <param name="sourceUse">How it will be read.</param>
    /// <param name="target">An image of the host's, or the same.</param>
    /// <param name="targetUse">How it will be written.</param>
    /// <param name="masked">Whether a mask will come along.</param>
    /// <exception cref="ArgumentException">A use does not fit its image, the regions differ in size, or an image was opened on another device.</exception>
    /// <exception cref="VulkanException">The device is lost, or refuses the pass or the buffers.</exception>
    /// <exception cref="ObjectDisposedException">The grader, its device or the source is disposed.</exception>
    public void Prepare(VulkanImageSource source, in VulkanImageUse sourceUse, VulkanImageTarget target, in VulkanImageUse targetUse, bool masked = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        (PixelRectangle area, _) = Regions(source, sourceUse, target, targetUse);
        _device.ThrowIfUnusable();
        GradeVariant variant = GradeVariant.For(source, sourceUse, target, targetUse, masked);
        _pass.Prepare(variant, source.IsDecoded);
        for (int i = InFlight; i < _places.Length; i++)
        {
            Place(_taken - InFlight + i).Reserve(0, GradedBytes(area, variant), masked ? area.Width * area.Height : 1);
        }
    }

    /// <summary>Records the grading of a host's image into another one, or into itself, in the host's command buffer: barriers that bring the images into
    /// the layouts needed, a compute dispatch, a copy into the target, and barriers that leave both images as their uses say. Submits nothing,
    /// waits for nothing. The table is copied on the call: it may change as soon as the call has returned.</summary>
    /// <remarks>
    /// <para>The command buffer is a primary one of a pool of the adopted device's family, in the recording state, outside of a render pass
    /// instance; it runs at most once. Its bound compute pipeline, descriptor set 0 and push constants are others afterwards; nothing else of its
    /// state changes.</para>
    /// <para>Where source and target are the same image, level and layer, the image's state on entry is <paramref name="sourceUse"/>'s and on exit
    /// <paramref name="targetUse"/>'s; the other halves are not looked at.</para>
    /// <para>Pixels come out as from <see cref="CpuSceneGrader"/> for the same bytes, of 8-bit sRGB, opaque or straight, to the bit; dithering and
    /// <see cref="GradeOptions.Untouched"/> count from the region's corner. One thread at a time, the one that records the command buffer. A call that
    /// throws or returns false has recorded nothing.</para>
    /// </remarks>
    /// <param name="commandBuffer">The host's <c>VkCommandBuffer</c>.</param>
    /// <param name="source">What to grade.</param>
    /// <param name="sourceUse">Its state before and after, its meaning, and the region to read.</param>
    /// <param name="target">Where the result goes.</param>
    /// <param name="targetUse">Its state before and after, its meaning, and the region to write, of the same size.</param>
    /// <param name="lut">The baked grade.</param>
    /// <param name="frame">The host's number of the frame that the command buffer belongs to, from 0 on and never falling; several recordings may share
    /// one.</param>
    /// <param name="options">Dithering and the rectangle that stays as it is.</param>
    /// <param name="mask">How much of the grade each pixel of the region takes; of its size, or <c>default</c>. Its bytes are free again on return.</param>
    /// <returns>False when <see cref="VulkanDeviceOptions.FramesInFlight"/> recordings are in flight; nothing was recorded.</returns>
    /// <exception cref="ArgumentException">A handle is 0, a use does not fit its image, sizes differ, an image was opened on another device, or the frame's number
    /// fell or is one that was said to be done.</exception>
    /// <exception cref="VulkanException">The device is lost, or refuses the pass or the buffers.</exception>
    /// <exception cref="ObjectDisposedException">The grader, its device or the source is disposed.</exception>
    public bool TryRecord(nint commandBuffer, VulkanImageSource source, in VulkanImageUse sourceUse, VulkanImageTarget target, in VulkanImageUse targetUse, GradeLut lut,
        long frame, in GradeOptions options = default, in MaskView mask = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        VulkanRequirements.ThrowIfNull(commandBuffer, nameof(commandBuffer));
        (PixelRectangle area, PixelRectangle place) = Regions(source, sourceUse, target, targetUse);
        GradeArguments.Check(lut, area.Width, area.Height, place.Width, place.Height, mask);
        _hostFrames.ThrowIfOutOfOrder(frame);
        _device.ThrowIfUnusable();
        if (InFlight == _places.Length)
        {
            return false;
        }

        // Whatever can fail comes before the first command.
        GradeVariant variant = GradeVariant.For(source, sourceUse, target, targetUse, !mask.IsEmpty);
        _pass.Prepare(variant, source.IsDecoded);
        GradeSlot slot = Place(_taken);
        slot.Reserve(0, GradedBytes(area, variant), MaskBytes(mask, area.Height));
        CopyMask(mask, 0, area.Height, slot);
        slot.SetLut(lut);

        // The identity keeps every pixel of the same layout.
        PixelRectangle kept = lut.IsIdentity && variant.IsSameLayout ? new PixelRectangle(0, 0, area.Width, area.Height) : options.Untouched.Within(area.Width, area.Height);
        bool dithers = Dithers(options, lut, variant.Source);
        var constants = new ImageGradePushConstants { Stretch = Constants(area.Width, 0, area.Height, dithers, kept), ImageX = area.X, ImageY = area.Y };
        Record(new CommandBuffer(commandBuffer), source, sourceUse, target, targetUse, variant, slot, constants, place);
        slot.HostFrame = frame;
        _hostFrames.Record(frame);
        _taken++;
        return true;
    }

    /// <summary>Says that the host's frames up to a number are done on the device: the fence or timeline value of the submission that they
    /// were part of has been reached. Their places are free again.</summary>
    /// <param name="frame">The number; one below those said before, or below 0, says nothing.</param>
    /// <exception cref="ObjectDisposedException">The grader is disposed.</exception>
    public void HostFrameCompleted(long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _hostFrames.Complete(frame);
    }

    /// <summary>Says that the command buffers of the host's frames from a number on will never run. Their places are free again.</summary>
    /// <param name="frame">The first number that is given up; it may be recorded again.</param>
    /// <exception cref="ObjectDisposedException">The grader is disposed.</exception>
    public void HostFrameDropped(long frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (InFlight > 0 && _places[(_taken - 1) % _places.Length]!.HostFrame >= frame)
        {
            _taken--;
        }

        _hostFrames.Drop(frame);
    }

    private static int GradedBytes(PixelRectangle region, in GradeVariant variant) => checked(region.Width * region.Height * variant.Target.BytesPerPixel());

    private (PixelRectangle Read, PixelRectangle Written) Regions(VulkanImageSource source, in VulkanImageUse sourceUse, VulkanImageTarget target, in VulkanImageUse targetUse)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        source.ThrowIfUnusable(_device, nameof(source));
        target.ThrowIfUnusable(_device, nameof(target));
        PixelRectangle area = HostImageBarriers.Check(sourceUse, source.Description);
        bool isSame = source.Part.IsSameAs(target.Part);
        PixelRectangle place = HostImageBarriers.CheckWritten(isSame ? targetUse with { EntryLayout = sourceUse.EntryLayout } : targetUse, target.Description);
        ThrowIfTooLarge(area);
        if (area.Width != place.Width || area.Height != place.Height)
        {
            throw new ArgumentException($"The source's region is {area.Width}×{area.Height}, but the target's is {place.Width}×{place.Height}.", nameof(targetUse));
        }

        return (area, place);
    }

    /// <summary>The mask is read as texels of a byte, the result is written as storage.</summary>
    private void ThrowIfTooLarge(PixelRectangle region)
    {
        long pixels = (long)region.Width * region.Height, most = Math.Min(_device.Limits.MaxTexelBufferElements, Math.Min(_device.Limits.MaxStorageBufferRange, int.MaxValue) / 8);
        if (pixels > most)
        {
            throw new VulkanException($"Grading a region of {region.Width}×{region.Height}: it has {pixels} pixels, expected at most {most} on {_device.Name}; grade parts of it.");
        }
    }

    private GradeSlot Place(long taken)
    {
        int place = (int)(taken % _places.Length);
        return _places[place] ??= new GradeSlot(_device, _places.Length + place, GradeHome.Image);
    }

    private unsafe void Record(CommandBuffer commands, VulkanImageSource source, in VulkanImageUse sourceUse, VulkanImageTarget target, in VulkanImageUse targetUse,
        in GradeVariant variant, GradeSlot slot, in ImageGradePushConstants constants, PixelRectangle place)
    {
        Vk api = _device.Api;
        bool isSame = source.Part.IsSameAs(target.Part);
        _device.RecordLabel(commands, "EmoVid grade\0"u8);
        HostImageBarriers.RecordEntry(api, commands, source.Part, sourceUse);
        _pass.Record(commands, _places.Length + (int)(_taken % _places.Length), variant, source, HostImageBarriers.ReadLayout(sourceUse), slot, constants);
        _device.RecordBarrier(commands, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit, PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        if (isSame)
        {
            HostImageBarriers.RecordReadToWrite(api, commands, source.Part, sourceUse);
        }
        else
        {
            HostImageBarriers.RecordExit(api, commands, source.Part, sourceUse);
            HostImageBarriers.RecordWriteEntry(api, commands, target.Part, targetUse);
        }

        var region = new BufferImageCopy
        {
            ImageSubresource = target.Part.Layers,
            ImageOffset = new Offset3D(place.X, place.Y, 0),
            ImageExtent = new Extent3D((uint)place.Width, (uint)place.Height, 1),
        };
        api.CmdCopyBufferToImage(commands, slot.Graded.Handle, target.Part.Image, ImageLayout.TransferDstOptimal, 1, &region);
        HostImageBarriers.RecordWriteExit(api, commands, target.Part, isSame ? targetUse with { EntryLayout = sourceUse.EntryLayout } : targetUse);
        _device.RecordLabelEnd(commands);
    }
}
