namespace EmoVid.Realtime.Core.Tests.Safety;

/// <summary>Whatever comes in, what goes out keeps the limits, as an analyser finds that shares nothing with the limiter; and what
/// keeps them leaves as it came.</summary>
public class FlashLimiterTests
{
    private const double Seconds = 3;

    public static TheoryData<int, double> Rates => new()
    {
        { 24, 4 }, { 24, 12 }, { 30, 5 }, { 30, 15 }, { 60, 4 }, { 60, 10 }, { 60, 30 }, { 144, 7 }, { 144, 60 },
    };

    [Theory]
    [MemberData(nameof(Rates))]
    public void Strobes_end_below_the_limits(int framesPerSecond, double hertz)
    {
        foreach (Strobe strobe in Strobe.Flashing(hertz))
        {
            (FlashAnalysis incoming, FlashAnalysis shown, List<FlashReport> reports, _) = Run(strobe, framesPerSecond);
            string told = $"{strobe.Name} at {hertz} Hz and {framesPerSecond} fps: area {incoming.WorstArea:0.00} → {shown.WorstArea:0.00}, changes {incoming.WorstChanges} → {shown.WorstChanges}";
            Assert.False(shown.Fails, told);

            // Sampling can turn a strobe into something harmless; what the analyser fails must have been limited and reported.
            Assert.True(!incoming.Fails || reports.Any(report => report.IsAttenuated && report.Kinds != FlashKinds.None), told);
        }
    }

    [Theory]
    [InlineData(24, 4)]
    [InlineData(60, 10)]
    [InlineData(144, 7)]
    public void The_strobes_are_what_the_analyser_fails(int framesPerSecond, double hertz)
    {
        foreach (Strobe strobe in Strobe.Flashing(hertz))
        {
            Assert.True(Run(strobe, framesPerSecond).Incoming.Fails, strobe.Name);
        }
    }

    [Theory]
    [InlineData(24)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(144)]
    public void What_keeps_the_limits_is_untouched(int framesPerSecond)
    {
        foreach (Strobe strobe in Strobe.Harmless())
        {
            (FlashAnalysis incoming, _, List<FlashReport> reports, bool changed) = Run(strobe, framesPerSecond);
            Assert.False(incoming.Fails, $"{strobe.Name} at {framesPerSecond} fps is not harmless.");
            Assert.False(changed, $"{strobe.Name} at {framesPerSecond} fps was changed.");
            Assert.All(reports, report => Assert.Equal((FlashKinds.None, 0.0), (report.Kinds, report.Attenuation)));
        }
    }

    [Fact]
    public void Variable_frame_times_make_no_difference_to_the_limit()
    {
        var random = new Random(3);
        var limiter = new FlashLimiter();
        Strobe strobe = Strobe.Flashing(9).First();

        // The analyser wants equal frames, so it sees the picture that stands there at each of its own times.
        var analysis = new FlashAnalysis(Strobe.Width, Strobe.Height, 240);
        double time = 0;
        for (int n = 0; time < Seconds; n++)
        {
            byte[] frame = strobe.Frame(time);
            limiter.Process(Target(frame), TimeSpan.FromSeconds(time));
            double until = time + random.Next(1, 12) / 240.0;
            for (double t = time; t < until - 1e-9; t += 1 / 240.0)
            {
                analysis.Add(frame);
            }

            time = until;
        }

        Assert.False(analysis.Fails, $"area {analysis.WorstArea:0.00}, changes {analysis.WorstChanges}");
    }

    [Fact]
    public void Attenuation_holds_during_the_strobe_and_releases_smoothly_after()
    {
        var limiter = new FlashLimiter();
        double attenuationAtEnd = 0, last = 1, largestStep = 0;
        for (int n = 0; n < 60 * 6; n++)
        {
            double time = n / 60.0;
            byte[] frame = new Strobe("", (x, y, t) => t < 2 ? (((int)(t * 20) & 1) == 0 ? (1, 1, 1) : (0, 0, 0)) : (0.8, 0.2, 0.4)).Frame(time);
            byte[] came = (byte[])frame.Clone();
            FlashReport report = limiter.Process(Target(frame), TimeSpan.FromSeconds(time));
            if (n is > 60 and < 120)
            {
                Assert.InRange(report.Attenuation, 0.8, 1);
                Assert.InRange(report.Flashes, 3.5, 11);
                Assert.Equal(FlashKinds.General, report.Kinds & FlashKinds.General);
            }

            if (n >= 180)
            {
                largestStep = Math.Max(largestStep, last - report.Attenuation);
            }

            last = report.Attenuation;
            attenuationAtEnd = n == 60 * 6 - 1 ? report.Attenuation : attenuationAtEnd;
            Assert.True(report.IsAttenuated || frame.AsSpan().SequenceEqual(came), $"Frame {n} was changed without saying so.");
        }

        Assert.Equal(0, attenuationAtEnd);
        Assert.InRange(largestStep, 0, 0.05);
    }

