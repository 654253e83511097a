using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan;

public sealed partial class VulkanAttributeMeter
{
    /// <summary>How long <see cref="Drain"/> waits for a host's commands.</summary>
    private static readonly TimeSpan HostTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Records the measuring of an image into somebody else's commands; submits nothing, waits for nothing. The result comes by
    /// <see cref="AttributeMeter.TryRead"/> once the commands have run, in the order of recording and submitting.</summary>
    /// <remarks>The commands must run once, outside of a render pass, on a queue of the device's family, in the order in which frames were
    /// recorded or submitted. The caller makes the image readable: layout and visibility to compute shaders.</remarks>
    /// <param name="commands">A command buffer that is being recorded.</param>
    /// <param name="image">What to measure.</param>
    /// <param name="mask">Of the image's size; default for none.</param>
    /// <param name="tag">Comes back with the result.</param>
    /// <returns>False when all places are in flight; nothing was recorded.</returns>
    internal bool TryRecord(CommandBuffer commands, in AttributeImage image, in MaskView mask, long tag)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _device.ThrowIfUnusable();
        if (InFlight == _slots.Length)
        {
            return false;
        }

        AttributeSlot slot = NextSlot;
        AttributeInput coverage = new(mask);
        _pass.ThrowIfTooLarge(image.Width, image.Height, Math.Max(coverage.ByteCount, LumaPlanes.BytesFor(image.Width, image.Height)), texelLimit: 0);
        if (coverage.HasMask)
        {
            slot.Reserve(coverage.ByteCount);
            coverage.CopyTo(slot.Upload!.Bytes);
        }

        slot.Ring = null;
        slot.ResetEvent();
        try
        {
            _planes.Advance(image.Width, image.Height, _retired);
            _retired.Free(_given);
            _pass.Record(commands, slot, image, coverage, _planes, tag);
            slot.RecordDone(commands);
        }
        catch
        {
            _planes.Reset();
            throw;
        }

        _retired.Taken = ++_taken;
        return true;
    }

    /// <summary>Gives up the newest recorded frames whose commands will never run, for example because the host dropped its frame. Frames
    /// that the meter submitted itself stay.</summary>
    internal void DropRecorded()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_taken > _given && _slots[(_taken - 1) % _slots.Length] is { Ring: null } slot && !slot.IsDone())
        {
            _retired.Taken = --_taken;
            _planes.Reset();
        }
    }

    private void Wait(AttributeSlot slot)
    {
        if (slot.Ring is { } ring)
        {
            ring.Wait(slot.DoneValue);
            return;
        }

        long start = Environment.TickCount64;
        var pause = new SpinWait();
        while (!slot.IsDone())
        {
            if (Environment.TickCount64 - start > HostTimeout.TotalMilliseconds)
            {
                throw new VulkanException($"Waiting for recorded frames: {_device.Name} has not run them within {HostTimeout.TotalSeconds:0} s, expected that the host "
                    + "submits what it lets the meter record; submit the command buffer before draining.");
            }

            pause.SpinOnce();
        }
    }
}
