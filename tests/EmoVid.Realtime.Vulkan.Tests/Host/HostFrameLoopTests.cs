using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>The engine's frame loop with the SDK in it: frames in flight, results some frames later, nothing allocated.</summary>
[Collection(VulkanTestGroup.Name)]
public sealed class HostFrameLoopTests
{
    private const int Width = 150, Height = 83;

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Frames_in_flight_come_back_in_order_and_exact(int engineFrames, int meterFrames)
    {
        using var engine = new HostEngine(new EngineOptions { FramesInFlight = engineFrames, ChecksSubmissions = true });
        using var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Unorm, Width, Height);
        EngineBuffer[] contents = [.. Enumerable.Range(0, engineFrames).Select(_ => new EngineBuffer(engine, Width * Height * 4))];
        VulkanDevice device = VulkanDevice.Adopt(engine.Handles with { Queue = 0 }, new VulkanDeviceOptions { PipelineCacheFolder = "" });
        using var meter = new VulkanAttributeMeter(device, new AttributeMeterOptions { Set = AttributeSet.All, FramesInFlight = meterFrames });
        using var cpu = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        using VulkanImageSource source = device.OpenImage(image.Description);
        var use = new VulkanImageUse
        {
            EntryLayout = VulkanHostLayout.TransferDestination,
            EntryStages = (uint)PipelineStageFlags.TransferBit,
            EntryAccess = (uint)AccessFlags.TransferWriteBit,
            ExitLayout = VulkanHostLayout.ColorAttachment,
            ExitStages = (uint)PipelineStageFlags.ColorAttachmentOutputBit,
            ExitAccess = (uint)(AccessFlags.ColorAttachmentReadBit | AccessFlags.ColorAttachmentWriteBit),
        };
        var expected = new Queue<(long Frame, AttributeSums Sums)>();
        var sums = new AttributeSums();
        int read = 0, refused = 0;
        for (int i = 0; i < 40; i++)
        {
            EngineFrame frame = engine.BeginFrame(out long completed);
            meter.HostFrameCompleted(completed);
            while (meter.TryRead(sums, out long measured))
            {
                (long number, AttributeSums cpus) = expected.Dequeue();
                Assert.Equal(number, measured);
                Assert.True(cpus.ValueEquals(sums), $"frame {number}");
                read++;
            }

            byte[] bytes = HostFrames.Noise(VulkanHostFormat.R8G8B8A8Unorm, Width, Height, AlphaMode.Opaque, i);
            EngineBuffer content = contents[i % engineFrames];
            bytes.CopyTo(content.Bytes);
            image.RecordLoad(frame.Commands, content.Handle, ImageLayout.TransferDstOptimal);
            if (meter.TryRecord(frame.Commands.Handle, source, use, frame.Number))
            {
                var cpus = new AttributeSums();
                cpu.Measure(HostFrames.View(bytes, image.Description, use), cpus);
                expected.Enqueue((frame.Number, cpus));
            }
            else
            {
                image.Transition(frame.Commands, ImageLayout.TransferDstOptimal, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.TransferBit,
                    AccessFlags.TransferWriteBit, PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit);
                refused++;
            }

            // The engine's next pass draws over the image that was measured.
            RecordClear(engine, frame.Commands, image, 0.5f);
            engine.EndFrame(frame);
        }

        Assert.True(read >= 20);
        Assert.Equal(meterFrames < engineFrames, refused > 0);
        engine.WaitIdle();
        meter.HostFrameCompleted(39);
        while (meter.TryRead(sums, out _))
        {
            Assert.True(expected.Dequeue().Sums.ValueEquals(sums));
        }

