using System.Diagnostics.CodeAnalysis;

namespace EmoVid.Realtime.Vulkan;

/// <summary>Grades frames with the Vulkan passes scene_grade and scene_grade_yuv. 8-bit sRGB frames, opaque or straight, come out as from
/// <see cref="CpuSceneGrader"/> to the bit; other formats within one code.</summary>
/// <remarks>One thread at a time; several graders may share a device on several threads. On a host's device frames are images of the host's and grading is
/// recorded into its commands (<c>TryRecord</c>). A frame goes through in stretches of rows, so that the host
/// copies one while the device works on another. Allocates when a format or a size is new, otherwise nothing. Dispose it before or with its device.</remarks>
public sealed partial class VulkanSceneGrader : IFrameGrader
{
    /// <summary>Pixels of a stretch, about: four of them make a frame of 1080p, and no device's limit on buffers is near.</summary>
    private const int StretchPixels = 1 << 19;

    private readonly VulkanDevice _device;
    private readonly FrameRing _ring;
    private readonly GradePass _pass;
    private readonly PassTimer _timer;
    private readonly GradeHome _home;
    private readonly GradeSlot?[] _slots;
    private readonly int _stretchPixels;
    private bool _disposed;

    /// <summary>Creates a grader on a device.</summary>
    /// <param name="device">The device; it stays the caller's.</param>
    /// <exception cref="VulkanException">The device refuses the pass.</exception>
    /// <exception cref="ObjectDisposedException">The device is disposed.</exception>
    public VulkanSceneGrader(VulkanDevice device)
        : this(device, null)
    {
    }

