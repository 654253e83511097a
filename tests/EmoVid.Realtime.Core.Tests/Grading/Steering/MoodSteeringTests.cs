namespace EmoVid.Realtime.Core.Tests.Grading.Steering;

public class MoodSteeringTests
{
    private const int FramesPerSecond = 25;

    public static TheoryData<string> SceneNames => [.. SteeredScene.Scenes.Keys];

    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Two_seconds_after_a_cut_every_mood_has_its_measured_shift(string name)
    {
        string before = SteeredScene.Scenes.Keys.First(other => other != name);
        foreach (Mood mood in MoodLibrary.BuiltIn.Moods)
        {
            using var scene = new SteeredScene(mood.Grade);
            for (int n = 0; n <= 3 * FramesPerSecond; n++)
            {
                bool isCut = n == FramesPerSecond;
                scene.Show(SteeredScene.Scenes[n < FramesPerSecond ? before : name], TimeSpan.FromSeconds((double)n / FramesPerSecond), isCut);
            }

            MoodShift target = MoodTarget.Of(mood.Grade).For(scene.Scene), shift = MoodShift.Between(scene.Scene, scene.Output);
            string told = $"{mood.Name} on {name}: wanted {target}, got {shift}, hue length {scene.Scene.HueResultantLength:0.00}, {scene.Grade}";

            // Targets of less than a code or two are met when the shift is as small.
            Assert.True(Reaches(shift.Brightness, target.Brightness, 0.01), told);
            Assert.True(Reaches(shift.Colorfulness, target.Colorfulness, 0.015), told);
            bool hasHue = scene.Scene.HueResultantLength > 0.2 && scene.Scene.Colorfulness > 0.15;
            Assert.True(!hasHue || Reaches(shift.HueDegrees, target.HueDegrees, 3), told);
        }
    }

    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Nothing_is_crushed(string name)
    {
        foreach (Mood mood in MoodLibrary.BuiltIn.Moods)
        {
            using var scene = new SteeredScene(mood.Grade);
            for (int n = 0; n <= 2 * FramesPerSecond; n++)
            {
                scene.Show(SteeredScene.Scenes[name], TimeSpan.FromSeconds((double)n / FramesPerSecond));
            }

            double before = scene.Scene.LumaP95 - scene.Scene.LumaP5, after = scene.Output.LumaP95 - scene.Output.LumaP5;
            string told = $"{mood.Name} on {name}: luma range {before:0.00} → {after:0.00}";
            Assert.True(after > 0.4 * before, told);
            Assert.InRange(scene.Output.LumaMean, 0.4 * scene.Scene.LumaMean, 1 - 0.4 * (1 - scene.Scene.LumaMean));
            Assert.Equal(scene.Grade, scene.Grade.Clamp());
        }
    }

    [Theory]
    [MemberData(nameof(SceneNames))]
    public void A_static_scene_settles_and_stays(string name)
    {
        foreach (Mood mood in MoodLibrary.BuiltIn.Moods)
        {
            using var scene = new SteeredScene(mood.Grade);
            double settled = 0, least = double.MaxValue, most = double.MinValue;
            for (int n = 0; n < 8 * FramesPerSecond; n++)
            {
                scene.Show(SteeredScene.Scenes[name], TimeSpan.FromSeconds((double)n / FramesPerSecond));
                if (n >= 4 * FramesPerSecond)
                {
                    settled = Math.Max(settled, scene.ChangePerSecond);
                    (least, most) = (Math.Min(least, scene.Output.Brightness), Math.Max(most, scene.Output.Brightness));
                }
            }

            Assert.True(settled < 0.01, $"{mood.Name} on {name} still moves by {settled} a second after four seconds.");
            Assert.True(most - least < 0.5 / 255, $"{mood.Name} on {name} pumps by {most - least}.");
        }
    }

    [Fact]
    public void A_scene_that_brightens_and_darkens_keeps_its_grade()
    {
        // A light that comes and goes within a shot must not make the grade follow it back and forth.
        byte[] scene = SteeredScene.Scenes["blue city"];
        using var steered = new SteeredScene(MoodLibrary.BuiltIn.Find("sadness")!.Grade);
        float least = float.MaxValue, most = float.MinValue;
        for (int n = 0; n < 8 * FramesPerSecond; n++)
        {
            double light = 0.8 + 0.2 * Math.Sin(2 * Math.PI * n / FramesPerSecond);
            steered.Show([.. scene.Select((code, i) => i % 4 == 3 ? code : (byte)(code * light))], TimeSpan.FromSeconds((double)n / FramesPerSecond));
            if (n >= 3 * FramesPerSecond)
            {
                (least, most) = (Math.Min(least, steered.Grade.Brightness), Math.Max(most, steered.Grade.Brightness));
            }
        }

        // In lightness, from the darkest to the brightest moment.
        Assert.InRange(most - least, 0, 0.015f);
    }

