using EmoVid.Realtime.Media;
using Xunit.Abstractions;

namespace EmoVid.Realtime.Generation.Tests;

/// <summary>Every pack under models/, on stills that it was not trained on. What is asserted holds for any pack worth shipping.</summary>
public class ShippedPackTests(ITestOutputHelper output)
{
    private const int Frames = 36;
    private static readonly string Models = Path.Combine(CommittedFiles.Root, "models");
    private static readonly string[] Stills = ["face.webp", "dog.webp", "balloon.webp", "avatar.png"];
    private static readonly Emotion[] Emotions = Enum.GetValues<Emotion>();

    private static readonly string[] Names = [.. Directory.EnumerateFiles(Models, "renderer.onnx", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Models, Path.GetDirectoryName(file)!))];

    public static TheoryData<string> Packs => new(Names);

    public static TheoryData<string, string> PacksAndStills
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string name in Names)
            {
                Array.ForEach(Stills, still => data.Add(name, still));
            }

            return data;
        }
    }

    [Fact]
    public void A_pack_is_shipped() => Assert.NotEmpty(Names);

    [Theory]
    [MemberData(nameof(Packs))]
    public void It_opens_states_its_origin_and_is_small(string name)
    {
        ModelPack pack = Open(name);
        Assert.InRange(pack.TotalBytes, 1, 20_000_000);
        Assert.Equal("MIT", pack.Manifest.Licence);
        Assert.All(new[] { "preset", "commit", "seeds", "corpusSha256" }, key => Assert.NotEmpty(pack.Manifest.Training[key]));
        Assert.Equal(64, pack.Manifest.Training["corpusSha256"].Length);
    }

    [Theory]
    [MemberData(nameof(PacksAndStills))]
    public void Fields_stay_in_their_ranges_and_something_moves(string name, string still)
    {
        using StickerActor actor = Actor(name, still, 1);
        MotionFields fields = actor.CreateFields();
        int cells = fields.WarpSize * fields.WarpSize;
        double strongest = 0;
        foreach (Emotion emotion in Emotions)
        {
            actor.PlanLoop(EmotionMix.Of(emotion), TimeSpan.FromSeconds(3));
            for (int frame = 0; frame < Frames; frame++)
            {
                actor.Sample(frame * 3.0 / Frames, fields);
                float flow = fields.Warp.AsSpan(0, 2 * cells).ToArray().Max(Math.Abs);
                strongest = Math.Max(strongest, flow);
                Assert.InRange(flow, 0, 0.5f);
                Assert.All(fields.Warp.AsSpan(2 * cells).ToArray(), gain => Assert.InRange(gain, 0f, 4f));
                Assert.All(fields.Paint, value => Assert.InRange(value, -1e-4f, 1.0001f));
            }
        }

        Assert.InRange(actor.Confidence, 0f, 1f);
        Assert.InRange(strongest, 0.01, 0.5);
    }

    [Theory]
    [MemberData(nameof(PacksAndStills))]
    public void Another_emotion_changes_the_motion(string name, string still)
    {
        using StickerActor actor = Actor(name, still, 1);
        ActTrajectory[] acts = [.. Emotions.Select(emotion => Watch(actor, EmotionMix.Of(emotion)))];
        for (int i = 0; i < acts.Length; i++)
        {
            output.WriteLine($"{Emotions[i]}: amplitude {acts[i].Amplitude:F4}, speed {acts[i].Speed:F4}");
            for (int j = 0; j < i; j++)
            {
                Assert.True(acts[i].Distance(acts[j]) > 0.1 * Math.Min(acts[i].Amplitude, acts[j].Amplitude), $"{Emotions[i]} moves {still} as {Emotions[j]} does.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PacksAndStills))]
    public void Another_seed_changes_the_motion(string name, string still)
    {
        using StickerActor first = Actor(name, still, 1), second = Actor(name, still, 2);
        foreach (Emotion emotion in Emotions)
        {
            ActTrajectory a = Watch(first, EmotionMix.Of(emotion)), b = Watch(second, EmotionMix.Of(emotion));
            Assert.True(a.Distance(b) > 0.1 * a.Amplitude, $"Two seeds move {still} alike in {emotion}.");
        }
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Another_reference_changes_the_motion(string name)
    {
        ActTrajectory[] acts = [.. Stills.Select(still =>
        {
            using StickerActor actor = Actor(name, still, 1);
            return Watch(actor, EmotionMix.Of(Emotion.Excitement));
        })];
        for (int i = 0; i < acts.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.True(acts[i].Distance(acts[j]) > 0.02 * acts[i].Amplitude, $"{Stills[i]} moves as {Stills[j]} does.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Movements_differ_more_between_emotions_than_between_seeds_whatever_their_tempo(string name)
    {
        double between = 0, within = 0;
        int betweenCount = 0, withinCount = 0;
        foreach (string still in new[] { "face.webp", "dog.webp" })
        {
            List<(Emotion Emotion, ActTrajectory Act)> acts = [];
            for (ulong seed = 1; seed <= 4; seed++)
            {
                using StickerActor actor = Actor(name, still, seed);
                acts.AddRange(Emotions.Select(emotion => (emotion, Watch(actor, EmotionMix.Of(emotion)).SpeedNormalised())));
            }

            for (int i = 0; i < acts.Count; i++)
            {
                // Pairs of different seeds only, or the shared noise would make emotions look alike.
                for (int j = 0; j < i - i % Emotions.Length; j++)
                {
                    double distance = acts[i].Act.ShiftedDistance(acts[j].Act);
                    if (acts[i].Emotion == acts[j].Emotion)
                    {
                        within += distance;
                        withinCount++;
                    }
                    else
                    {
                        between += distance;
                        betweenCount++;
                    }
                }
            }
        }

        output.WriteLine($"between {between / betweenCount:F3}, within {within / withinCount:F3}");
        // A network that has learned no emotion gives a ratio of 1.000.
        Assert.True(between / betweenCount > 1.02 * within / withinCount, $"between emotions {between / betweenCount:F3}, between seeds {within / withinCount:F3}");
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Less_intensity_moves_less(string name)
    {
        using StickerActor actor = Actor(name, "face.webp", 1);
        double full = Emotions.Average(emotion => Watch(actor, EmotionMix.Of(emotion)).Amplitude);
        double low = Emotions.Average(emotion => Watch(actor, EmotionMix.Of(emotion, intensity: 0.2f)).Amplitude);
        output.WriteLine($"amplitude at 1: {full:F4}, at 0.2: {low:F4}");
        Assert.True(low < 0.9 * full, $"amplitude {low:F4} at intensity 0.2, {full:F4} at 1");
    }

    [Theory]
    [MemberData(nameof(PacksAndStills))]
    public void Loops_of_any_length_have_no_seam(string name, string still)
    {
        using StickerActor actor = Actor(name, still, 3);
        foreach (double seconds in new[] { 0.5, 1.3, 3, 7.7 })
        {
            MotionLoop loop = actor.PlanLoop(EmotionMix.Of(Emotion.Anger), TimeSpan.FromSeconds(seconds));
            double[] steps = [.. Enumerable.Range(0, loop.Frames).Select(frame => Step(loop[frame], loop[(frame + 1) % loop.Frames]))];
            Assert.True(steps[^1] <= 1.5 * steps[..^1].Max(), $"A loop of {seconds} s steps by {steps[^1]} over its seam and by {steps[..^1].Max()} at most elsewhere.");
        }
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void The_same_seed_gives_the_same_bits(string name)
    {
        using StickerActor a = Actor(name, "face.webp", 11), b = Actor(name, "face.webp", 11);
        MotionFields x = a.CreateFields(), y = b.CreateFields();
        a.PlanLoop(EmotionMix.Of(Emotion.Fear), TimeSpan.FromSeconds(3));
        b.PlanLoop(EmotionMix.Of(Emotion.Fear), TimeSpan.FromSeconds(3));
        for (int frame = 0; frame < 20; frame++)
        {
            a.Sample(frame * 0.15, x);
            b.Sample(frame * 0.15, y);
            Assert.Equal(x.Warp, y.Warp);
            Assert.Equal(x.Paint, y.Paint);
        }
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void A_frame_allocates_nothing_and_its_time_is_told(string name)
    {
        using StickerActor actor = Actor(name, "face.webp", 1);
        actor.PlanLoop(EmotionMix.Of(Emotion.Amusement), TimeSpan.FromSeconds(3));
        StickerActorTests.AssertAllocatesNothing(actor, 100, _ => { });
        actor.Perform(EmotionMix.Of(Emotion.Amusement));
        StickerActorTests.AssertAllocatesNothing(actor, 200, i => actor.Perform(EmotionMix.Of(Emotions[i / 24 % 8])));
        InferenceTimings timings = actor.Timings;
        output.WriteLine($"appearance {timings.AppearanceMilliseconds:F2} ms, motion {timings.MotionMilliseconds:F2} ms, frame p50 {timings.FrameMilliseconds(50):F2} ms, p99 {timings.FrameMilliseconds(99):F2} ms");
    }

    private static double Step(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return Math.Sqrt(sum);
    }

    private static ModelPack Open(string name) => ModelPack.Open(Path.Combine(Models, name));

    private static StickerActor Actor(string name, string still, ulong seed)
    {
        ModelPack pack = Open(name);
        RgbaImage image = StickerReader.Read(Path.Combine(CommittedFiles.Root, "samples", "stickers", still));
        return StickerActor.Create(pack, image.View, StickerPlacement.Fit(image.View, pack.Manifest.StillFill), new ActorOptions { Seed = seed });
    }

    private static ActTrajectory Watch(StickerActor actor, EmotionMix mix) => ActTrajectory.Of(actor, mix, Frames);
}
