namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>Submitting and reading: order, refusal, history, ends.</summary>
public class AsynchronousMeterTests
{
    private static readonly AttributeMeterOptions Options = new() { Set = AttributeSet.All, FramesInFlight = 3 };

    [Fact]
    public void Results_come_in_order_with_their_tags_and_equal_the_waiting_calls()
    {
        using CpuAttributeMeter waiting = new(Options), submitting = new(Options);
        var sums = new AttributeSums();
        var expected = new Queue<AttributeSums>();
        int read = 0;
        for (int frame = 0; frame < 40; frame++)
        {
            byte[] bytes = TestFrames.Bytes(90, 50, 364, PixelFormat.Bgra8, AlphaMode.Premultiplied, frame), coverage = new byte[90 * 50];
            new Random(frame).NextBytes(coverage);
            var view = new FrameView(bytes, 90, 50, 364, PixelFormat.Bgra8, AlphaMode.Premultiplied);
            var mask = frame % 3 == 0 ? new MaskView(coverage, 90, 50, 90) : default;
            if (frame % 7 == 6)
            {
                waiting.ResetHistory();
                submitting.ResetHistory();
            }

            expected.Enqueue(waiting.Sums(view, mask));
            while (!submitting.TrySubmit(view, mask, 100 + frame))
            {
                submitting.Drain();
                Read();
            }

            // The bytes are the caller's again.
            Array.Clear(bytes);
        }

        submitting.Drain();
        while (submitting.InFlight > 0)
        {
            Read();
        }

        Assert.Equal(40, read);
        Assert.False(submitting.TryRead(sums, out _));

        void Read()
        {
            Assert.True(submitting.TryRead(sums, out long tag));
            Assert.Equal(100 + read++, tag);
            SumsAssert.Equal(expected.Dequeue(), sums, $"frame {tag}:");
        }
    }

    [Fact]
    public void A_full_meter_refuses_until_a_result_is_read()
    {
        using var meter = new CpuAttributeMeter(Options);
        var image = new RgbaImage(20, 20, AlphaMode.Opaque);
        for (int i = 0; i < 3; i++)
        {
            Assert.True(meter.TrySubmit(image.View, i));
        }

        Assert.False(meter.TrySubmit(image.View, 3));
        meter.Drain();
        Assert.False(meter.TrySubmit(image.View, 3));
        Assert.Equal(3, meter.InFlight);
        Assert.True(meter.TryRead(new AttributeSums(), out long tag));
        Assert.Equal((0, 2), (tag, meter.InFlight));
        Assert.True(meter.TrySubmit(image.View, 3));
    }

    [Fact]
    public void Waiting_and_submitted_frames_share_one_history()
    {
        using var meter = new CpuAttributeMeter(Options);
        RgbaImage black = new(40, 30, AlphaMode.Opaque), white = new(40, 30, AlphaMode.Opaque);
        Array.Fill(white.Pixels, (byte)255);
        Assert.True(meter.TrySubmit(black.View, 1));
        AttributeSums sums = meter.Sums(white.View);
        Assert.True(sums.HasPrevious);
        Assert.Equal(40 * 30 * 255, sums.MotionSigned);
        Assert.True(meter.TryRead(sums, out _));
        Assert.False(sums.HasPrevious);

        // Another size has no previous frame, nor has one after a reset.
        Assert.False(meter.Sums(black.View.Region(0, 0, 39, 30)).HasPrevious);
        Assert.True(meter.Sums(black.View.Region(1, 0, 39, 30)).HasPrevious);
        meter.ResetHistory();
        Assert.Equal((false, 0, 0), (meter.Sums(black.View.Region(1, 0, 39, 30)) is var reset && reset.HasPrevious, reset.MotionPixels, reset.MotionAbsolute));
    }

    [Fact]
    public void Chroma_frames_can_be_submitted()
    {
        foreach (YuvLayout layout in Enum.GetValues<YuvLayout>())
        {
            var random = new Random(3);
            byte[] luma = new byte[40 * 21], u = new byte[40 * 11], v = new byte[40 * 11];
            random.NextBytes(luma);
            random.NextBytes(u);
            random.NextBytes(v);
            YuvFrameView frame = layout == YuvLayout.Nv12
                ? YuvFrameView.Nv12(luma, 40, u, 40, 33, 21, YuvRange.Limited, YuvMatrix.Bt601)
                : YuvFrameView.I420(luma, 40, u, v, 40, 33, 21, YuvRange.Limited, YuvMatrix.Bt601);
            using CpuAttributeMeter waiting = new(Options), submitting = new(Options);
            Assert.True(submitting.TrySubmit(frame, 5));
            submitting.Drain();
            var sums = new AttributeSums();
            Assert.True(submitting.TryRead(sums, out _));
            SumsAssert.Equal(waiting.Sums(frame), sums);
        }
    }

    [Fact]
    public void A_meter_with_frames_in_flight_can_be_disposed_and_says_so_afterwards()
    {
        var meter = new CpuAttributeMeter(Options with { Threads = 2 });
        var image = new RgbaImage(2000, 400, AlphaMode.Straight);
        Assert.True(meter.TrySubmit(image.View, 1) && meter.TrySubmit(image.View, 2));
        meter.Dispose();
        meter.Dispose();
        Assert.Throws<ObjectDisposedException>(() => meter.Measure(image.View));
        Assert.Throws<ObjectDisposedException>(() => meter.TrySubmit(image.View, 1));
        Assert.Throws<ObjectDisposedException>(() => meter.TryRead(new AttributeSums(), out _));
        Assert.Throws<ObjectDisposedException>(meter.Drain);
        Assert.Throws<ObjectDisposedException>(meter.ResetHistory);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Nothing_is_allocated_once_a_size_is_known(int threads)
    {
        using var meter = new CpuAttributeMeter(Options with { Threads = threads });
        var image = new RgbaImage(640, 300, AlphaMode.Premultiplied);
        var sums = new AttributeSums();
        Run();
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 5; i++)
            {
                Run();
            }
        });

        void Run()
        {
            meter.Measure(image.View, sums);
            Assert.True(meter.TrySubmit(image.View, 1));
            Assert.True(meter.TrySubmit(image.View, 2));
            meter.Drain();
            Assert.True(meter.TryRead(sums, out _) && meter.TryRead(sums, out _));
        }
    }
}