    [Fact]
    public void The_frame_rate_plays_no_part()
    {
        MoodGrade mood = MoodLibrary.BuiltIn.Find("anger")!.Grade;
        foreach (byte[] frame in SteeredScene.Scenes.Values)
        {
            using var slow = new SteeredScene(mood);
            using var fast = new SteeredScene(mood);
            for (int n = 0; n <= 2 * 24; n++)
            {
                slow.Show(frame, TimeSpan.FromSeconds(n / 24.0));
            }

            for (int n = 0; n <= 2 * 120; n++)
            {
                fast.Show(frame, TimeSpan.FromSeconds(n / 120.0));
            }

            Assert.InRange(slow.Output.Brightness, fast.Output.Brightness - 0.008, fast.Output.Brightness + 0.008);
            Assert.InRange(slow.Output.Colorfulness, fast.Output.Colorfulness - 0.015, fast.Output.Colorfulness + 0.015);
        }
    }

    [Fact]
    public void The_neutral_mood_is_the_identity_and_the_way_there_is_smooth()
    {
        MoodGrade mood = MoodLibrary.BuiltIn.Find("fear")!.Grade;
        using var scene = new SteeredScene(mood);
        MoodGrade last = default;
        for (int n = 0; n < 200; n++)
        {
            scene.Steering.Mood = mood.Scale(Math.Clamp(2 - n / 50f, 0, 1));
            scene.Show(SteeredScene.Scenes["blue city"], TimeSpan.FromSeconds(n / 50.0));
            if (n > 50)
            {
                // Full strength goes in fifty frames; no frame may take more than a few of these steps at once.
                Assert.InRange(MathF.Abs(scene.Grade.Brightness - last.Brightness), 0, 0.01f);
                Assert.InRange(MathF.Abs(scene.Grade.Colorfulness - last.Colorfulness), 0, 0.05f);
                Assert.InRange(MathF.Abs(scene.Grade.HueRotationDegrees - last.HueRotationDegrees), 0, 1);
            }

            last = scene.Grade;
        }

        Assert.True(scene.Grade.IsNeutral);
        Assert.Equal(scene.Scene, scene.Output);
    }

    [Fact]
    public void A_black_frame_and_a_frame_of_no_weight_leave_the_moods_own_grade()
    {
        MoodGrade mood = MoodLibrary.BuiltIn.Find("awe")!.Grade;
        using var scene = new SteeredScene(mood);
        scene.Show(new byte[SteeredScene.Width * SteeredScene.Height * 4], TimeSpan.Zero);
        Assert.Equal(mood, scene.Grade);

        var steering = new MoodSteering { Mood = mood };
        steering.ObserveScene(new AttributeSums { Set = MoodSteering.RequiredSet }, TimeSpan.Zero);
        Assert.Equal(mood, steering.Steer(TimeSpan.Zero));
    }

    [Fact]
    public void Sums_without_the_grid_are_refused()
    {
        var steering = new MoodSteering();
        var sums = new AttributeSums { Set = AttributeSet.EmoVid };
        Assert.Throws<ArgumentException>("scene", () => steering.ObserveScene(sums, TimeSpan.Zero));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = MoodSteering.RequiredSet });
        var sums = new AttributeSums();
        byte[] frame = SteeredScene.Scenes["fog"];
        meter.Measure(new FrameView(frame, SteeredScene.Width, SteeredScene.Height, SteeredScene.Width * 4, PixelFormat.Rgba8, AlphaMode.Opaque), sums);
        var steering = new MoodSteering { Mood = MoodLibrary.BuiltIn.Find("awe")!.Grade };
        int n = 0;
        void Step()
        {
            TimeSpan at = TimeSpan.FromSeconds(n++ / 60.0);
            steering.ObserveScene(sums, at);
            steering.Steer(at);
            steering.ObserveOutput(sums, sums, GradeLut.Identity, at);
        }

        Step();
        Allocations.AssertNone(Step);
    }

    private static bool Reaches(double shift, double target, double tiny) =>
        Math.Abs(target) < tiny ? Math.Abs(shift - target) < tiny : shift * Math.Sign(target) >= 0.8 * Math.Abs(target);
}
