namespace EmoVid.Realtime.Tests.Grading;

/// <summary>What is promised of moods on real films, through the closed loop.</summary>
public class SteeredClipTests(GradedClips clips) : IClassFixture<GradedClips>
{
    public static TheoryData<string, Emotion> Cases
    {
        get
        {
            var cases = new TheoryData<string, Emotion>();
            foreach (string file in new[] { DecodedClip.City.File, DecodedClip.Launch.File })
            {
                foreach (Emotion emotion in Enum.GetValues<Emotion>())
                {
                    cases.Add(file, emotion);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_seconds_after_the_start_and_after_a_cut_the_measured_shift_is_the_moods(string file, Emotion emotion)
    {
        GradedClip graded = clips[file].Moods[(int)emotion];
        Assert.Equal(2, graded.Settled.Count);
        foreach ((VisualAttributes scene, VisualAttributes output) in graded.Settled)
        {
            MoodShift target = MoodTarget.Of(graded.Mood.Grade).For(scene), shift = MoodShift.Between(scene, output);
            string told = $"{emotion} on {file}: wanted {target}, got {shift}, hue length {scene.HueResultantLength:0.00}";
            Assert.True(Reaches(shift.Brightness, target.Brightness), told);
            Assert.True(Reaches(shift.Colorfulness, target.Colorfulness), told);

            // A turn of a degree or two is that of the codes' rounding: there the error is held to as little.
            bool isSmall = Math.Abs(target.HueDegrees) < 2 && Math.Abs(shift.HueDegrees - target.HueDegrees) < 2;
            Assert.True(scene.HueResultantLength <= 0.2 || isSmall || Reaches(shift.HueDegrees, target.HueDegrees), told);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mood_is_plainly_visible(string file, Emotion emotion)
    {
        GradedClips.Graded graded = clips[file];
        Assert.InRange(graded.Moods[(int)emotion].DifferenceFrom(GradedClip.Original(graded.Frames)), 6, 20);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_table_moves_no_faster_than_its_bound(string file, Emotion emotion)
    {
        // It does move: there is a cut in each clip.
        Assert.InRange(clips[file].Moods[(int)emotion].LargestChangePerSecond, 0.01, GradeLutSlew.DefaultMaxChangePerSecond);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_face_would_turn_green_or_blue(string file, Emotion emotion)
    {
        Assert.All(clips[file].Moods[(int)emotion].GradedSkins, skin => Assert.True(skin.Red >= skin.Green && skin.Red >= skin.Blue, $"A face becomes {skin}."));
    }

    [Theory]
    [InlineData("cityCC0.mpg")]
    [InlineData("oa4_launch.webm")]
    public void Any_two_moods_differ(string file)
    {
        IReadOnlyList<GradedClip> moods = clips[file].Moods;
        for (int one = 0; one < moods.Count; one++)
        {
            for (int other = one + 1; other < moods.Count; other++)
            {
                double difference = moods[one].DifferenceFrom(moods[other]);
                Assert.True(difference >= 4, $"{(Emotion)one} and {(Emotion)other} differ by {difference} on {file}.");
            }
        }
    }

    [Theory]
    [InlineData("cityCC0.mpg")]
    [InlineData("oa4_launch.webm")]
    public void The_neutral_mood_gives_every_frame_back(string file)
    {
        GradedClips.Graded graded = clips[file];
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var grader = new SceneGrader(engine);
        byte[] output = new byte[graded.Frames[0].Length];
        for (int n = 0; n < graded.Frames.Count; n++)
        {
            grader.Process(graded.Clip.View(graded.Frames[n]), graded.Clip.Target(output), graded.Clip.TimeOf(n));
            Assert.True(output.AsSpan().SequenceEqual(graded.Frames[n]), $"Frame {n} of {file} is changed.");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_frame_that_stands_still_stands_still_graded(string file, Emotion emotion)
    {
        GradedClips.Graded graded = clips[file];
        byte[] frame = graded.Frames[2 * graded.Clip.FramesPerSecond], output = new byte[frame.Length], settled = [];
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var grader = new SceneGrader(engine);
        grader.Settings = new SceneGradeSettings { Mood = graded.Moods[(int)emotion].Mood };
        int largest = 0;
        for (int n = 0; n < 80; n++)
        {
            grader.Process(graded.Clip.View(frame), graded.Clip.Target(output), TimeSpan.FromSeconds(n / 10.0));
            settled = n == 50 ? [.. output] : settled;
            for (int i = 0; n > 50 && i < output.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(output[i] - settled[i]));
            }
        }

        // From five seconds to eight: a code where a value stood at a threshold of the dither, and no more.
        Assert.InRange(largest, 0, 1);
    }

    private static bool Reaches(double shift, double target) => shift * Math.Sign(target) >= 0.8 * Math.Abs(target);
}