    [Fact]
    public void A_place_that_does_not_flash_is_left_alone()
    {
        var limiter = new FlashLimiter();
        bool limited = false;
        for (int n = 0; n < 180; n++)
        {
            // The left quarter flashes; a pattern moves on the right.
            byte[] frame = new Strobe("", (x, y, t) => x < 12 ? (((int)(t * 20) & 1) == 0 ? (1, 1, 1) : (0, 0, 0)) : (0.5 + 0.02 * Math.Sin(x + 9 * t), 0.5, 0.5)).Frame(n / 60.0);
            byte[] came = (byte[])frame.Clone();
            limited |= limiter.Process(Target(frame), TimeSpan.FromSeconds(n / 60.0)).IsAttenuated;
            for (int y = 0; y < Strobe.Height; y++)
            {
                Assert.Equal(came[((y * Strobe.Width + 24) * 4)..((y + 1) * Strobe.Width * 4)], frame[((y * Strobe.Width + 24) * 4)..((y + 1) * Strobe.Width * 4)]);
            }
        }

        Assert.True(limited);
    }

    [Fact]
    public void Nothing_is_allocated_a_frame()
    {
        var limiter = new FlashLimiter();
        Strobe strobe = Strobe.Flashing(10).First();
        byte[][] frames = [.. Enumerable.Range(0, 60).Select(n => strobe.Frame(n / 60.0))];
        var frame = new byte[frames[0].Length];
        int n = 0;
        void Step()
        {
            frames[n % 60].CopyTo(frame, 0);
            limiter.Process(Target(frame), TimeSpan.FromSeconds(n++ / 60.0));
        }

        for (int i = 0; i < 120; i++)
        {
            Step();
        }

        Allocations.AssertNone(Step);
    }

    [Theory]
    [InlineData(YuvLayout.Nv12, YuvRange.Limited)]
    [InlineData(YuvLayout.I420, YuvRange.Full)]
    public void Frames_of_luma_and_chroma_end_below_the_limits_or_untouched(YuvLayout layout, YuvRange range)
    {
        const int W = Strobe.Width * 2, H = Strobe.Height * 2, Size = W * H * 3 / 2;
        foreach ((Strobe strobe, bool isHarmless) in Strobe.Flashing(9).Select(s => (s, false)).Concat(Strobe.Harmless().Select(s => (s, true))))
        {
            var limiter = new FlashLimiter();
            var analysis = new FlashAnalysis(Strobe.Width, Strobe.Height, 50);
            for (int n = 0; n < 100; n++)
            {
                byte[] frame = ToYuv(strobe.Frame(n / 50.0), layout, range);
                byte[] came = (byte[])frame.Clone();
                YuvFrameTarget target = layout == YuvLayout.Nv12
                    ? YuvFrameTarget.Nv12(frame.AsSpan(0, W * H), W, frame.AsSpan(W * H), W, W, H, range, YuvMatrix.Bt709)
                    : YuvFrameTarget.I420(frame.AsSpan(0, W * H), W, frame.AsSpan(W * H, W * H / 4), frame.AsSpan(W * H * 5 / 4), W / 2, W, H, range, YuvMatrix.Bt709);
                Assert.Equal(Size, frame.Length);
                limiter.Process(target, TimeSpan.FromSeconds(n / 50.0));
                analysis.Add(ToRgba(frame, layout, range));
                Assert.True(!isHarmless || came.AsSpan().SequenceEqual(frame), $"{strobe.Name} was changed.");
            }

            Assert.False(analysis.Fails, $"{strobe.Name}: area {analysis.WorstArea:0.00}, changes {analysis.WorstChanges}");
        }
    }

