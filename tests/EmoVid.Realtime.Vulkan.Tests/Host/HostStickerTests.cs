using Silk.NET.Vulkan;
using static EmoVid.Realtime.Vulkan.Tests.Host.StickerOnStage;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>Stickers composed in the command buffers of an engine that has never heard of the SDK, compared with the CPU's compositor. Disposing the stage fails a
/// test for every message of the validation layer, synchronisation included, and for objects left behind.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostStickerTests
{
    [Fact]
    public void Frames_in_flight_are_those_of_the_cpu()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 2);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        for (int n = 0; n < 6; n++)
        {
            // Frames 3 and 4 paint, 1 and 3 tint: what an earlier frame painted must not stay.
            MotionFields fields = Fields(n, paints: n is 3 or 4, tints: n is 1 or 3);
            Record(stage, recorder, image, fields, n, n == 0 ? VulkanHostLayout.Undefined : VulkanHostLayout.ShaderReadOnly);
            AssertShows(image, fields, Still, 0, 0);
        }
    }

    [Fact]
    public void Beyond_the_memory_limit_a_sticker_acts_unpainted_and_other_buffers_say_what_lacks()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 2);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        Record(stage, recorder, image, Fields(0, paints: false), 0, VulkanHostLayout.Undefined);
        Record(stage, recorder, image, Fields(1, paints: false), 1, VulkanHostLayout.ShaderReadOnly);
        long held = stage.Device.MemoryBytes;
        Assert.True(held > 0);
        stage.Device.MemoryLimitBytes = held;
        Record(stage, recorder, image, Fields(3, paints: true, tints: true), 2, VulkanHostLayout.ShaderReadOnly);
        AssertShows(image, Fields(3, paints: false), Still, 0, 0);
        Assert.Equal(1, recorder.PaintsLeftOut);
        Assert.Equal(held, stage.Device.MemoryBytes);
        VulkanException refused = Assert.Throws<VulkanException>(() => recorder.SetStill(Still.View, Placement));
        Assert.Contains("MemoryLimitBytes", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);

        stage.Device.MemoryLimitBytes = long.MaxValue;
        Record(stage, recorder, image, Fields(4, paints: true), 3, VulkanHostLayout.ShaderReadOnly);
        AssertShows(image, Fields(4, paints: true), Still, 0, 0);
        Assert.True(stage.Device.MemoryBytes > held);
    }

    [Fact]
    public void A_square_of_a_larger_image_is_written_and_the_rest_is_left_alone()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Srgb, 100, 90, Usage);
        byte[] before = new byte[100 * 90 * 4];
        before.AsSpan().Fill(77);
        image.Load(before, ImageLayout.General);
        recorder.SetStill(Still.View, Placement);
        Record(stage, recorder, image, Fields(1, paints: true), 0, VulkanHostLayout.General, 20, 11);
        byte[] after = AssertShows(image, Fields(1, paints: true), Still, 20, 11);
        for (int y = 0; y < 90; y++)
        {
            for (int x = 0; x < 100; x++)
            {
                bool inside = x >= 20 && x < 20 + Size && y >= 11 && y < 11 + Size;
                Assert.True(inside || after[(y * 100 + x) * 4] == 77, $"{x}, {y}");
            }
        }
    }

    [Fact]
    public void A_full_ring_records_nothing_and_a_finished_frame_frees_its_place()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 1);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        Assert.True(recorder.TryRecord(frame.Commands.Handle, Fields(0, false), stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.Undefined), 0));
        Assert.False(recorder.TryRecord(frame.Commands.Handle, Fields(1, false), stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.ShaderReadOnly), 0));
        stage.Engine.EndFrame(frame);
        frame.Wait();
        recorder.HostFrameCompleted(0);
        Record(stage, recorder, image, Fields(2, false), 1, VulkanHostLayout.ShaderReadOnly);
        AssertShows(image, Fields(2, false), Still, 0, 0);
    }

    [Fact]
    public void A_dropped_frame_is_recorded_again_with_what_it_would_have_copied()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        Assert.True(recorder.TryRecord(frame.Commands.Handle, Fields(0, true), stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.Undefined), 0));
        frame.Restart();
        recorder.HostFrameDropped(0);
        Assert.True(recorder.TryRecord(frame.Commands.Handle, Fields(1, true), stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.Undefined), 0));
        stage.Engine.EndFrame(frame);
        frame.Wait();
        recorder.HostFrameCompleted(0);
        AssertShows(image, Fields(1, true), Still, 0, 0);
    }

    [Fact]
    public void Another_still_follows_while_frames_show_the_one_before()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        RgbaImage other = TestImages.Noise(33, 70, AlphaMode.Straight, 6);
        for (int n = 0; n < 4; n++)
        {
            RgbaImage still = n % 2 == 0 ? Still : other;
            recorder.SetStill(still.View, Placement);
            Record(stage, recorder, image, Fields(n, n > 1), n, n == 0 ? VulkanHostLayout.Undefined : VulkanHostLayout.ShaderReadOnly);
            AssertShows(image, Fields(n, n > 1), still, 0, 0);
        }
    }

    [Fact]
    public void A_steady_frame_allocates_nothing()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 1);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        MotionFields fields = Fields(1, true);
        long number = 0;
        Record(stage, recorder, image, fields, number++, VulkanHostLayout.Undefined);
        VulkanImageUse use = Use(VulkanHostLayout.ShaderReadOnly);
        VulkanImageTarget target = stage.Device.OpenTarget(image.Description);
        Allocations.AssertNone(() =>
        {
            EngineFrame frame = stage.Engine.BeginFrame(out _);
            recorder.TryRecord(frame.Commands.Handle, fields, target, use, number);
            Finish(stage, recorder, frame, number++);
        });
    }

    [Fact]
    public void Recorders_share_what_is_compiled()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        int none = stage.Device.LiveObjectCount;
        var first = new VulkanStickerRecorder(stage.Device, Size);
        int one = stage.Device.LiveObjectCount;
        var second = new VulkanStickerRecorder(stage.Device, 2 * Size);
        int two = stage.Device.LiveObjectCount;
        // A program is a pipeline, its layout and its set's; three passes have four, since painting has one for tinted stills. A kernel of its own has its descriptor pool.
        Assert.Equal(4 * 3, one - none - (two - one));
        first.Dispose();
        Assert.Equal(one, stage.Device.LiveObjectCount);
        second.SetStill(Still.View, Placement);
        second.Dispose();
        Assert.Equal(none, stage.Device.LiveObjectCount);
    }

    [Fact]
    public void What_does_not_do_is_refused_by_name_and_nothing_is_recorded()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        nint commands = frame.Commands.Handle;
        MotionFields fields = Fields(0, false);
        Assert.Throws<InvalidOperationException>(() => recorder.TryRecord(commands, fields, stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.General), 0));
        recorder.SetStill(Still.View, Placement);
        using var half = new EngineImage(stage.Engine, VulkanHostFormat.R16G16B16A16Sfloat, Size, Size, Usage);
        VulkanException format = Assert.Throws<VulkanException>(() => recorder.TryRecord(commands, fields, stage.Device.OpenTarget(half.Description), Use(VulkanHostLayout.General), 0));
        Assert.Contains("R8G8B8A8Unorm", format.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => recorder.TryRecord(commands, fields, stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.General) with { X = 1 }, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => recorder.TryRecord(commands, fields, stage.Device.OpenTarget(image.Description), new VulkanImageUse { EntryLayout = VulkanHostLayout.Undefined }, 0));
        Assert.Throws<ArgumentException>(() => recorder.TryRecord(0, fields, stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.General), 0));
        stage.Engine.EndFrame(frame);
        VulkanImageTarget target = stage.Device.OpenTarget(image.Description);
        stage.Device.ReportLost();
        Assert.True(Assert.Throws<VulkanException>(() => recorder.TryRecord(commands, fields, target, Use(VulkanHostLayout.General), 0)).IsDeviceLost);
    }

    private static void Record(HostStage stage, VulkanStickerRecorder recorder, EngineImage image, MotionFields fields, long number, VulkanHostLayout entry, int x = 0, int y = 0)
    {
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        Assert.True(recorder.TryRecord(frame.Commands.Handle, fields, stage.Device.OpenTarget(image.Description), Use(entry) with { EntryStages = 0, X = x, Y = y }, number));
        Finish(stage, recorder, frame, number);
    }

    private static byte[] AssertShows(EngineImage image, MotionFields fields, RgbaImage still, int left, int top)
    {
        byte[] pixels = image.Read(ImageLayout.ShaderReadOnlyOptimal);
        var actual = new RgbaImage(Size, Size, AlphaMode.Premultiplied);
        for (int y = 0; y < Size; y++)
        {
            pixels.AsSpan(((y + top) * image.Width + left) * 4, Size * 4).CopyTo(actual.Pixels.AsSpan(y * Size * 4));
        }

        FrameAssert.Close(Expected(fields, still), actual, 2);
        return pixels;
    }

    private static MotionFields Fields(int seed, bool paints, bool tints = false)
    {
        var random = new Random(seed);
        MotionFields fields = Moving(random, 16, tints);
        for (int i = 0; paints && i < fields.Paint.Length; i++)
        {
            fields.Paint[i] = i % 16 is > 3 and < 9 ? random.NextSingle() : 0;
        }

        return fields;
    }
}
