using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>The measuring of a host's image, recorded into the host's command buffer between its own passes: exact, without a
/// submission, and in step with the host's layouts and frames.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostRecordingTests
{
    private static readonly VulkanDeviceOptions NoCache = new() { PipelineCacheFolder = "" };

    private static readonly VulkanImageUse Plain = new() { EntryLayout = VulkanHostLayout.ShaderReadOnly };

    public static TheoryData<VulkanHostFormat, AlphaMode> Kinds()
    {
        var data = new TheoryData<VulkanHostFormat, AlphaMode>();
        foreach (VulkanHostFormat format in Enum.GetValues<VulkanHostFormat>()[1..])
        {
            foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
            {
                data.Add(format, mode);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sums_of_every_format_equal_the_cpus_to_the_bit(VulkanHostFormat format, AlphaMode mode)
    {
        using var stage = new HostStage(AttributeSet.All);
        using var cpu = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        var expected = new AttributeSums();
        long frame = 0;
        foreach ((int width, int height) in new[] { (1, 1), (7, 3), (61, 47), (130, 129) })
        {
            foreach (ColorEncoding? encoding in new ColorEncoding?[] { null, ColorEncoding.Srgb, ColorEncoding.Linear })
            {
                if (encoding == ColorEncoding.Linear && format.IsSrgb())
                {
                    continue;
                }

                foreach (bool mutable in new[] { false, true })
                {
                    VulkanImageUse use = Plain with { AlphaMode = mode, Encoding = encoding };
                    using var image = new EngineImage(stage.Engine, format, width, height, mutable: mutable);
                    byte[] bytes = HostFrames.Noise(format, width, height, mode, (int)frame);
                    image.Load(bytes, ImageLayout.ShaderReadOnlyOptimal);
                    using VulkanImageSource source = stage.Device.OpenImage(image.Description);
                    cpu.Measure(HostFrames.View(bytes, image.Description, use), expected);
                    AttributeSums found = stage.MeasureNow(source, use, frame++);
                    Assert.True(expected.ValueEquals(found), $"{format} {mode} {encoding} {width}×{height}, view of another format: {mutable}");
                }
            }
        }
    }

    [Theory]
    [InlineData(VulkanHostFormat.R8G8B8A8Srgb, false)]
    [InlineData(VulkanHostFormat.R8G8B8A8Srgb, true)]
    [InlineData(VulkanHostFormat.B8G8R8A8Srgb, false)]
    [InlineData(VulkanHostFormat.R8G8B8A8Unorm, false)]
    public void Every_code_comes_back_as_itself(VulkanHostFormat format, bool mutable)
    {
        // One pixel of each grey: its luma is its code, so that each bin of the histogram holds one pixel.
        using var stage = new HostStage(AttributeSet.LumaHistogram);
        using var image = new EngineImage(stage.Engine, format, 256, 1, mutable: mutable);
        byte[] greys = [.. Enumerable.Range(0, 1024).Select(i => i % 4 == 3 ? (byte)255 : (byte)(i / 4))];
        image.Load(greys, ImageLayout.ShaderReadOnlyOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        AttributeSums found = stage.MeasureNow(source, Plain, 0);
        Assert.All(found.LumaHistogram.ToArray(), bin => Assert.Equal(255, bin));
    }

    [Fact]
    public void Every_half_float_comes_back_as_itself()
    {
        // Each of the 65,536 patterns in each channel, one row of 256 at a time, so that errors cannot cancel.
        using var stage = new HostStage(AttributeSet.Standard);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R16G16B16A16Sfloat, 256, 256);
        var bytes = new byte[256 * 256 * 8];
        for (int i = 0; i < 65536; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(i * 8), (ushort)i);
            BitConverter.TryWriteBytes(bytes.AsSpan(i * 8 + 2), (ushort)(i * 7 + 1));
            BitConverter.TryWriteBytes(bytes.AsSpan(i * 8 + 4), (ushort)(i * 13 + 5));
            BitConverter.TryWriteBytes(bytes.AsSpan(i * 8 + 6), (ushort)(i * 31 + 9));
        }

        image.Load(bytes, ImageLayout.General);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        using var cpu = new CpuAttributeMeter();
        var expected = new AttributeSums();
        for (int row = 0; row < 256; row += 5)
        {
            VulkanImageUse use = new() { EntryLayout = VulkanHostLayout.General, AlphaMode = AlphaMode.Straight, Y = row, Height = 1 };
            cpu.Measure(HostFrames.View(bytes, image.Description, use), expected);
            AttributeSums found = stage.MeasureNow(source, use, row);
            Assert.True(expected.ValueEquals(found), $"row {row}");
        }
    }

    [Fact]
    public void A_region_and_a_mask_count_as_on_the_cpu()
    {
        using var stage = new HostStage(AttributeSet.All);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.B8G8R8A8Unorm, 90, 70);
        byte[] bytes = HostFrames.Noise(VulkanHostFormat.B8G8R8A8Unorm, 90, 70, AlphaMode.Straight, 3);
        var coverage = new byte[90 * 70];
        new Random(4).NextBytes(coverage);
        image.Load(bytes, ImageLayout.General);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        using var cpu = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        var expected = new AttributeSums();
        long frame = 0;
        foreach ((int x, int y, int width, int height) in new[] { (0, 0, 90, 70), (1, 2, 3, 5), (17, 9, 64, 61), (89, 69, 1, 1), (5, 0, 0, 0) })
        {
            VulkanImageUse use = new() { EntryLayout = VulkanHostLayout.General, AlphaMode = AlphaMode.Straight, X = x, Y = y, Width = width, Height = height };
            FrameView view = HostFrames.View(bytes, image.Description, use);
            foreach (bool masked in new[] { false, true })
            {
                MaskView mask = masked ? new MaskView(coverage, view.Width, view.Height, view.Width) : default;
                cpu.Measure(view, mask, expected);
                Assert.True(expected.ValueEquals(stage.MeasureNow(source, use, frame++, mask)), $"({x}, {y}) {width}×{height} masked: {masked}");
            }
        }
    }

    [Fact]
    public void The_hosts_layouts_and_pixels_are_as_it_wants_them()
    {
        // The layer knows each image's layout and reports the engine's own next pass where it is another.
        VulkanHostLayout[] layouts =
        [
            VulkanHostLayout.General, VulkanHostLayout.ColorAttachment, VulkanHostLayout.ShaderReadOnly, VulkanHostLayout.TransferSource,
            VulkanHostLayout.TransferDestination,
        ];
        using var stage = new HostStage(AttributeSet.Standard);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.A2B10G10R10Unorm, 33, 21);
        byte[] bytes = HostFrames.Noise(VulkanHostFormat.A2B10G10R10Unorm, 33, 21, AlphaMode.Opaque, 8);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        using var cpu = new CpuAttributeMeter();
        var expected = new AttributeSums();
        cpu.Measure(HostFrames.View(bytes, image.Description, Plain), expected);
        long frame = 0;
        foreach (VulkanHostLayout entry in layouts)
        {
            foreach (VulkanHostLayout exit in layouts.Append(VulkanHostLayout.Undefined))
            {
                image.Load(bytes, (ImageLayout)(int)entry);
                var use = new VulkanImageUse { EntryLayout = entry, ExitLayout = exit };
                Assert.True(expected.ValueEquals(stage.MeasureNow(source, use, frame++)));
                VulkanHostLayout left = exit == VulkanHostLayout.Undefined ? entry : exit;
                Assert.Equal(bytes, image.Read((ImageLayout)(int)left));
            }
        }
    }

    [Fact]
    public void A_place_that_is_not_free_refuses_and_records_nothing()
    {
        using var stage = new HostStage(AttributeSet.Standard, framesInFlight: 1);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, 8, 8);
        image.Load(new byte[256], ImageLayout.ShaderReadOnlyOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        nint commands = frame.Commands.Handle;
        Assert.True(stage.Meter.TryRecord(commands, source, Plain, 0));
        Assert.Equal(1, stage.Meter.InFlight);
        Assert.False(stage.Meter.TryRecord(commands, source, Plain, 1));
        stage.Engine.EndFrame(frame);
        Assert.False(stage.Meter.TryRead(stage.Sums, out _));
        frame.Wait();

        // Done on the device, but nobody has said so: the host's word counts, not what can be guessed.
        Assert.False(stage.Meter.TryRead(stage.Sums, out _));
        stage.Meter.HostFrameCompleted(0);
        Assert.True(stage.Meter.TryRead(stage.Sums, out long tag));
        Assert.Equal(0, tag);
        Assert.Equal(0, stage.Meter.InFlight);
        Assert.False(stage.Meter.TryRead(stage.Sums, out _));
    }

    [Fact]
    public void A_dropped_frame_gives_its_place_back_and_leaves_no_history()
    {
        using var stage = new HostStage(AttributeSet.All, framesInFlight: 2);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, 16, 16);
        byte[] bytes = HostFrames.Noise(VulkanHostFormat.R8G8B8A8Unorm, 16, 16, AlphaMode.Opaque, 1);
        image.Load(bytes, ImageLayout.ShaderReadOnlyOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        Assert.False(stage.MeasureNow(source, Plain, 0).HasPrevious);
        Assert.True(stage.MeasureNow(source, Plain, 1).HasPrevious);

        // Frames 2 and 3 are recorded into commands that are never submitted.
        EngineFrame lost = stage.Engine.BeginFrame(out _);
        Assert.True(stage.Meter.TryRecord(lost.Commands.Handle, source, Plain, 2));
        Assert.True(stage.Meter.TryRecord(lost.Commands.Handle, source, Plain, 3));
        stage.Meter.HostFrameDropped(2);
        Assert.Equal(0, stage.Meter.InFlight);
        lost.Restart();
        stage.Engine.EndFrame(lost);

        AttributeSums after = stage.MeasureNow(source, Plain, 2);
        Assert.False(after.HasPrevious);
        using var cpu = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        var expected = new AttributeSums();
        cpu.Measure(HostFrames.View(bytes, image.Description, Plain), expected);
        Assert.True(expected.ValueEquals(after));
    }

    [Fact]
    public void Wrong_calls_are_refused_before_anything_is_recorded()
    {
        using var stage = new HostStage(AttributeSet.Standard);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, 8, 8);
        image.Load(new byte[256], ImageLayout.ShaderReadOnlyOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        nint commands = frame.Commands.Handle;
        Assert.Throws<ArgumentException>("commandBuffer", () => stage.Meter.TryRecord(0, source, Plain, 5));
        Assert.Throws<ArgumentNullException>("image", () => stage.Meter.TryRecord(commands, null!, Plain, 5));
        Assert.Throws<ArgumentOutOfRangeException>("use", () => stage.Meter.TryRecord(commands, source, default, 5));
        Assert.Throws<ArgumentOutOfRangeException>("use", () => stage.Meter.TryRecord(commands, source, Plain with { X = 8 }, 5));
        Assert.Throws<ArgumentException>("mask", () => stage.Meter.TryRecord(commands, source, Plain, new MaskView(new byte[9], 3, 3, 3), 5));
        Assert.Throws<ArgumentOutOfRangeException>("frame", () => stage.Meter.TryRecord(commands, source, Plain, -1));
        using (VulkanDevice other = VulkanDevice.Adopt(stage.Engine.Handles, NoCache))
        using (VulkanImageSource others = other.OpenImage(image.Description))
        {
            Assert.Throws<ArgumentException>("image", () => stage.Meter.TryRecord(commands, others, Plain, 5));
        }

        VulkanImageSource gone = stage.Device.OpenImage(image.Description);
        gone.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stage.Meter.TryRecord(commands, gone, Plain, 5));
        Assert.Equal(0, stage.Meter.InFlight);

        Assert.True(stage.Meter.TryRecord(commands, source, Plain, 5));
        Assert.Throws<ArgumentOutOfRangeException>("frame", () => stage.Meter.TryRecord(commands, source, Plain, 4));
        InvalidOperationException pending = Assert.Throws<InvalidOperationException>(() => stage.Meter.Drain());
        Assert.Contains("HostFrameCompleted", pending.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => stage.Meter.Measure(TestImages.Impulse(3, 3).View));
        stage.Engine.EndFrame(frame);
        frame.Wait();
        stage.Meter.HostFrameCompleted(5);
        stage.Meter.Drain();
        Assert.True(stage.Meter.TryRead(stage.Sums, out _));
        stage.Device.ReportLost();
        Assert.True(Assert.Throws<VulkanException>(() => stage.Meter.TryRecord(commands, source, Plain, 6)).IsDeviceLost);
        stage.Meter.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stage.Meter.TryRecord(commands, source, Plain, 6));
        Assert.Throws<ObjectDisposedException>(() => stage.Meter.HostFrameCompleted(6));
    }
}
