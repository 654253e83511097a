namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Frames in flight: in order, never waiting, never mixed up. A gate holds the queue until the test opens it.</summary>
public sealed class AsynchronousMeterTests : SoftwareDeviceTest
{
    private static readonly AttributeMeterOptions Options = new() { Set = AttributeSet.All, FramesInFlight = 4 };

    [Fact]
    public void Results_come_in_order_with_their_tags_and_equal_the_twins()
    {
        using var meter = new VulkanAttributeMeter(Device, Options);
        using var twin = new CpuAttributeMeter(Options);
        var sums = new AttributeSums();
        long read = 0;
        for (int frame = 0; frame < 40; frame++)
        {
            // Sizes change now and then, so that buffers grow while frames that use the smaller ones are in flight.
            while (!meter.TrySubmit(Frame(frame).View, 1000 + frame))
            {
                ReadIfDone();
            }

            Assert.InRange(meter.InFlight, 1, 4);
        }

        meter.Drain();
        Assert.Equal(40 - read, meter.InFlight);
        while (read < 40)
        {
            Assert.True(ReadIfDone());
        }

        Assert.Equal(0, meter.InFlight);
        Assert.False(meter.TryRead(sums, out _));

        bool ReadIfDone()
        {
            if (!meter.TryRead(sums, out long tag))
            {
                return false;
            }

            Assert.Equal(1000 + read, tag);
            SumsAssert.Equal(twin.Sums(Frame((int)read).View), sums, $"frame {read}");
            read++;
            return true;
        }

        static RgbaImage Frame(int number) => TestImages.Noise(40 + number / 7 % 3 * 31, 30 + number / 5 % 2 * 17, AlphaMode.Straight, number);
    }

    [Fact]
    public void Nothing_waits_for_a_device_that_does_not_answer()
    {
        RgbaImage image = TestImages.Noise(64, 48, AlphaMode.Opaque, 1);
        using var meter = new VulkanAttributeMeter(Device, Options);
        var sums = new AttributeSums { PixelCount = 77 };
        meter.Measure(image.View);
        using var gate = new QueueGate(Device);
        gate.Close();
        for (int frame = 0; frame < 4; frame++)
        {
            Assert.True(meter.TrySubmit(image.View, frame));
        }

        // All of these would wait for a minute and then throw, if they waited.
        Assert.Equal(4, meter.InFlight);
        Assert.False(meter.TrySubmit(image.View, 4));
        Assert.False(meter.TryRead(sums, out _));
        Assert.Equal(77, sums.PixelCount);
        gate.Open();
        meter.Drain();
        for (int frame = 0; frame < 4; frame++)
        {
            Assert.True(meter.TryRead(sums, out long tag));
            Assert.Equal(frame, tag);
            Assert.True(sums.HasPrevious);
            Assert.Equal(0, sums.MotionAbsolute);
        }

        Assert.True(meter.TrySubmit(image.View, 5));
    }

    [Fact]
    public void A_waiting_call_between_frames_in_flight_takes_its_turn_and_leaves_their_results()
    {
        using var meter = new VulkanAttributeMeter(Device, Options);
        using var twin = new CpuAttributeMeter(Options);
        AttributeSums[] expected = [.. Enumerable.Range(0, 5).Select(frame => twin.Sums(Frame(frame).View))];
        var sums = new AttributeSums();
        Assert.True(meter.TrySubmit(Frame(0).View, 0));
        Assert.True(meter.TrySubmit(Frame(1).View, 1));
        meter.Measure(Frame(2).View, sums);
        SumsAssert.Equal(expected[2], sums);
        Assert.True(meter.TrySubmit(Frame(3).View, 3));
        meter.Measure(Frame(4).View, sums);
        SumsAssert.Equal(expected[4], sums);
        meter.Drain();
        foreach (long frame in new long[] { 0, 1, 3 })
        {
            Assert.True(meter.TryRead(sums, out long tag));
            Assert.Equal(frame, tag);
            SumsAssert.Equal(expected[frame], sums);
        }

        static RgbaImage Frame(int number) => TestImages.Noise(50, 40, AlphaMode.Opaque, number);
    }