        Assert.Empty(expected);
        device.Dispose();
        Assert.Equal(0, device.LiveObjectCount);
        Array.ForEach(contents, c => c.Dispose());
    }

    [Fact]
    public void What_the_engine_renders_is_what_is_measured()
    {
        // The code of docs/embed-in-vulkan.md, in an engine that renders: half of the target red, then a grey pass after the SDK's.
        using var engine = new HostEngine(new EngineOptions { ChecksSubmissions = true });
        using var target = new EngineImage(engine, VulkanHostFormat.R16G16B16A16Sfloat, 64, 32);
        using VulkanDevice device = VulkanDevice.Adopt(new VulkanHostDevice
        {
            Instance = engine.Instance.Handle,
            PhysicalDevice = engine.PhysicalDevice.Handle,
            Device = engine.Device.Handle,
            QueueFamilyIndex = engine.QueueFamily,
            ApiVersion = Vk.Version13,
            EnabledFeatures = VulkanRequirements.Features,
            EnabledInstanceExtensions = ["VK_EXT_debug_utils"],
        });
        using var meter = new VulkanAttributeMeter(device, new AttributeMeterOptions { FramesInFlight = 3 });
        using VulkanImageSource scene = device.OpenImage(target.Description);
        var sums = new AttributeSums();
        int measured = 0;
        for (int i = 0; i < 8; i++)
        {
            EngineFrame frame = engine.BeginFrame(out long completedFrame);
            meter.HostFrameCompleted(completedFrame);
            while (meter.TryRead(sums, out long measuredFrame))
            {
                VisualAttributes attributes = VisualAttributes.FromSums(sums);
                Assert.Equal(measured++, measuredFrame);
                Assert.Equal(1, attributes.Brightness, 12);
                Assert.Equal(1, attributes.Colorfulness, 12);
                Assert.Equal(0, attributes.HueDegrees, 9);
            }

            target.Transition(frame.Commands, ImageLayout.Undefined, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.AllCommandsBit, 0,
                PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit);
            RecordClear(engine, frame.Commands, target, 1f, 0f, 0f);
            Assert.True(meter.TryRecord(frame.Commands.Handle, scene, new VulkanImageUse
            {
                EntryLayout = VulkanHostLayout.ColorAttachment,
                EntryStages = 0x400,
                EntryAccess = 0x100,
                ExitLayout = VulkanHostLayout.ShaderReadOnly,
                ExitStages = 0x80,
                ExitAccess = 0x20,
            }, frame.Number));

            // Sampled by the engine's next pass, then rendered to again.
            target.Transition(frame.Commands, ImageLayout.ShaderReadOnlyOptimal, ImageLayout.ColorAttachmentOptimal, PipelineStageFlags.FragmentShaderBit, 0,
                PipelineStageFlags.ColorAttachmentOutputBit, AccessFlags.ColorAttachmentWriteBit);
            RecordClear(engine, frame.Commands, target, 0.2f, 0.2f, 0.2f);
            engine.EndFrame(frame);
        }

        Assert.Equal(6, measured);
        engine.WaitIdle();
    }

    [Fact]
    public void A_frame_allocates_nothing_and_creates_nothing()
    {
        using var engine = new HostEngine();
        using var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Srgb, Width, Height);
        image.Load(new byte[Width * Height * 4], ImageLayout.General);
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles with { Queue = 0 }, new VulkanDeviceOptions { PipelineCacheFolder = "" });
        using var meter = new VulkanAttributeMeter(device, new AttributeMeterOptions { Set = AttributeSet.All, FramesInFlight = 3 });
        using VulkanImageSource source = device.OpenImage(image.Description);
        var sums = new AttributeSums();
        int read = 0;

        void Frame()
        {
            EngineFrame frame = engine.BeginFrame(out long completed);
            meter.HostFrameCompleted(completed);
            read += meter.TryRead(sums, out _) ? 1 : 0;
            Assert.True(meter.TryRecord(frame.Commands.Handle, source, new VulkanImageUse { EntryLayout = VulkanHostLayout.General }, frame.Number));
            engine.EndFrame(frame);
        }

        for (int i = 0; i < 8; i++)
        {
            Frame();
        }

        long created = device.LiveObjects.Created;
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 30; i++)
            {
                Frame();
            }
        });
        Assert.Equal(created, device.LiveObjects.Created);
        Assert.True(read >= 30);
        engine.WaitIdle();
    }

    [Fact]
    public async Task Calls_that_submit_share_the_queue_with_the_engines_frames()
    {
        // The layer's thread checks report a queue that two threads use at once.
        using var engine = new HostEngine();
        using VulkanDevice device = VulkanDevice.Adopt(engine.Handles, new VulkanDeviceOptions { PipelineCacheFolder = "" });
        RgbaImage picture = TestImages.Noise(100, 90, AlphaMode.Straight, 5);
        var expected = new AttributeSums();
        using (var cpu = new CpuAttributeMeter())
        {
            cpu.Measure(picture.View, expected);
        }

        Task others = Task.Run(() =>
        {
            using var submitting = new VulkanAttributeMeter(device);
            var found = new AttributeSums();
            for (int i = 0; i < 60; i++)
            {
                submitting.Measure(picture.View, found);
                Assert.True(expected.ValueEquals(found));
            }
        });
        using (var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Unorm, 100, 90))
        using (var recording = new VulkanAttributeMeter(device))
        {
            image.Load(picture.Pixels, ImageLayout.General);
            using VulkanImageSource source = device.OpenImage(image.Description);
            var use = new VulkanImageUse { EntryLayout = VulkanHostLayout.General, AlphaMode = AlphaMode.Straight };
            var found = new AttributeSums();
            for (int i = 0; i < 60; i++)
            {
                EngineFrame frame = engine.BeginFrame(out long completed);
                recording.HostFrameCompleted(completed);
                if (recording.TryRead(found, out _))
                {
                    Assert.True(expected.ValueEquals(found));
                }

                Assert.True(recording.TryRecord(frame.Commands.Handle, source, use, frame.Number));
                engine.EndFrame(frame);
            }

            await others;
            engine.WaitIdle();
        }
    }

    [Fact]
    public void The_engine_hears_of_hazards_between_its_submissions()
    {
        // That silence means something: a frame that loads the image without waiting for the frame before.
        var engine = new HostEngine(new EngineOptions { ChecksSubmissions = true });
        var image = new EngineImage(engine, VulkanHostFormat.R8G8B8A8Unorm, 64, 64);
        var content = new EngineBuffer(engine, 64 * 64 * 4);
        for (int i = 0; i < 2; i++)
        {
            EngineFrame frame = engine.BeginFrame(out _);
            image.Transition(frame.Commands, i == 0 ? ImageLayout.Undefined : ImageLayout.General, ImageLayout.General, PipelineStageFlags.TopOfPipeBit, 0,
                PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit);
            image.RecordCopy(frame.Commands, content.Handle, ImageLayout.General);
            engine.EndFrame(frame);
        }

        engine.WaitIdle();
        content.Dispose();
        image.Dispose();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(engine.Dispose);
        Assert.Contains(engine.Messages, m => m.Contains("SYNC-HAZARD", StringComparison.Ordinal));
    }

    /// <summary>A pass that fills the target, which is a colour attachment before and after.</summary>
    private static unsafe void RecordClear(HostEngine engine, CommandBuffer commands, EngineImage target, float red, float green = 0, float blue = 0)
    {
        var color = new RenderingAttachmentInfo
        {
            SType = StructureType.RenderingAttachmentInfo,
            ImageView = target.View,
            ImageLayout = ImageLayout.ColorAttachmentOptimal,
            LoadOp = AttachmentLoadOp.Clear,
            StoreOp = AttachmentStoreOp.Store,
            ClearValue = new ClearValue { Color = new ClearColorValue { Float32_0 = red, Float32_1 = green, Float32_2 = blue, Float32_3 = 1 } },
        };
        var info = new RenderingInfo
        {
            SType = StructureType.RenderingInfo,
            RenderArea = new Rect2D { Extent = new Extent2D { Width = (uint)target.Width, Height = (uint)target.Height } },
            LayerCount = 1,
            ColorAttachmentCount = 1,
            PColorAttachments = &color,
        };
        engine.Api.CmdBeginRendering(commands, &info);
        engine.Api.CmdEndRendering(commands);
    }
}
