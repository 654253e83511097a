namespace EmoVid.Realtime.Tests;

public class ClipExporterTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public void Every_frame_reaches_every_sink_in_order_and_unchanged()
    {
        using StickerClip clip = studio.Animator.CreateClip(studio.Face.View, Studio.Small);
        using var first = new RecordingSink();
        using var second = new RecordingSink();
        using AttributeMeter meter = studio.Engine.CreateMeter();
        var progress = new RecordingProgress();
        ClipReport report = ClipExporter.Export(clip, meter, [first, second], progress, CancellationToken.None);

        Assert.True(first.IsComplete && second.IsComplete);
        Assert.Equal(clip.FrameCount, first.Frames.Count);
        Assert.Equal(Enumerable.Range(1, clip.FrameCount), progress.Values);
        var image = new RgbaImage(64, 64, AlphaMode.Premultiplied);
        AttributeSums frameSums = new(), sums = new();
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            clip.Render(frame, image.Target);
            meter.Measure(image.View, frameSums);
            sums.Add(frameSums);
            Assert.Equal(image.Pixels, first.Frames[frame]);
            Assert.Equal(image.Pixels, second.Frames[frame]);
        }

        Assert.Equal(VisualAttributes.FromSums(sums), report.Attributes);
        Assert.Equal(clip.FrameCount, report.Frames);
        Assert.All(new[] { report.Generator, report.Compositor, report.Meter }, timing => Assert.True(timing.P50 > 0 && timing.P99 >= timing.P50));
        Assert.True(report.AppearanceMilliseconds > 0 && report.MotionMilliseconds > 0);
    }

    [Fact]
    public void A_sink_that_fails_stops_the_work_with_its_own_failure()
    {
        using StickerClip clip = studio.Animator.CreateClip(studio.Face.View, Studio.Small with { Seconds = 30 });
        using var good = new RecordingSink();
        using var bad = new RecordingSink { FailAt = 2 };
        using AttributeMeter meter = studio.Engine.CreateMeter();
        EmoVidException failure = Assert.Throws<EmoVidException>(() => ClipExporter.Export(clip, meter, [good, bad], null, CancellationToken.None));
        Assert.Equal(RecordingSink.Failure, failure.Message);
        Assert.False(good.IsComplete || bad.IsComplete);
        Assert.InRange(good.Frames.Count, 3, 3);
    }

    [Fact]
    public void A_meter_that_fails_stops_the_work_with_its_own_failure()
    {
        using StickerClip clip = studio.Animator.CreateClip(studio.Face.View, Studio.Small);
        using var sink = new RecordingSink();
        using var meter = new FailingMeter();
        Assert.Throws<InvalidTimeZoneException>(() => ClipExporter.Export(clip, meter, [sink], null, CancellationToken.None));
        Assert.False(sink.IsComplete);
    }

    [Fact]
    public void A_cancellation_completes_no_sink()
    {
        using StickerClip clip = studio.Animator.CreateClip(studio.Face.View, Studio.Small with { Seconds = 30 });
        using var sink = new RecordingSink();
        using AttributeMeter meter = studio.Engine.CreateMeter();
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => ClipExporter.Export(clip, meter, [sink], new RecordingProgress { At = (3, stop.Cancel) }, stop.Token));
        Assert.False(sink.IsComplete);
        Assert.InRange(sink.Frames.Count, 3, 3 + 5);
    }

    private sealed class RecordingSink : IFrameSink
    {
        public const string Failure = "writing the test's frames: found frame 2, expected to fail there; nothing to do";

        public List<byte[]> Frames { get; } = [];

        public int FailAt { get; init; } = -1;

        public bool IsComplete { get; private set; }

        public void Add(in FrameView frame)
        {
            if (Frames.Count == FailAt)
            {
                throw new EmoVidException(Failure);
            }

            Frames.Add(frame.Pixels.ToArray());
        }

        public void Complete() => IsComplete = true;

        public void Dispose()
        {
        }
    }

    private sealed class RecordingProgress : IProgress<int>
    {
        public List<int> Values { get; } = [];

        public (int Value, Action Then)? At { get; init; }

        public void Report(int value)
        {
            Values.Add(value);
            if (At?.Value == value)
            {
                At.Value.Then();
            }
        }
    }

    private sealed class FailingMeter() : AttributeMeter(null)
    {
        public override string Device => "test";

        public override int InFlight => 0;

        public override void Drain()
        {
        }

        public override void ResetHistory()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }

        protected override void MeasureCore(in FrameView frame, in MaskView mask, AttributeSums sums) => throw new InvalidTimeZoneException();

        protected override void MeasureCore(in YuvFrameView frame, in MaskView mask, AttributeSums sums) => throw new InvalidTimeZoneException();

        protected override bool TrySubmitCore(in FrameView frame, in MaskView mask, long tag) => false;

        protected override bool TrySubmitCore(in YuvFrameView frame, in MaskView mask, long tag) => false;

        protected override bool TryReadCore(AttributeSums sums, out long tag) => throw new InvalidTimeZoneException();
    }
}
