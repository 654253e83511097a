using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>Grading between a host's images, recorded into its command buffers, against the CPU's grader on the same bytes.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostGradingTests
{
    private static readonly GradeLut Strong = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(Emotion.Anger)));
    private static readonly VulkanImageUse Plain = new() { EntryLayout = VulkanHostLayout.ShaderReadOnly };
    private static readonly VulkanImageUse Fresh = new() { EntryLayout = VulkanHostLayout.Undefined, ExitLayout = VulkanHostLayout.General };

    [Theory]
    [MemberData(nameof(HostRecordingTests.Kinds), MemberType = typeof(HostRecordingTests))]
    public void Every_format_comes_out_as_on_the_cpu(VulkanHostFormat format, AlphaMode mode)
    {
        using var stage = new HostStage(AttributeSet.Standard);
        using var grader = new VulkanSceneGrader(stage.Device);
        using var twin = new CpuSceneGrader();
        long frame = 0;
        foreach ((int width, int height) in new[] { (1, 1), (61, 47), (130, 129) })
        {
            foreach (bool mutable in format.IsSrgb() ? new[] { false, true } : [false])
            {
                using var image = new EngineImage(stage.Engine, format, width, height, mutable: mutable);
                using var result = new EngineImage(stage.Engine, format, width, height);
                byte[] bytes = Finite(HostFrames.Noise(format, width, height, mode, (int)frame), format);
                image.Load(bytes, ImageLayout.ShaderReadOnlyOptimal);
                using VulkanImageSource source = stage.Device.OpenImage(image.Description);
                VulkanImageTarget target = stage.Device.OpenTarget(result.Description);
                VulkanImageUse use = Plain with { AlphaMode = mode }, written = Fresh with { AlphaMode = mode };
                var options = new GradeOptions { Untouched = new PixelRectangle(width / 3, height / 3, width / 4, height / 4), NoDither = frame % 2 == 1 };
                RunNow(stage, grader, source, use, target, written, Strong, frame++, options);
                GraderFrame expected = Twin(twin, bytes, image.Description, use, Strong, options, out GraderFrame found);
                result.Read(ImageLayout.General).CopyTo(found.Bytes, 0);
                if (format.PixelFormat().HasByteChannels() && mode != AlphaMode.Premultiplied)
                {
                    Assert.Equal(expected.Bytes, found.Bytes);
                }

                expected.AssertWithinOneCode(found);
            }
        }
    }

    [Theory]
    [InlineData(VulkanHostFormat.R8G8B8A8Unorm)]
    [InlineData(VulkanHostFormat.B8G8R8A8Srgb)]
    [InlineData(VulkanHostFormat.A2B10G10R10Unorm)]
    [InlineData(VulkanHostFormat.R16G16B16A16Sfloat)]
    public void An_image_is_graded_into_itself_and_the_identity_keeps_it(VulkanHostFormat format)
    {
        using var stage = new HostStage(AttributeSet.Standard);
        using var grader = new VulkanSceneGrader(stage.Device);
        using var twin = new CpuSceneGrader();
        using var image = new EngineImage(stage.Engine, format, 50, 40);
        byte[] bytes = Finite(HostFrames.Noise(format, 50, 40, AlphaMode.Opaque, 3), format);
        image.Load(bytes, ImageLayout.ColorAttachmentOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        VulkanImageTarget target = stage.Device.OpenTarget(image.Description);
        VulkanImageUse read = new() { EntryLayout = VulkanHostLayout.ColorAttachment }, written = new() { EntryLayout = VulkanHostLayout.Undefined };
        RunNow(stage, grader, source, read, target, written, GradeLut.Identity, 0);
        Assert.Equal(bytes, image.Read(ImageLayout.ColorAttachmentOptimal));
        RunNow(stage, grader, source, read, target, written with { ExitLayout = VulkanHostLayout.TransferSource }, Strong, 1);
        GraderFrame expected = Twin(twin, bytes, image.Description, read, Strong, default, out GraderFrame found);
        image.Read(ImageLayout.TransferSrcOptimal).CopyTo(found.Bytes, 0);
        expected.AssertWithinOneCode(found);
    }

    [Fact]
    public void A_region_under_a_mask_leaves_the_rest_alone()
    {
        using var stage = new HostStage(AttributeSet.Standard);
        using var grader = new VulkanSceneGrader(stage.Device);
        using var twin = new CpuSceneGrader();
        const VulkanHostFormat Format = VulkanHostFormat.B8G8R8A8Unorm;
        using var image = new EngineImage(stage.Engine, Format, 90, 70);
        using var result = new EngineImage(stage.Engine, Format, 64, 61);
        byte[] bytes = HostFrames.Noise(Format, 90, 70, AlphaMode.Straight, 3), before = HostFrames.Noise(Format, 64, 61, AlphaMode.Straight, 4);
        byte[] coverage = new byte[40 * 30];
        new Random(5).NextBytes(coverage);
        coverage.AsSpan(0, 300).Clear();
        image.Load(bytes, ImageLayout.General);
        result.Load(before, ImageLayout.ShaderReadOnlyOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        VulkanImageTarget target = stage.Device.OpenTarget(result.Description);
        VulkanImageUse read = new() { EntryLayout = VulkanHostLayout.General, AlphaMode = AlphaMode.Straight, X = 17, Y = 9, Width = 40, Height = 30 };
        VulkanImageUse written = new() { EntryLayout = VulkanHostLayout.ShaderReadOnly, AlphaMode = AlphaMode.Straight, X = 20, Y = 31, Width = 40, Height = 30 };
        grader.Prepare(source, read, target, written, masked: true);
        var mask = new MaskView(coverage, 40, 30, 40);
        RunNow(stage, grader, source, read, target, written, Strong, 0, default, mask);
        twin.Grade(HostFrames.View(bytes, image.Description, read), FrameTarget(before, 64, 61).Region(20, 31, 40, 30), Strong, default, mask);
        Assert.Equal(before, result.Read(ImageLayout.ShaderReadOnlyOptimal));
        Assert.Equal(bytes, image.Read(ImageLayout.General));
    }

    [Fact]
    public void One_format_becomes_another()
    {
        using var stage = new HostStage(AttributeSet.Standard);
        using var grader = new VulkanSceneGrader(stage.Device);
        using var twin = new CpuSceneGrader();
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R16G16B16A16Sfloat, 33, 21);
        using var result = new EngineImage(stage.Engine, VulkanHostFormat.B8G8R8A8Srgb, 33, 21);
        byte[] bytes = Finite(HostFrames.Noise(VulkanHostFormat.R16G16B16A16Sfloat, 33, 21, AlphaMode.Opaque, 8), VulkanHostFormat.R16G16B16A16Sfloat);
        image.Load(bytes, ImageLayout.ShaderReadOnlyOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        RunNow(stage, grader, source, Plain, stage.Device.OpenTarget(result.Description), Fresh, Strong, 0);
        GraderFrame expected = new(33, 21, PixelFormat.Bgra8, AlphaMode.Opaque, ColorEncoding.Srgb), found = expected.Empty();
        twin.Grade(HostFrames.View(bytes, image.Description, Plain), expected.Target, Strong);
        result.Read(ImageLayout.General).CopyTo(found.Bytes, 0);
        expected.AssertWithinOneCode(found);
    }

    [Fact]
    public void Both_images_are_left_in_the_hosts_layouts()
    {
        VulkanHostLayout[] layouts = [VulkanHostLayout.General, VulkanHostLayout.ColorAttachment, VulkanHostLayout.ShaderReadOnly, VulkanHostLayout.TransferSource, VulkanHostLayout.TransferDestination];
        using var stage = new HostStage(AttributeSet.Standard);
        using var grader = new VulkanSceneGrader(stage.Device);
        using var twin = new CpuSceneGrader();
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, 33, 21);
        using var result = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, 33, 21);
        byte[] bytes = HostFrames.Noise(VulkanHostFormat.R8G8B8A8Unorm, 33, 21, AlphaMode.Opaque, 8);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        VulkanImageTarget target = stage.Device.OpenTarget(result.Description);
        GraderFrame expected = Twin(twin, bytes, image.Description, Plain, Strong, default, out _);
        long frame = 0;
        foreach (VulkanHostLayout entry in layouts)
        {
            foreach (VulkanHostLayout exit in layouts.Append(VulkanHostLayout.Undefined))
            {
                image.Load(bytes, (ImageLayout)(int)entry);
                result.Load(new byte[bytes.Length], (ImageLayout)(int)entry);
                var use = new VulkanImageUse { EntryLayout = entry, ExitLayout = exit };
                RunNow(stage, grader, source, use, target, use, Strong, frame++);
                var left = (ImageLayout)(int)(exit == VulkanHostLayout.Undefined ? entry : exit);
                Assert.Equal(expected.Bytes, result.Read(left));
                Assert.Equal(bytes, image.Read(left));
            }
        }
    }

    [Fact]
    public void Wrong_calls_are_refused_before_anything_is_recorded()
    {
        using var stage = new HostStage(AttributeSet.Standard);
        var grader = new VulkanSceneGrader(stage.Device);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, 8, 8);
        image.Load(new byte[256], ImageLayout.ShaderReadOnlyOptimal);
        using VulkanImageSource source = stage.Device.OpenImage(image.Description);
        using var other = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, 8, 8);
        VulkanImageTarget target = stage.Device.OpenTarget(other.Description);
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        nint commands = frame.Commands.Handle;
        Assert.Contains("VK_IMAGE_USAGE_TRANSFER_DST_BIT", Assert.Throws<VulkanException>(() => stage.Device.OpenTarget(other.Description with { Usage = 4 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("commandBuffer", () => grader.TryRecord(0, source, Plain, target, Fresh, Strong, 5));
        Assert.Throws<ArgumentNullException>("target", () => grader.TryRecord(commands, source, Plain, null!, Fresh, Strong, 5));
        Assert.Throws<ArgumentNullException>("lut", () => grader.TryRecord(commands, source, Plain, target, Fresh, null!, 5));
        Assert.Throws<ArgumentOutOfRangeException>("use", () => grader.TryRecord(commands, source, Plain, target, default, Strong, 5));
        Assert.Throws<ArgumentOutOfRangeException>("use", () => grader.TryRecord(commands, source, Plain with { Width = 4 }, target, Fresh with { Width = 4 }, Strong, 5));
        Assert.Throws<ArgumentException>("targetUse", () => grader.TryRecord(commands, source, Plain with { Width = 4 }, target, Fresh, Strong, 5));
        Assert.Throws<ArgumentException>("mask", () => grader.TryRecord(commands, source, Plain, target, Fresh, Strong, 5, default, new MaskView(new byte[9], 3, 3, 3)));
        Assert.Equal(0, grader.InFlight);
        Assert.True(grader.TryRecord(commands, source, Plain, target, Fresh, Strong, 5));
        Assert.Throws<ArgumentOutOfRangeException>("frame", () => grader.TryRecord(commands, source, Plain, target, Fresh, Strong, 4));
        int recorded = 1;
        while (grader.TryRecord(commands, source, Plain, target, Fresh, Strong, 6))
        {
            recorded++;
        }

        Assert.Equal(recorded, grader.InFlight);
        stage.Engine.EndFrame(frame);
        frame.Wait();
        grader.HostFrameCompleted(5);
        Assert.Equal(recorded - 1, grader.InFlight);
        grader.HostFrameDropped(6);
        Assert.Equal(0, grader.InFlight);
        stage.Device.ReportLost();
        Assert.True(Assert.Throws<VulkanException>(() => grader.TryRecord(commands, source, Plain, target, Fresh, Strong, 7)).IsDeviceLost);
        grader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => grader.TryRecord(commands, source, Plain, target, Fresh, Strong, 7));
    }

    internal static void RunNow(HostStage stage, VulkanSceneGrader grader, VulkanImageSource source, VulkanImageUse sourceUse, VulkanImageTarget target,
        VulkanImageUse targetUse, GradeLut lut, long frame, GradeOptions options = default, MaskView mask = default)
    {
        EngineFrame place = stage.Engine.BeginFrame(out _);
        Assert.True(grader.TryRecord(place.Commands.Handle, source, sourceUse, target, targetUse, lut, frame, options, mask));
        stage.Engine.EndFrame(place);
        place.Wait();
        grader.HostFrameCompleted(frame);
        Assert.Equal(0, grader.InFlight);
    }

    private static GraderFrame Twin(CpuSceneGrader twin, byte[] bytes, in VulkanHostImage image, in VulkanImageUse use, GradeLut lut, GradeOptions options, out GraderFrame empty)
    {
        FrameView view = HostFrames.View(bytes, image, use);
        var expected = new GraderFrame(view.Width, view.Height, view.Format, view.AlphaMode, view.Encoding);
        twin.Grade(view, expected.Target, lut, options);
        empty = expected.Empty();
        return expected;
    }

    private static FrameTarget FrameTarget(byte[] bytes, int width, int height) => new(bytes, width, height, 4 * width, PixelFormat.Bgra8, AlphaMode.Straight);

    /// <summary>A picture's half floats: the bits of a NaN need not survive a sampled image, and what is far above white has steps wider than the tolerance.</summary>
    private static byte[] Finite(byte[] bytes, VulkanHostFormat format)
    {
        for (int i = 0; format == VulkanHostFormat.R16G16B16A16Sfloat && i < bytes.Length; i += 2)
        {
            float value = (float)BitConverter.ToHalf(bytes, i);
            BitConverter.TryWriteBytes(bytes.AsSpan(i), float.IsFinite(value) && value is >= 0 and <= 4 ? (Half)value : (Half)0.25f);
        }

        return bytes;
    }
}
