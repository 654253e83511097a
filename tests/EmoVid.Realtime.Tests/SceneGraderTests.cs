namespace EmoVid.Realtime.Tests;

public class SceneGraderTests
{
    private const int Width = 64;
    private const int Height = 36;

    private static readonly byte[] Scene = Paint((x, y) => (90 + x, 110 + y, 150 + x / 2));
    private static readonly byte[] OtherScene = Paint((x, y) => (230 - x, 160 + y, 60 + y));

    [Fact]
    public void The_neutral_mood_and_no_strength_give_the_input_back()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        foreach (bool isLive in new[] { false, true })
        {
            using var grader = new SceneGrader(engine, new SceneGraderOptions { IsLive = isLive });
            for (int n = 0; n < 20; n++)
            {
                grader.Settings = n < 10 ? new SceneGradeSettings() : new SceneGradeSettings { Mood = MoodLibrary.BuiltIn.Parse("fear"), Strength = 0 };
                Assert.Equal(Scene, Graded(grader, Scene, n));
            }
        }
    }

    [Fact]
    public void Neutral_planes_come_back_too()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var grader = new SceneGrader(engine);
        byte[] from = [.. Enumerable.Range(0, Width * Height * 3 / 2).Select(i => (byte)(40 + i * 7 % 150))], to = new byte[from.Length];
        const int Luma = Width * Height;
        for (int n = 0; n < 5; n++)
        {
            grader.Process(
                YuvFrameView.Nv12(from.AsSpan(0, Luma), Width, from.AsSpan(Luma), Width, Width, Height, YuvRange.Limited, YuvMatrix.Bt709),
                YuvFrameTarget.Nv12(to.AsSpan(0, Luma), Width, to.AsSpan(Luma), Width, Width, Height, YuvRange.Limited, YuvMatrix.Bt709),
                TimeSpan.FromSeconds(n / 25.0));
            Assert.Equal(from, to);
        }
    }

    [Fact]
    public void Fixed_steps_repeat_to_the_bit_and_reach_the_mood()
    {
        byte[] first = Run(out MoodShift shift), second = Run(out _);
        Assert.Equal(first, second);
        Assert.InRange(shift.Brightness, -0.3, -0.03);

        static byte[] Run(out MoodShift shift)
        {
            using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
            using var grader = new SceneGrader(engine);
            var signal = new EmotionSignal(0.5, 0.5);
            signal.SetTarget(EmotionMix.Parse("fear"), TimeSpan.Zero);
            grader.Settings = new SceneGradeSettings { Signal = signal };
            byte[] last = [];
            for (int n = 0; n < 75; n++)
            {
                last = Graded(grader, Scene, n);
            }

            using AttributeMeter meter = engine.CreateMeter();
            VisualAttributes before = meter.Measure(View(Scene)), after = meter.Measure(View(last));
            shift = MoodShift.Between(before, after);
            Assert.True(grader.TryReadAttributes(out VisualAttributes look, out TimeSpan time));
            Assert.Equal(before.Brightness, look.Brightness, 6);
            Assert.Equal(TimeSpan.FromSeconds(74 / 25.0), time);
            return last;
        }
    }

    [Fact]
    public void The_table_keeps_its_bound_through_cuts_and_moods()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var grader = new SceneGrader(engine);
        short[] before = [];
        for (int n = 0; n < 100; n++)
        {
            grader.Settings = new SceneGradeSettings { Mood = MoodLibrary.BuiltIn.Parse(n / 30 % 2 == 0 ? "anger" : "awe") };
            Graded(grader, n / 20 % 2 == 0 ? Scene : OtherScene, n);
            short[] now = grader.Lut.Entries.ToArray();
            int largest = before.Length == 0 ? 0 : now.Zip(before, (a, b) => Math.Abs(a - b)).Max();
            Assert.InRange(largest, 0, GradeLutSlew.DefaultMaxChangePerSecond / 25 * GradeLut.One);
            before = now;
        }
    }

    [Fact]
    public void A_strobe_is_limited_unless_that_is_switched_off()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        byte[] black = Paint((_, _) => (0, 0, 0)), white = Paint((_, _) => (255, 255, 255));
        foreach (bool limits in new[] { true, false })
        {
            using var grader = new SceneGrader(engine, new SceneGraderOptions { LimitsFlashes = limits });
            int changed = 0;
            for (int n = 0; n < 50; n++)
            {
                byte[] scene = n % 2 == 0 ? black : white;
                changed += Graded(grader, scene, n).AsSpan().SequenceEqual(scene) ? 0 : 1;
            }

            Assert.Equal(limits, changed > 20);
            Assert.Equal(limits, grader.TryReadLimiter(out FlashReport report) && report.IsAttenuated);
        }
    }

    [Fact]
    public void Live_the_mood_comes_without_a_call_waiting_for_it()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var grader = new SceneGrader(engine, new SceneGraderOptions { IsLive = true });
        grader.Settings = new SceneGradeSettings { Mood = MoodLibrary.BuiltIn.Parse("sadness") };
        int frames = 0;
        while (grader.Lut.IsIdentity || !grader.TryReadAttributes(out _, out _))
        {
            Graded(grader, Scene, frames++);
            Thread.Sleep(2);
            Assert.InRange(frames, 0, 5000);
        }

        Assert.NotEqual(Scene, Graded(grader, Scene, frames));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_allocated_a_frame(bool isLive)
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var grader = new SceneGrader(engine, new SceneGraderOptions { IsLive = isLive });
        grader.Settings = new SceneGradeSettings { Mood = MoodLibrary.BuiltIn.Parse("sadness") };
        byte[] target = new byte[Scene.Length];
        int n = 0;
        void Step() => grader.Process(View(Scene), new FrameTarget(target, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque), TimeSpan.FromSeconds(n++ / 25.0));
        for (int i = 0; i < 50; i++)
        {
            Step();
            Thread.Sleep(isLive ? 2 : 0);
        }

        Allocations.AssertNone(Step);
    }

    [Fact]
    public void Wrong_settings_and_a_disposed_grader_are_refused()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        var grader = new SceneGrader(engine, new SceneGraderOptions { IsLive = true });
        Assert.Throws<ArgumentOutOfRangeException>(() => grader.Settings = new SceneGradeSettings { Strength = 1.5f });
        Assert.Throws<ArgumentOutOfRangeException>(() => grader.Settings = new SceneGradeSettings { SkinProtection = float.NaN });
        grader.Dispose();
        grader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Graded(grader, Scene, 0));
    }

    private static byte[] Graded(SceneGrader grader, byte[] scene, int frame)
    {
        var target = new byte[scene.Length];
        grader.Process(View(scene), new FrameTarget(target, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque), TimeSpan.FromSeconds(frame / 25.0));
        return target;
    }

    private static FrameView View(byte[] scene) => new(scene, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque);

    private static byte[] Paint(Func<int, int, (int R, int G, int B)> color)
    {
        var frame = new byte[Width * Height * 4];
        for (int i = 0; i < Width * Height; i++)
        {
            (int r, int g, int b) = color(i % Width, i / Width);
            (frame[4 * i], frame[4 * i + 1], frame[4 * i + 2], frame[4 * i + 3]) = ((byte)r, (byte)g, (byte)b, 255);
        }

        return frame;
    }
}
