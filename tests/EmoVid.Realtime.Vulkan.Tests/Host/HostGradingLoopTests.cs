using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>The engine's frame loop that measures, grades with a table that changes every frame, and measures again, with frames in flight.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostGradingLoopTests
{
    private const int Width = 70, Height = 43;

    private static readonly GradeLut[] Moods = [.. new[] { Emotion.Anger, Emotion.Contentment, Emotion.Sadness }.Select(emotion => GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(emotion))))];

    [Fact]
    public void Each_frame_in_flight_goes_through_its_own_table()
    {
        using var engine = new HostEngine(new EngineOptions { FramesInFlight = 2, ChecksSubmissions = true });
        using var scene = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Unorm, Width, Height);
        using var shown = new EngineImage(engine, VulkanHostFormat.B8G8R8A8Srgb, Width, Height);
        EngineBuffer[] contents = [new(engine, Width * Height * 4), new(engine, Width * Height * 4)];
        VulkanDevice device = VulkanDevice.Adopt(engine.Handles with { Queue = 0 }, new VulkanDeviceOptions { PipelineCacheFolder = "", FramesInFlight = 2 });
        using var before = new VulkanAttributeMeter(device, new AttributeMeterOptions { FramesInFlight = 3 });
        using var after = new VulkanAttributeMeter(device, new AttributeMeterOptions { FramesInFlight = 3 });
        using var grader = new VulkanSceneGrader(device);
        using VulkanImageSource source = device.OpenImage(scene.Description), graded = device.OpenImage(shown.Description);
        VulkanImageTarget target = device.OpenTarget(shown.Description);
        using var twin = new CpuSceneGrader();
        using var cpu = new CpuAttributeMeter();
        var expected = new Queue<AttributeSums>();
        var sums = new AttributeSums();
        var lut = new GradeLutSlew(1000);
        int read = 0;
        for (int i = 0; i < 24; i++)
        {
            EngineFrame frame = engine.BeginFrame(out long completed);
            grader.HostFrameCompleted(completed);
            before.HostFrameCompleted(completed);
            after.HostFrameCompleted(completed);
            read += before.TryRead(sums, out _) ? 1 : 0;
            if (after.TryRead(sums, out _))
            {
                Assert.True(expected.Dequeue().ValueEquals(sums), $"frame {i}");
            }

            byte[] bytes = HostFrames.Noise(VulkanHostFormat.R8G8B8A8Unorm, Width, Height, AlphaMode.Opaque, i);
            bytes.CopyTo(contents[i % 2].Bytes);
            scene.RecordLoad(frame.Commands, contents[i % 2].Handle, ImageLayout.ColorAttachmentOptimal);
            nint commands = frame.Commands.Handle;
            Assert.True(before.TryRecord(commands, source, new VulkanImageUse { EntryLayout = VulkanHostLayout.ColorAttachment, ExitLayout = VulkanHostLayout.ShaderReadOnly }, frame.Number));
            lut.Reset();
            lut.Advance(Moods[i % 3], TimeSpan.Zero);
            Assert.True(grader.TryRecord(commands, source, new VulkanImageUse { EntryLayout = VulkanHostLayout.ShaderReadOnly }, target,
                new VulkanImageUse { EntryLayout = VulkanHostLayout.Undefined, ExitLayout = VulkanHostLayout.ShaderReadOnly }, lut.Current, frame.Number));
            Assert.True(after.TryRecord(commands, graded, new VulkanImageUse { EntryLayout = VulkanHostLayout.ShaderReadOnly }, frame.Number));
            engine.EndFrame(frame);

            // The table is the caller's again at once, long before the frame runs.
            lut.Reset();
            lut.Advance(GradeLut.Identity, TimeSpan.Zero);
            var wanted = new GraderFrame(Width, Height, PixelFormat.Bgra8, AlphaMode.Opaque, ColorEncoding.Srgb);
            twin.Grade(HostFrames.View(bytes, scene.Description, new VulkanImageUse { EntryLayout = VulkanHostLayout.General }), wanted.Target, Moods[i % 3]);
            expected.Enqueue(new AttributeSums());
            cpu.Measure(wanted.View, expected.Last());
        }

        Assert.True(read >= 20);
        engine.WaitIdle();
        after.HostFrameCompleted(23);
        while (after.TryRead(sums, out _))
        {
            Assert.True(expected.Dequeue().ValueEquals(sums));
        }

        Assert.Empty(expected);
        device.Dispose();
        Assert.Equal(0, device.LiveObjectCount);
        Array.ForEach(contents, c => c.Dispose());
    }

    [Fact]
    public void A_frame_allocates_nothing_and_creates_nothing()
    {
        using var engine = new HostEngine();
        using var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Srgb, Width, Height);
        image.Load(new byte[Width * Height * 4], ImageLayout.General);
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles with { Queue = 0 }, new VulkanDeviceOptions { PipelineCacheFolder = "" });
        using var grader = new VulkanSceneGrader(device);
        using VulkanImageSource source = device.OpenImage(image.Description);
        VulkanImageTarget target = device.OpenTarget(image.Description);
        VulkanImageUse use = new() { EntryLayout = VulkanHostLayout.General };
        grader.Prepare(source, use, target, use);

        void Frame()
        {
            EngineFrame frame = engine.BeginFrame(out long completed);
            grader.HostFrameCompleted(completed);
            Assert.True(grader.TryRecord(frame.Commands.Handle, source, use, target, use, Moods[frame.Number % 3], frame.Number));
            engine.EndFrame(frame);
        }

        long created = device.LiveObjects.Created;
        for (int i = 0; i < 8; i++)
        {
            Frame();
        }

        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 30; i++)
            {
                Frame();
            }
        });
        Assert.Equal(created, device.LiveObjects.Created);
        engine.WaitIdle();
    }
}
