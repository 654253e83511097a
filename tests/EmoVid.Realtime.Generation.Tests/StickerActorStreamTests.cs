namespace EmoVid.Realtime.Generation.Tests;

/// <summary>The endless act. Of the pack of formulas, warp channel 0 is the code's first number everywhere.</summary>
public sealed class StickerActorStreamTests : IDisposable
{
    private readonly StickerGenerator _generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
    private readonly RgbaImage _still = new(4, 4, AlphaMode.Opaque);

    public void Dispose() => _generator.Dispose();

    [Fact]
    public void It_goes_on_without_repeating_and_without_a_jump()
    {
        using StickerActor actor = Actor();
        actor.Perform(EmotionMix.Of(Emotion.Contentment));
        float[] act = Trace(actor, 0, 144, 60 * 144);
        // Smoothed noise of deviation 0.06 at 20 Hz moves at most about 0.3 a frame of 1/20 s; a jump would be of that size at once.
        Assert.InRange(Steps(act).Max(), 1e-4f, 0.06f);
        Assert.InRange(Difference(act, 2 * 144, 4 * 144), 0.02, 1);
        Assert.InRange(Difference(act, 2 * 144, 32 * 144), 0.02, 1);
        Assert.True(actor.Timings.MotionCount >= 30);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(30)]
    [InlineData(60)]
    public void Every_frame_rate_samples_the_same_act(int framesPerSecond)
    {
        using StickerActor actor = Actor(), fine = Actor();
        actor.Perform(EmotionMix.Of(Emotion.Awe));
        fine.Perform(EmotionMix.Of(Emotion.Awe));
        float[] act = Trace(actor, 0, framesPerSecond, 10 * framesPerSecond), reference = Trace(fine, 0, 240, 2400);
        for (int i = 0; i < act.Length; i += framesPerSecond / 6)
        {
            Assert.Equal(reference[i * 240 / framesPerSecond], act[i], 1e-5f);
        }
    }

    [Fact]
    public void A_change_of_emotion_is_smooth_and_done_within_a_second()
    {
        using StickerActor actor = Actor(), sad = Actor();
        actor.Perform(EmotionMix.Neutral);
        sad.Perform(EmotionMix.Of(Emotion.Amusement));
        float[] before = Trace(actor, 0, 144, 5 * 144);
        actor.Perform(EmotionMix.Of(Emotion.Amusement));
        float[] after = Trace(actor, 5, 144, 3 * 144);
        float[] all = [.. before, .. after];
        Assert.InRange(Steps(all).Max(), 1e-4f, 0.06f);
        // The noise belongs to the frame, so an actor that acted the new emotion from the start is where this one ends up, except
        // within a window's circle near its ends.
        float[] always = Trace(sad, 0, 144, 8 * 144);
        Assert.Equal(always[6 * 144 + 72], all[6 * 144 + 72], 0.02f);
        // Pose of neutral 0.01, of amusement 0.09 (first number); both with the same noise.
        Assert.Equal(0.09f - 0.01f, all[^144] - Noise(actor, 7 * 144), 0.02f);

        float Noise(StickerActor _, int i)
        {
            using StickerActor neutral = Actor();
            neutral.Perform(EmotionMix.Neutral);
            return Trace(neutral, 0, 144, i + 1)[i];
        }
    }

    /// <summary>Counted on the fields: the same act with and without the change, sampled alike. What differs between the two is the change.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(144)]
    public void A_change_shows_within_150_ms_and_never_snaps(int framesPerSecond)
    {
        foreach (double moment in new[] { 1.0, 1.31, 1.77, 2.0, 2.49, 3.13 })
        {
            using StickerActor kept = Actor(), turned = Actor();
            kept.Perform(EmotionMix.Neutral);
            turned.Perform(EmotionMix.Neutral);
            int at = (int)(moment * framesPerSecond), after = 2 * framesPerSecond;
            Trace(kept, 0, framesPerSecond, at);
            Trace(turned, 0, framesPerSecond, at);
            turned.Perform(EmotionMix.Of(Emotion.Amusement));
            float[] a = Trace(kept, (double)at / framesPerSecond, framesPerSecond, after), b = Trace(turned, (double)at / framesPerSecond, framesPerSecond, after);
            float[] change = [.. a.Zip(b, (x, y) => y - x)];

            // Pose of amusement less that of neutral, in the pack's formula.
            const float Whole = 0.08f;
            Assert.Equal(0, change[0], 1e-5f);
            Assert.True(change[(int)(0.15 * framesPerSecond)] >= 0.4f * Whole, $"{change[(int)(0.15 * framesPerSecond)]} at {framesPerSecond} frames a second, changed at {moment} s");
            Assert.InRange(change[framesPerSecond], 0.95f * Whole, 1.05f * Whole);

            // 5.0 of the change a second is the spring's own bound; the windows' ends may differ by a little on top.
            Assert.InRange(Steps(change).Max(), 0, 5f / framesPerSecond * Whole + 2e-3f);
        }
    }

    [Fact]
    public void A_second_change_right_after_the_first_shows_as_soon()
    {
        using StickerActor actor = Actor(), kept = Actor();
        actor.Perform(EmotionMix.Neutral);
        kept.Perform(EmotionMix.Neutral);
        Trace(kept, 0, 30, 60);
        Trace(actor, 0, 30, 60);
        actor.Perform(EmotionMix.Of(Emotion.Sadness));
        Trace(actor, 2, 30, 2);
        actor.Perform(EmotionMix.Of(Emotion.Amusement));
        float[] b = Trace(actor, 2 + 2 / 30.0, 30, 30), a = Trace(kept, 2, 30, 32)[2..];
        Assert.True(b[5] - a[5] >= 0.4f * 0.08f, $"{b[5] - a[5]}");
    }