    [Fact]
    public void A_report_is_a_row_of_numbers()
    {
        var report = new FlashReport(TimeSpan.FromSeconds(1.25), FlashKinds.Red, 3.5, 0.25, 0.5);
        Assert.Equal("1.25,0,1,3.5,0.25,0.5", report.ToCsv());
        Assert.Equal(FlashReport.CsvHeader.Split(',').Length, report.ToCsv().Split(',').Length);
    }

    [Fact]
    public void Times_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlashLimiter(new FlashLimiterOptions { FollowSeconds = 0.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlashLimiter(new FlashLimiterOptions { ReleaseSeconds = double.NaN }));
    }

    private static (FlashAnalysis Incoming, FlashAnalysis Shown, List<FlashReport> Reports, bool Changed) Run(Strobe strobe, int framesPerSecond)
    {
        var limiter = new FlashLimiter();
        FlashAnalysis incoming = new(Strobe.Width, Strobe.Height, framesPerSecond), shown = new(Strobe.Width, Strobe.Height, framesPerSecond);
        List<FlashReport> reports = [];
        bool changed = false;
        for (int n = 0; n < Seconds * framesPerSecond; n++)
        {
            byte[] frame = strobe.Frame((double)n / framesPerSecond);
            incoming.Add(frame);
            byte[] came = (byte[])frame.Clone();
            reports.Add(limiter.Process(Target(frame), TimeSpan.FromSeconds((double)n / framesPerSecond)));
            shown.Add(frame);
            changed |= !came.AsSpan().SequenceEqual(frame);
        }

        return (incoming, shown, reports, changed);
    }

    private static FrameTarget Target(byte[] rgba) => new(rgba, Strobe.Width, Strobe.Height, Strobe.Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque);

    /// <summary>Every pixel becomes a block of four luma samples and one of chroma. BT.709 in double.</summary>
    private static byte[] ToYuv(byte[] rgba, YuvLayout layout, YuvRange range)
    {
        const int W = Strobe.Width, H = Strobe.Height;
        var frame = new byte[W * H * 6];
        (double black, double lumaSpan, double chromaSpan) = range == YuvRange.Limited ? (16, 219.0, 224.0) : (0, 255.0, 255.0);
        for (int i = 0; i < W * H; i++)
        {
            double r = rgba[4 * i] / 255.0, g = rgba[4 * i + 1] / 255.0, b = rgba[4 * i + 2] / 255.0;
            double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
            (int row, int column) = (i / W, i % W);
            for (int sub = 0; sub < 4; sub++)
            {
                frame[(2 * row + sub / 2) * 2 * W + 2 * column + sub % 2] = (byte)Math.Round(black + lumaSpan * y);
            }

            byte cb = (byte)Math.Clamp(Math.Round(128 + chromaSpan * (b - y) / 1.8556), 0, 255), cr = (byte)Math.Clamp(Math.Round(128 + chromaSpan * (r - y) / 1.5748), 0, 255);
            (frame[At(layout, i, 0)], frame[At(layout, i, 1)]) = (cb, cr);
        }

        return frame;
    }

    private static byte[] ToRgba(byte[] yuv, YuvLayout layout, YuvRange range)
    {
        const int W = Strobe.Width, H = Strobe.Height;
        var rgba = new byte[W * H * 4];
        (double black, double lumaSpan, double chromaSpan) = range == YuvRange.Limited ? (16, 219.0, 224.0) : (0, 255.0, 255.0);
        for (int i = 0; i < W * H; i++)
        {
            double y = (yuv[2 * (i / W) * 2 * W + 2 * (i % W)] - black) / lumaSpan;
            double r = y + 1.5748 * (yuv[At(layout, i, 1)] - 128) / chromaSpan, b = y + 1.8556 * (yuv[At(layout, i, 0)] - 128) / chromaSpan;
            double g = (y - 0.2126 * r - 0.0722 * b) / 0.7152;
            (rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2], rgba[4 * i + 3]) = (Code(r), Code(g), Code(b), 255);
        }

        return rgba;
    }

    private static int At(YuvLayout layout, int sample, int channel)
    {
        const int W = Strobe.Width, H = Strobe.Height;
        return W * H * 4 + (layout == YuvLayout.Nv12 ? 2 * sample + channel : sample + channel * W * H);
    }

    private static byte Code(double value) => (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
}