    [Fact]
    public void History_ends_where_the_caller_or_a_new_size_ends_it()
    {
        RgbaImage image = TestImages.Noise(20, 10, AlphaMode.Opaque, 1), smaller = TestImages.Noise(10, 20, AlphaMode.Opaque, 1);
        using var meter = new VulkanAttributeMeter(Device, Options);
        Assert.False(meter.Sums(image.View).HasPrevious);
        Assert.True(meter.Sums(image.View).HasPrevious);
        Assert.False(meter.Sums(smaller.View).HasPrevious);
        Assert.True(meter.Sums(smaller.View).HasPrevious);
        meter.ResetHistory();
        AttributeSums first = meter.Sums(smaller.View);
        Assert.False(first.HasPrevious);
        Assert.Equal((0, 0, 0), (first.MotionPixels, first.MotionAbsolute, first.MotionSigned));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disposing_with_frames_in_flight_waits_and_leaves_nothing(bool deviceFirst)
    {
        // The validation layer reports what is destroyed while the device uses it; the base class asks for silence and no objects.
        RgbaImage image = TestImages.Noise(900, 700, AlphaMode.Premultiplied, 2);
        var meter = new VulkanAttributeMeter(Device, Options);
        for (int frame = 0; frame < 4; frame++)
        {
            Assert.True(meter.TrySubmit(image.View, frame));
        }

        if (deviceFirst)
        {
            Device.Dispose();
        }

        meter.Dispose();
        meter.Dispose();
        Assert.Throws<ObjectDisposedException>(() => meter.TrySubmit(image.View, 5));
        Assert.Throws<ObjectDisposedException>(() => meter.TryRead(new AttributeSums(), out _));
        Assert.Throws<ObjectDisposedException>(meter.Drain);
        Assert.Throws<ObjectDisposedException>(meter.ResetHistory);
    }

    [Fact]
    public void Frames_that_were_prepared_create_only_their_planes()
    {
        RgbaImage image = TestImages.Noise(64, 48, AlphaMode.Straight, 1);
        byte[] video = new byte[64 * 48 * 3 / 2];
        YuvFrameView yuv = YuvFrameView.Nv12(video, 64, video.AsSpan(64 * 48), 64, 64, 48, YuvRange.Limited, YuvMatrix.Bt709);
        using var meter = new VulkanAttributeMeter(Device, new AttributeMeterOptions { Set = AttributeSet.Standard, FramesInFlight = 2 });

        // The first frame of any kind makes the two planes, of a word each where nothing looks at them.
        meter.Measure(TestImages.Noise(4, 4, AlphaMode.Opaque, 1).View);
        meter.Prepare(image.View);
        meter.Prepare(yuv);
        long created = Device.LiveObjects.Created;
        Assert.True(meter.TrySubmit(image.View, 0));
        Assert.True(meter.TrySubmit(yuv, 1));
        Assert.Equal(created, Device.LiveObjects.Created);
        meter.Prepare(TestImages.Noise(640, 480, AlphaMode.Straight, 1).View);
        meter.Drain();
        var sums = new AttributeSums();
        using var twin = new CpuAttributeMeter();
        Assert.True(meter.TryRead(sums, out _));
        SumsAssert.Equal(twin.Sums(image.View), sums);
        Assert.True(meter.TryRead(sums, out _));
        SumsAssert.Equal(twin.Sums(yuv), sums);
    }

    [Fact]
    public void The_time_of_a_pass_is_known_once_it_is_done()
    {
        using var meter = new VulkanAttributeMeter(Device, Options);
        Assert.Null(meter.LastPassNanoseconds);
        meter.Measure(TestImages.Noise(300, 200, AlphaMode.Opaque, 1).View);

        // A frame takes longer than the clock's step and less than the test's patience; how long exactly is nobody's promise.
        Assert.InRange(meter.LastPassNanoseconds!.Value, 1, 60_000_000_000);
    }

    [Fact]
    public void A_frame_too_large_for_the_device_is_refused_in_one_line()
    {
        // Texel buffers of nothing and storage buffers of 128 MiB on this device.
        using var meter = new VulkanAttributeMeter(Device, new AttributeMeterOptions { Set = AttributeSet.None }, AttributeTuning.For(Device) with { TexelLimit = 0 });
        byte[] bytes = new byte[(128 << 20) + 16];
        VulkanException e = Assert.Throws<VulkanException>(() =>
            meter.Measure(new FrameView(bytes, bytes.Length / 4, 1, bytes.Length, PixelFormat.Rgba8, AlphaMode.Opaque)));
        Assert.Contains("134217744 bytes, expected at most 134217728", e.Message, StringComparison.Ordinal);
        Assert.Equal(16, meter.Sums(TestImages.Impulse(4, 4).View).PixelCount);
    }
}
