namespace EmoVid.Realtime.Generation.Tests;

/// <summary>The runtime on the pack of formulas: every number that comes out can be worked out.</summary>
public sealed class StickerActorTests : IDisposable
{
    // Straight (200, 100, 50, 128): premultiplied over 255.
    private static readonly double[] Embedding = [200 * 128 / 65025.0, 100 * 128 / 65025.0, 50 * 128 / 65025.0, 128 / 255.0];
    private static readonly StickerPlacement Whole = new(8, 0, 0);

    private readonly StickerGenerator _generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));

    public void Dispose() => _generator.Dispose();

    [Fact]
    public void A_loop_s_codes_are_the_formula_s()
    {
        using StickerActor actor = Plain(seed: 5);
        MotionLoop loop = actor.PlanLoop(EmotionMix.Of(Emotion.Anger, intensity: 0.5f), 13);
        float[] noise = new float[13 * SyntheticOracle.CodeSize];
        NormalNoise.Fill(5, 0, SyntheticOracle.CodeSize, noise);
        Assert.Equal(13, loop.Frames);
        Assert.Equal(13 / 20.0, loop.Seconds);
        for (int t = 0; t < 13; t++)
        {
            for (int j = 0; j < SyntheticOracle.CodeSize; j++)
            {
                Assert.Equal(SyntheticOracle.Code(noise, t, j, "anger", 0.5, Embedding), loop[t][j], 2e-4);
            }
        }
    }

    [Fact]
    public void A_short_loop_has_the_period_that_was_asked_for()
    {
        // The pack says that its network makes 15 codes at least: 11 are planned as two rounds. The formula at the seam sees the
        // loop's own other end.
        using StickerActor actor = Plain(seed: 5);
        MotionLoop loop = actor.PlanLoop(EmotionMix.Of(Emotion.Awe), 11);
        float[] noise = new float[11 * SyntheticOracle.CodeSize];
        NormalNoise.Fill(5, 0, SyntheticOracle.CodeSize, noise);
        Assert.Equal(11, loop.Frames);
        Assert.Equal(SyntheticOracle.Code(noise, 0, 1, "awe", 1, Embedding), loop[0][1], 2e-4);
        Assert.Equal(SyntheticOracle.Code(noise, 10, 1, "awe", 1, Embedding), loop[10][1], 2e-4);
    }

    [Fact]
    public void Codes_of_another_loop_play_as_that_loop()
    {
        using StickerActor planned = Plain(seed: 5), other = Plain(seed: 6);
        MotionLoop loop = planned.PlanLoop(EmotionMix.Of(Emotion.Anger), 16);
        other.PlayLoop(Enumerable.Range(0, loop.Frames).SelectMany(frame => loop[frame].ToArray()).ToArray(), TimeSpan.FromSeconds(loop.Seconds));
        MotionFields expected = planned.CreateFields(), found = other.CreateFields();
        foreach (double seconds in new[] { 0, 0.31, 0.8, 5.55 })
        {
            planned.Sample(seconds, expected);
            other.Sample(seconds, found);
            Assert.Equal(expected.Warp, found.Warp);
        }
    }

    [Fact]
    public void Codes_that_are_not_whole_are_refused()
    {
        using StickerActor actor = Plain();
        Assert.Throws<ArgumentException>(() => actor.PlayLoop(new float[4 * SyntheticOracle.CodeSize + 1], TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentException>(() => actor.PlayLoop(new float[3 * SyntheticOracle.CodeSize], TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => actor.PlayLoop(new float[4 * SyntheticOracle.CodeSize], TimeSpan.Zero));
    }

    [Fact]
    public void Fields_are_the_formula_s()
    {
        using StickerActor actor = Plain();
        MotionLoop loop = actor.PlanLoop(EmotionMix.Of(Emotion.Fear), 16);
        MotionFields fields = actor.CreateFields();
        actor.Sample(7 / 20.0, fields);
        double[] code = SyntheticOracle.CodeOf(fields, 0.25 * Embedding[0], Embedding[3]);
        for (int j = 0; j < code.Length; j++)
        {
            Assert.Equal(loop[7][j], code[j], 1e-3);
        }

        for (int channel = 0; channel < 4; channel++)
        {
            Assert.All(fields.Paint.AsSpan((channel + 1) * 144, 144).ToArray(), value => Assert.Equal(Embedding[channel], value, 4e-3));
        }

        Assert.Equal(Embedding[3], actor.Confidence, 4e-3);
    }

    [Fact]
    public void The_still_reaches_the_network_upright()
    {
        // Red in the top left quarter alone; dy = code[1] · features[0] must follow it.
        var still = new RgbaImage(8, 8, AlphaMode.Straight);
        for (int i = 0; i < 64; i++)
        {
            still.Pixels[4 * i] = i % 8 < 4 && i / 8 < 4 ? (byte)255 : (byte)0;
            still.Pixels[4 * i + 3] = 255;
        }

        using StickerActor actor = _generator.CreateActor(still.View, Whole);
        MotionLoop loop = actor.PlanLoop(EmotionMix.Of(Emotion.Amusement), 16);
        MotionFields fields = actor.CreateFields();
        actor.Sample(0, fields);
        for (int cell = 0; cell < 64; cell++)
        {
            Assert.Equal(cell % 8 < 4 && cell / 8 < 4 ? 0.25 * loop[0][1] : 0, fields.Warp[64 + cell], 1e-5);
        }
    }

    [Fact]
    public void Every_emotion_stands_at_the_place_that_the_manifest_names()
    {
        using StickerActor actor = Plain();
        float[] noise = new float[12 * SyntheticOracle.CodeSize];
        NormalNoise.Fill(0, 0, SyntheticOracle.CodeSize, noise);
        foreach (Emotion emotion in Enum.GetValues<Emotion>())
        {
            MotionLoop loop = actor.PlanLoop(EmotionMix.Of(emotion), 12);
            Assert.Equal(SyntheticOracle.Code(noise, 3, 2, EmotionNames.Get(emotion), 1, Embedding), loop[3][2], 2e-4);
        }

        Assert.Equal(SyntheticOracle.Code(noise, 3, 2, "neutral", 1, Embedding), actor.PlanLoop(EmotionMix.Neutral, 12)[3][2], 2e-4);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_from_another_generator()
    {
        using StickerGenerator other = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
        using StickerActor a = Plain(seed: 9), b = other.CreateActor(Colour().View, Whole, 9);
        Assert.Equal(Act(a), Act(b));
    }

    [Fact]
    public void Another_seed_another_emotion_another_intensity_and_another_still_each_change_the_act()
    {
        using StickerActor a = Plain(seed: 1), b = Plain(seed: 2), grey = _generator.CreateActor(Colour(90, 90, 90, 255).View, Whole, 1);
        float[] act = Act(a);
        Assert.NotEqual(act, Act(b));
        Assert.NotEqual(act, Act(grey));
        Assert.NotEqual(act, Act(a, EmotionMix.Of(Emotion.Awe)));
        Assert.NotEqual(act, Act(a, EmotionMix.Of(Emotion.Sadness, intensity: 0.5f)));
        Assert.Equal(act, Act(a));
    }

    [Fact]
    public void The_seam_closes_to_the_bit()
    {
        using StickerActor actor = Plain();
        MotionLoop loop = actor.PlanLoop(EmotionMix.Of(Emotion.Disgust), TimeSpan.FromSeconds(1.23));
        Assert.Equal(1.23, loop.Seconds);
        Assert.Equal(25, loop.Frames);
        Assert.Equal(Frame(actor, 0), Frame(actor, 1.23));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(144)]
    public void Every_frame_rate_samples_the_same_act(int framesPerSecond)
    {
        using StickerActor sampled = Plain(), alone = Plain();
        EmotionMix mix = EmotionMix.Of(Emotion.Excitement);
        sampled.PlanLoop(mix, 40);
        alone.PlanLoop(mix, 40);
        for (int i = 0; i <= 2 * framesPerSecond; i++)
        {
            float[] frame = Frame(sampled, i / (double)framesPerSecond);
            if (i % (framesPerSecond / 6) == 0)
            {
                float[] direct = Frame(alone, i / (framesPerSecond / 6) / 6.0);
                Assert.Equal(0, frame.Zip(direct, (x, y) => Math.Abs(x - y)).Max(), 1e-5f);
            }
        }
    }

    [Fact]
    public void A_frame_of_a_loop_allocates_nothing()
    {
        using StickerActor actor = Plain();
        actor.PlanLoop(EmotionMix.Of(Emotion.Anger), 40);
        AssertAllocatesNothing(actor, 200, _ => { });
    }

    [Fact]
    public void One_pixel_makes_an_actor()
    {
        var pixel = new RgbaImage(1, 1, AlphaMode.Straight);
        pixel.Pixels.AsSpan().Fill(255);
        using StickerActor actor = _generator.CreateActor(pixel.View, StickerPlacement.Fit(pixel.View, _generator.Pack.Manifest.StillFill));
        AssertFinite(actor);
        // A fill of 0.75: the pixel covers 0.75² of the canvas.
        Assert.Equal(0.5625, actor.Confidence, 1e-3);
    }

    [Fact]
    public void A_fully_transparent_still_makes_an_actor_that_moves_nothing_visible()
    {
        var nothing = new RgbaImage(5, 3, AlphaMode.Straight);
        using StickerActor actor = _generator.CreateActor(nothing.View, Whole);
        AssertFinite(actor);
        Assert.Equal(0, actor.Confidence);
    }

    [Fact]
    public void Alpha_mode_and_byte_order_do_not_matter()
    {
        var premultiplied = new RgbaImage(8, 8, AlphaMode.Premultiplied);
        byte[] bgra = new byte[256];
        for (int i = 0; i < 64; i++)
        {
            byte[] straight = [255, 0, 51, 204];
            byte[] multiplied = [204, 0, 41, 204];
            multiplied.CopyTo(premultiplied.Pixels, 4 * i);
            (bgra[4 * i], bgra[4 * i + 1], bgra[4 * i + 2], bgra[4 * i + 3]) = (straight[2], straight[1], straight[0], straight[3]);
        }

        using StickerActor a = _generator.CreateActor(premultiplied.View, Whole);
        using StickerActor b = _generator.CreateActor(new FrameView(bgra, 8, 8, 32, PixelFormat.Bgra8, AlphaMode.Straight), Whole);
        Assert.Equal(0, Act(a).Zip(Act(b), (x, y) => Math.Abs(x - y)).Max(), 2e-3f);
    }

    [Fact]
    public void Sampling_before_planning_is_refused()
    {
        using StickerActor actor = Plain();
        Assert.Throws<InvalidOperationException>(() => actor.Sample(0, actor.CreateFields()));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e30)]
    public void A_time_that_is_none_is_refused(double seconds)
    {
        using StickerActor actor = Plain();
        actor.PlanLoop(EmotionMix.Neutral, 40);
        Assert.Throws<ArgumentOutOfRangeException>(() => actor.Sample(seconds, actor.CreateFields()));
    }

    [Fact]
    public void Loops_that_are_too_short_or_too_long_are_refused()
    {
        using StickerActor actor = Plain();
        Assert.Equal((10, 1200), (actor.MinimumLoopFrames, actor.MaximumLoopFrames));
        Assert.Throws<ArgumentOutOfRangeException>("frames", () => actor.PlanLoop(EmotionMix.Neutral, 9));
        Assert.Throws<ArgumentOutOfRangeException>("frames", () => actor.PlanLoop(EmotionMix.Neutral, 1201));
        Assert.Throws<ArgumentOutOfRangeException>("duration", () => actor.PlanLoop(EmotionMix.Neutral, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("duration", () => actor.PlanLoop(EmotionMix.Neutral, TimeSpan.MaxValue));
        Assert.Equal(1200, actor.PlanLoop(EmotionMix.Neutral, 1200).Frames);
    }

    [Fact]
    public void Fields_of_another_size_are_refused()
    {
        using StickerActor actor = Plain();
        actor.PlanLoop(EmotionMix.Neutral, 40);
        Assert.Throws<ArgumentException>("fields", () => actor.Sample(0, new MotionFields(8, 8)));
    }

    [Fact]
    public void Disposing_twice_is_harmless_and_use_after_it_is_refused()
    {
        StickerActor actor = Plain();
        actor.PlanLoop(EmotionMix.Neutral, 40);
        actor.Dispose();
        actor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => actor.Sample(0, actor.CreateFields()));
        Assert.Throws<ObjectDisposedException>(() => actor.PlanLoop(EmotionMix.Neutral, 40));
        Assert.Throws<ObjectDisposedException>(() => actor.Perform(EmotionMix.Neutral));
    }

    [Fact]
    public void An_actor_outlives_its_generator()
    {
        StickerGenerator generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
        using StickerActor actor = generator.CreateActor(Colour().View, Whole);
        generator.Dispose();
        generator.Dispose();
        AssertFinite(actor);
        Assert.Throws<ObjectDisposedException>(() => generator.CreateActor(Colour().View, Whole));
    }

    [Fact]
    public void Actors_of_one_generator_act_on_threads_of_their_own()
    {
        float[][] acts = new float[8][];
        Parallel.For(0, acts.Length, i =>
        {
            using StickerActor actor = Plain(seed: (ulong)(i % 2));
            acts[i] = Act(actor);
        });
        for (int i = 2; i < acts.Length; i++)
        {
            Assert.Equal(acts[i % 2], acts[i]);
        }

        Assert.NotEqual(acts[0], acts[1]);
    }

    [Fact]
    public void Timings_count_what_ran()
    {
        using StickerActor actor = Plain();
        Assert.Equal(0, actor.Timings.FrameMilliseconds(50));
        actor.PlanLoop(EmotionMix.Neutral, 40);
        for (int i = 0; i < 30; i++)
        {
            Frame(actor, i);
        }

        Assert.Equal((30, 1), (actor.Timings.FrameCount, actor.Timings.MotionCount));
        Assert.True(actor.Timings.AppearanceMilliseconds > 0 && actor.Timings.MotionMilliseconds > 0);
        Assert.True(actor.Timings.FrameMilliseconds(50) > 0);
        Assert.True(actor.Timings.FrameMilliseconds(99) >= actor.Timings.FrameMilliseconds(50));
        Assert.Throws<ArgumentOutOfRangeException>(() => actor.Timings.FrameMilliseconds(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => actor.Timings.FrameMilliseconds(double.NaN));
    }

    internal static void AssertAllocatesNothing(StickerActor actor, int frames, Action<int> eachFrame)
    {
        MotionFields fields = actor.CreateFields();
        actor.Sample(0, fields);
        int frame = 0;
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < frames; i++)
            {
                frame++;
                eachFrame(frame);
                actor.Sample(frame / 24.0, fields);
            }
        });
    }

    private static RgbaImage Colour(byte red = 200, byte green = 100, byte blue = 50, byte alpha = 128)
    {
        var image = new RgbaImage(8, 8, AlphaMode.Straight);
        for (int i = 0; i < 64; i++)
        {
            (image.Pixels[4 * i], image.Pixels[4 * i + 1], image.Pixels[4 * i + 2], image.Pixels[4 * i + 3]) = (red, green, blue, alpha);
        }

        return image;
    }

    private StickerActor Plain(ulong seed = 0) => _generator.CreateActor(Colour().View, Whole, seed);

    private static float[] Frame(StickerActor actor, double seconds)
    {
        MotionFields fields = actor.CreateFields();
        actor.Sample(seconds, fields);
        return [.. fields.Warp, .. fields.Paint];
    }

    private static float[] Act(StickerActor actor, EmotionMix? mix = null)
    {
        actor.PlanLoop(mix ?? EmotionMix.Of(Emotion.Sadness), 40);
        return [.. Enumerable.Range(0, 10).SelectMany(i => Frame(actor, i * 0.17))];
    }

    private static void AssertFinite(StickerActor actor) => Assert.All(Act(actor), value => Assert.True(float.IsFinite(value)));
}
