using Silk.NET.Vulkan;
using static EmoVid.Realtime.Vulkan.Tests.Host.StickerOnStage;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>Stickers whose motion is interpolated on the device, in an engine's command buffers, compared with the CPU's compositor on fields that are interpolated here.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostBlendTests
{
    [Fact]
    public void Every_frame_of_a_way_is_that_of_the_cpu()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 2);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        var blend = new MotionBlend(9, 16);
        for (int n = 0; n < 12; n++)
        {
            // Paint comes, lies elsewhere, and goes, and so does a tint: what an earlier frame painted must not stay.
            MotionFields from = Fields(n / 3, n / 3 - 1), to = Fields(n / 3 + 1, n / 3 == 3 ? -1 : n / 3);
            blend.Set(from, to, n % 3 / 2f);
            Record(stage, recorder, image, blend, n);
            AssertShows(image, from, to, n % 3 / 2f);
        }

        blend.SetIdentity();
        Record(stage, recorder, image, blend, 12);
        var rest = new MotionFields(9, 16);
        AssertShows(image, rest, rest, 1);
    }

    [Fact]
    public void A_tint_without_paint_shows_no_paint_of_earlier_frames()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 2);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        var blend = new MotionBlend(9, 16);
        // First of all on a device whose memory holds anything; then behind frames that paint.
        int[] places = [-1, -1, 2, 0, -1, 1, -1];
        for (int n = 0; n < places.Length; n++)
        {
            MotionFields from = Fields(2 * n + 1, places[n]), to = Fields(2 * n + 3, places[n]);
            Assert.NotEqual(-1, from.Tint.IndexOfAnyExcept(1f));
            blend.Set(from, to, 0.3f);
            Record(stage, recorder, image, blend, n);
            AssertShows(image, from, to, 0.3f);
        }
    }

    [Fact]
    public void Fields_and_motions_of_other_sizes_take_turns()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 2);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        for (int n = 0; n < 6; n++)
        {
            int size = n % 2 == 0 ? 16 : 31;
            MotionFields from = Fields(n, 1, size), to = Fields(n + 1, 2, size);
            var blend = new MotionBlend(9, size);
            blend.Set(from, to, 0.4f);
            Record(stage, recorder, image, blend, 2 * n);
            AssertShows(image, from, to, 0.4f);
            EngineFrame frame = stage.Engine.BeginFrame(out _);
            Assert.True(recorder.TryRecord(frame.Commands.Handle, from, stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.ShaderReadOnly) with { EntryStages = 0 }, 2 * n + 1));
            Finish(stage, recorder, frame, 2 * n + 1);
            AssertShows(image, from, from, 1);
        }
    }

    [Fact]
    public void Frames_in_flight_keep_their_motions()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 3);
        EngineImage[] images = [.. Enumerable.Range(0, 3).Select(_ => new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage))];
        recorder.SetStill(Still.View, Placement);
        var blend = new MotionBlend(9, 16);
        for (int round = 0; round < 2; round++)
        {
            // One command buffer of three frames, none of which is done before all are recorded, each between two motions of its own.
            EngineFrame frame = stage.Engine.BeginFrame(out _);
            for (int i = 0; i < 3; i++)
            {
                blend.Set(Fields(10 * round + i, i), Fields(10 * round + i + 5, 2), 0.6f);
                Assert.True(recorder.TryRecord(frame.Commands.Handle, blend, stage.Device.OpenTarget(images[i].Description), Use(VulkanHostLayout.Undefined) with { EntryStages = 0 }, 3 * round + i));
            }

            blend.Set(Fields(77, 3), Fields(78, 3), 0.5f);
            Assert.False(recorder.TryRecord(frame.Commands.Handle, blend, stage.Device.OpenTarget(images[0].Description), Use(VulkanHostLayout.ShaderReadOnly), 3 * round + 2));
            Finish(stage, recorder, frame, 3 * round + 2);
            for (int i = 0; i < 3; i++)
            {
                AssertShows(images[i], Fields(10 * round + i, i), Fields(10 * round + i + 5, 2), 0.6f);
            }
        }

        Array.ForEach(images, image => image.Dispose());
    }

    [Fact]
    public void A_dropped_frame_s_motion_is_still_there_for_the_next()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        var blend = new MotionBlend(9, 16);
        MotionFields from = Fields(1, 1), to = Fields(2, 2);
        blend.Set(from, to, 0.5f);
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        Assert.True(recorder.TryRecord(frame.Commands.Handle, blend, stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.Undefined), 0));
        frame.Restart();
        recorder.HostFrameDropped(0);
        Assert.True(recorder.TryRecord(frame.Commands.Handle, blend, stage.Device.OpenTarget(image.Description), Use(VulkanHostLayout.Undefined), 0));
        Finish(stage, recorder, frame, 0);
        AssertShows(image, from, to, 0.5f);
    }

    [Fact]
    public void A_steady_frame_allocates_nothing_with_new_motions_too()
    {
        using var stage = new HostStage(AttributeSet.EmoVid);
        using var recorder = new VulkanStickerRecorder(stage.Device, Size, 1);
        using var image = new EngineImage(stage.Engine, VulkanHostFormat.R8G8B8A8Unorm, Size, Size, Usage);
        recorder.SetStill(Still.View, Placement);
        var blend = new MotionBlend(9, 16);
        MotionFields[] motions = [Fields(1, 1), Fields(2, 2), Fields(3, 0)];
        blend.Set(motions[0], motions[1], 0.5f);
        Record(stage, recorder, image, blend, 0);
        int number = 1;
        VulkanImageTarget target = stage.Device.OpenTarget(image.Description);
        VulkanImageUse use = Use(VulkanHostLayout.ShaderReadOnly);
        Allocations.AssertNone(() =>
        {
            blend.Set(motions[number % 3], motions[(number + 1) % 3], 0.3f);
            EngineFrame frame = stage.Engine.BeginFrame(out _);
            recorder.TryRecord(frame.Commands.Handle, blend, target, use, number);
            Finish(stage, recorder, frame, number++);
        });
    }

    private static void Record(HostStage stage, VulkanStickerRecorder recorder, EngineImage image, MotionBlend blend, long number)
    {
        EngineFrame frame = stage.Engine.BeginFrame(out _);
        Assert.True(recorder.TryRecord(frame.Commands.Handle, blend, stage.Device.OpenTarget(image.Description), Use(number == 0 ? VulkanHostLayout.Undefined : VulkanHostLayout.ShaderReadOnly) with { EntryStages = 0 }, number));
        Finish(stage, recorder, frame, number);
    }

    private static void AssertShows(EngineImage image, MotionFields from, MotionFields to, float amount)
    {
        var fields = new MotionFields(from.WarpSize, from.PaintSize);
        for (int i = 0; i < fields.Warp.Length; i++)
        {
            fields.Warp[i] = from.Warp[i] + (to.Warp[i] - from.Warp[i]) * amount;
        }

        for (int i = 0; i < fields.Paint.Length; i++)
        {
            fields.Paint[i] = from.Paint[i] + (to.Paint[i] - from.Paint[i]) * amount;
        }

        var actual = new RgbaImage(Size, Size, AlphaMode.Premultiplied);
        image.Read(ImageLayout.ShaderReadOnlyOptimal).CopyTo(actual.Pixels, 0);
        FrameAssert.Close(Expected(fields, Still), actual, 2);
    }

    /// <summary>Motion everywhere; a mask in a square of the place, or none below 0; colours everywhere; a tint where the seed is odd.</summary>
    private static MotionFields Fields(int seed, int place, int size = 16)
    {
        var random = new Random(seed);
        MotionFields fields = Moving(random, size, tints: seed % 2 == 1);
        for (int i = 0; i < fields.Paint.Length; i++)
        {
            float value = random.NextSingle();
            int x = i % size, y = i / size % size;
            bool isMasked = place >= 0 && x >= 2 + 3 * place && x < 6 + 3 * place && y is > 4 and < 11;
            fields.Paint[i] = i >= size * size || isMasked ? value : 0;
        }

        return fields;
    }
}