    [Fact]
    public void A_change_in_the_middle_of_a_change_is_smooth_too()
    {
        using StickerActor actor = Actor();
        actor.Perform(EmotionMix.Neutral);
        var act = new List<float>();
        foreach ((Emotion emotion, int frames) in new[] { (Emotion.Amusement, 50), (Emotion.Sadness, 11), (Emotion.Fear, 3), (Emotion.Amusement, 40), (Emotion.Anger, 300) })
        {
            act.AddRange(Trace(actor, act.Count / 144.0, 144, frames));
            actor.Perform(EmotionMix.Of(emotion));
        }

        Assert.InRange(Steps([.. act]).Max(), 1e-4f, 0.06f);
    }

    [Fact]
    public void A_mix_that_changes_a_little_every_frame_is_planned_six_times_a_second()
    {
        using StickerActor actor = Actor();
        MotionFields fields = actor.CreateFields();
        for (int i = 0; i < 144 * 4; i++)
        {
            actor.Perform(EmotionMix.Of(Emotion.Anger, 0.2f + i * 0.001f));
            actor.Sample(i / 144.0, fields);
        }

        Assert.InRange(actor.Timings.MotionCount, 20, 32);
    }

    [Fact]
    public void The_same_mix_again_plans_nothing()
    {
        using StickerActor one = Actor(), many = Actor();
        one.Perform(EmotionMix.Of(Emotion.Fear));
        float[] expected = Trace(one, 0, 30, 300);
        MotionFields fields = many.CreateFields();
        for (int i = 0; i < 300; i++)
        {
            many.Perform(EmotionMix.Of(Emotion.Fear));
            many.Sample(i / 30.0, fields);
            Assert.Equal(expected[i], fields.Warp[0]);
        }
    }

    [Fact]
    public void A_frame_allocates_nothing_whatever_the_act_does()
    {
        using StickerActor actor = Actor();
        EmotionMix[] mixes = [EmotionMix.Of(Emotion.Anger), EmotionMix.Of(Emotion.Sadness), EmotionMix.Neutral];
        actor.Perform(mixes[0]);
        StickerActorTests.AssertAllocatesNothing(actor, 400, i => actor.Perform(mixes[i / 20 % 3]));
        Assert.True(actor.Timings.MotionCount > 15);
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(1000)]
    [InlineData(1e8)]
    public void A_jump_in_time_starts_afresh_there(double seconds)
    {
        using StickerActor actor = Actor();
        actor.Perform(EmotionMix.Of(Emotion.Fear));
        Trace(actor, 0, 30, 30);
        long before = actor.Timings.MotionCount;
        float[] act = Trace(actor, seconds, 30, 60);
        Assert.All(act, value => Assert.True(float.IsFinite(value)));
        Assert.InRange(actor.Timings.MotionCount - before, 1, 3);
        Assert.InRange(Steps(act).Max(), 1e-4f, 0.3f);
    }

    [Fact]
    public void A_loop_after_a_stream_and_a_stream_after_a_loop_work()
    {
        using StickerActor actor = Actor();
        actor.Perform(EmotionMix.Of(Emotion.Fear));
        float[] stream = Trace(actor, 0, 30, 60);
        actor.PlanLoop(EmotionMix.Of(Emotion.Fear), 20);
        float[] loop = Trace(actor, 0, 30, 60);
        Assert.Equal(loop[0], loop[30], 1e-5f);
        actor.Perform(EmotionMix.Of(Emotion.Fear));
        Assert.Equal(stream, Trace(actor, 0, 30, 60));
    }

    [Fact]
    public void A_network_that_steps_through_several_codes_gets_whole_steps()
    {
        using var copy = new PackCopy();
        copy.EditManifest(manifest => manifest["loopMultiple"] = 8);
        using StickerActor actor = StickerActor.Create(ModelPack.Open(copy.Path), _still.View, new StickerPlacement(4, 0, 0));
        Assert.Equal(16, actor.MinimumLoopFrames);
        Assert.Throws<ArgumentOutOfRangeException>("frames", () => actor.PlanLoop(EmotionMix.Neutral, 17));
        Assert.Equal(24, actor.PlanLoop(EmotionMix.Neutral, TimeSpan.FromSeconds(1.1)).Frames);
        actor.Perform(EmotionMix.Neutral);
        var act = new List<float>();
        for (int i = 0; i < 100; i++)
        {
            act.AddRange(Trace(actor, act.Count / 144.0, 144, 37));
            actor.Perform(EmotionMix.Of((Emotion)(i % 8)));
        }

        Assert.InRange(Steps([.. act]).Max(), 1e-4f, 0.06f);
        StickerActorTests.AssertAllocatesNothing(actor, 200, i => actor.Perform(EmotionMix.Of((Emotion)(i / 7 % 8))));
    }

    private StickerActor Actor(ulong seed = 3) => _generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0), seed);

    private static float[] Trace(StickerActor actor, double start, double framesPerSecond, int frames)
    {
        MotionFields fields = actor.CreateFields();
        float[] trace = new float[frames];
        for (int i = 0; i < frames; i++)
        {
            actor.Sample(start + i / framesPerSecond, fields);
            trace[i] = fields.Warp[0];
        }

        return trace;
    }

    private static IEnumerable<float> Steps(float[] act) => act.Zip(act.Skip(1), (x, y) => Math.Abs(x - y));

    private static double Difference(float[] act, int length, int lag) =>
        Enumerable.Range(0, length).Average(i => Math.Abs(act[i] - act[i + lag]));
}