    /// <summary>Creates a grader on a device, with frames at home where it is said.</summary>
    internal VulkanSceneGrader(VulkanDevice device, GradeHome? home)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.ThrowIfUnusable();
        _device = device;
        _stretchPixels = (int)Math.Min(StretchPixels, device.Limits.MaxTexelBufferElements);
        _slots = new GradeSlot?[device.FramesInFlight];
        _places = new GradeSlot?[device.FramesInFlight];
        _home = home ?? (device.Info.Kind == VulkanDeviceKind.DiscreteGpu ? GradeHome.Staged : GradeHome.Shared);
        _pass = null!;
        _timer = null!;
        _ring = new FrameRing(device, "grade", device.FramesInFlight);
        try
        {
            _pass = new GradePass(device, 2 * device.FramesInFlight);
            _timer = new PassTimer(device, "grade", device.FramesInFlight);
            device.Own(this);
        }
        catch
        {
            _timer?.Dispose();
            _pass?.Dispose();
            _ring.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Device => _device.Label;

    /// <summary>Time that the device took for the last frame in host memory, by its own clock, in nanoseconds: the passes alone, without copies between
    /// host and device. Null before the first frame and where the queue has no timestamps.</summary>
    public long? LastPassNanoseconds { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost.</exception>
    /// <exception cref="ObjectDisposedException">The grader or its device is disposed.</exception>
    public void Grade(in FrameView source, in FrameTarget target, GradeLut lut, in GradeOptions options = default, in MaskView mask = default)
    {
        Check(lut, source.Width, source.Height, target.Width, target.Height, mask);
        GradeVariant variant = GradeVariant.For(source, target, !mask.IsEmpty);
        if (lut.IsIdentity && variant.IsSameLayout)
        {
            LastPassNanoseconds = null;
            for (int y = 0; y < source.Height; y++)
            {
                source.Row(y).CopyTo(target.Row(y));
            }

            return;
        }

        bool dithers = Dithers(options, lut, source.Format);
        int sourcePitch = Pitch(source.Width, source.Format, variant), gradedPitch = Pitch(target.Width, target.Format, variant);
        int stretch = Math.Clamp(_stretchPixels / source.Width, 1, source.Height);
        Forget();
        for (int y = 0; y < source.Height; y += stretch)
        {
            int rows = Math.Min(stretch, source.Height - y);
            FrameContext context = _ring.Begin();
            GradeSlot slot = SlotAt(context.Index);
            Collect(slot, target);
            slot.Reserve(rows * sourcePitch, rows * gradedPitch, MaskBytes(mask, rows));
            CopyRows(source, y, rows, slot.Upload.Bytes, sourcePitch);
            CopyMask(mask, y, rows, slot);
            slot.SetLut(lut);
            slot.RecordUpload(context.Commands, rows * sourcePitch);
            _timer.RecordStart(context.Commands, context.Index);
            _pass.Record(context.Commands, context.Index, variant, slot, Constants(source.Width, y, rows, dithers, options.Untouched.Within(source.Width, source.Height)));
            slot.GradedPitch = gradedPitch;
            Submit(context, slot, y, rows, rows * gradedPitch);
        }

        for (int i = 0; i < _slots.Length; i++)
        {
            Collect(_slots[i], target);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="VulkanException">The device failed or is lost.</exception>
    /// <exception cref="ObjectDisposedException">The grader or its device is disposed.</exception>
    public void Grade(in YuvFrameView source, in YuvFrameTarget target, GradeLut lut, in GradeOptions options = default, in MaskView mask = default)
    {
        Check(lut, source.Width, source.Height, target.Width, target.Height, mask);
        YuvGradeVariant variant = YuvGradeVariant.For(source, target, !mask.IsEmpty);

        // The identity keeps every sample, whatever the layout.
        PixelRectangle kept = lut.IsIdentity && variant.IsSameLayout ? new PixelRectangle(0, 0, source.Width, source.Height) : options.Untouched.Within(source.Width, source.Height);
        var from = new YuvFactors(source.Range, source.Matrix);
        var to = new YuvFactors(target.Range, target.Matrix);
        int stretch = Math.Clamp(_stretchPixels / source.Width & ~1, 2, Math.Max(2, source.Height));
        Forget();
        for (int y = 0; y < source.Height; y += stretch)
        {
            int rows = Math.Min(stretch, source.Height - y);
            var layout = new YuvRows(source.Width, y, rows);
            FrameContext context = _ring.Begin();
            GradeSlot slot = SlotAt(context.Index);
            Collect(slot, target);
            slot.Reserve(layout.ByteCount, layout.ByteCount, MaskBytes(mask, rows));
            layout.CopyFrom(source, slot.Upload.Bytes);
            CopyMask(mask, y, rows, slot);
            slot.SetLut(lut);
            var constants = new YuvGradePushConstants(Constants(source.Width, y, rows, !options.NoDither, kept), from, to);
            slot.RecordUpload(context.Commands, layout.ByteCount);
            _timer.RecordStart(context.Commands, context.Index);
            _pass.Record(context.Commands, context.Index, variant, slot, constants);
            Submit(context, slot, y, rows, layout.ByteCount);
        }

        for (int i = 0; i < _slots.Length; i++)
        {
            Collect(_slots[i], target);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _ring.Dispose();
        _pass.Dispose();
        _timer.Dispose();
        foreach (GradeSlot? slot in _slots.Concat(_places))
        {
            slot?.Dispose();
        }

        _device.Release(this);
    }

    /// <summary>Bytes of a row in the buffers: scene_grade_bytes reads and writes whole quads.</summary>
    private static int Pitch(int width, PixelFormat format, in GradeVariant variant) => (variant.IsBytes ? (width + 3) / 4 * 4 : width) * format.BytesPerPixel();

    private static void CopyRows(in FrameView frame, int first, int rows, Span<byte> destination, int pitch)
    {
        int rowBytes = frame.Width * frame.Format.BytesPerPixel();
        if (frame.StrideBytes == pitch && rowBytes == pitch)
        {
            frame.Pixels.Slice(first * pitch, rows * pitch).CopyTo(destination);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            frame.Row(first + row).CopyTo(destination[(row * pitch)..]);
        }
    }

    /// <summary>What is only converted between byte formats has nothing to dither.</summary>
    private static bool Dithers(in GradeOptions options, GradeLut lut, PixelFormat source) => !options.NoDither && !(lut.IsIdentity && source.HasByteChannels());

    private static int MaskBytes(in MaskView mask, int rows) => mask.IsEmpty ? 1 : mask.Width * rows;

    private static void CopyMask(in MaskView mask, int y, int rows, GradeSlot slot)
    {
        for (int row = 0; !mask.IsEmpty && row < rows; row++)
        {
            mask.Coverage.Slice((int)((long)(y + row) * mask.StrideBytes), mask.Width).CopyTo(slot.Mask.Bytes[(row * mask.Width)..]);
        }
    }

    private static GradePushConstants Constants(int width, int y, int rows, bool dithers, PixelRectangle kept) => new()
    {
        Width = (uint)width,
        Rows = (uint)rows,
        FirstRow = (uint)y,
        Dithers = dithers ? 1u : 0u,
        KeptLeft = (uint)kept.X,
        KeptTop = (uint)kept.Y,
        KeptRight = (uint)(kept.X + kept.Width),
        KeptBottom = (uint)(kept.Y + kept.Height),
    };

    private void Check(GradeLut lut, int width, int height, int targetWidth, int targetHeight, in MaskView mask)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        GradeArguments.Check(lut, width, height, targetWidth, targetHeight, mask);
        if (width > _stretchPixels / 2)
        {
            throw new ArgumentException($"A row of this device has at most {_stretchPixels / 2} pixels, but the frame's has {width}.", nameof(width));
        }
    }

    /// <summary>Rows that a failed call left behind belong to no frame.</summary>
    private void Forget()
    {
        LastPassNanoseconds = null;
        foreach (GradeSlot? slot in _slots)
        {
            if (slot is not null)
            {
                slot.Rows = 0;
            }
        }
    }

    private GradeSlot SlotAt(int index) => _slots[index] ??= new GradeSlot(_device, index, _home);

    private void Submit(FrameContext context, GradeSlot slot, int y, int rows, int gradedBytes)
    {
        _timer.RecordEnd(context.Commands, context.Index);
        slot.RecordReadback(context.Commands, gradedBytes);
        slot.DoneValue = _ring.Submit(context);
        (slot.FirstRow, slot.Rows) = (y, rows);
    }

    /// <summary>Waits for a stretch; false where there is none.</summary>
    private bool Finish([NotNullWhen(true)] GradeSlot? slot)
    {
        if (slot is null || slot.Rows == 0)
        {
            return false;
        }

        _ring.Wait(slot.DoneValue);
        LastPassNanoseconds = (LastPassNanoseconds ?? 0) + _timer.Read(Array.IndexOf(_slots, slot));
        return true;
    }

    private void Collect(GradeSlot? slot, in FrameTarget target)
    {
        if (!Finish(slot))
        {
            return;
        }

        int rowBytes = target.Width * target.Format.BytesPerPixel();
        ReadOnlySpan<byte> graded = slot.Readback.Bytes;
        for (int row = 0; row < slot.Rows; row++)
        {
            graded.Slice(row * slot.GradedPitch, rowBytes).CopyTo(target.Row(slot.FirstRow + row));
        }

        slot.Rows = 0;
    }

    private void Collect(GradeSlot? slot, in YuvFrameTarget target)
    {
        if (!Finish(slot))
        {
            return;
        }

        new YuvRows(target.Width, slot.FirstRow, slot.Rows).CopyTo(target, slot.Readback.Bytes);
        slot.Rows = 0;
    }
}
