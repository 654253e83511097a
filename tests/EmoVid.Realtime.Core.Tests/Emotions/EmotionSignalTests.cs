namespace EmoVid.Realtime.Core.Tests.Emotions;

public class EmotionSignalTests
{
    private static readonly EmotionMix Anger = EmotionMix.Of(Emotion.Anger);
    private static readonly EmotionMix Awe = EmotionMix.Of(Emotion.Awe);

    [Fact]
    public void Attack_reaches_95_percent_in_its_time_and_release_in_its_own()
    {
        var signal = new EmotionSignal(0.3, 1.2);
        signal.SetTarget(Anger, TimeSpan.FromSeconds(10));
        Assert.Equal(EmotionMix.Neutral, signal.MixAt(TimeSpan.FromSeconds(10)));
        Assert.Equal(0.95, signal.MixAt(TimeSpan.FromSeconds(10.3))[Emotion.Anger], 1e-3);
        Assert.Equal(1 - Math.Exp(-1), signal.MixAt(TimeSpan.FromSeconds(10.1))[Emotion.Anger], 1e-5);
        signal.SetTarget(EmotionMix.Neutral, TimeSpan.FromSeconds(20));
        Assert.Equal(0.05, signal.MixAt(TimeSpan.FromSeconds(21.2))[Emotion.Anger], 1e-3);
        Assert.Equal(Math.Exp(-1), signal.MixAt(TimeSpan.FromSeconds(20.4))[Emotion.Anger], 1e-5);
    }

    [Fact]
    public void Another_emotion_of_the_same_strength_is_an_attack_and_a_weaker_one_a_release()
    {
        var signal = new EmotionSignal(0.3, 3);
        signal.SetTarget(Anger, TimeSpan.Zero);
        signal.SetTarget(Awe, TimeSpan.FromSeconds(60));
        Assert.Equal(0.95, signal.MixAt(TimeSpan.FromSeconds(60.3))[Emotion.Awe], 1e-3);
        signal.SetTarget(Anger.WithIntensity(0.5f), TimeSpan.FromSeconds(120));
        Assert.Equal(1 - Math.Exp(-0.3), signal.MixAt(TimeSpan.FromSeconds(120.3))[Emotion.Anger], 1e-3);
    }

    [Fact]
    public void An_interruption_starts_from_what_is_shown()
    {
        var signal = new EmotionSignal(0.5, 0.5);
        signal.SetTarget(Anger, TimeSpan.Zero);
        var now = TimeSpan.FromSeconds(0.17);
        EmotionMix shown = signal.MixAt(now);
        signal.SetTarget(Awe, now);
        Assert.Equal(shown, signal.MixAt(now));
        EmotionMix soon = signal.MixAt(now + TimeSpan.FromMilliseconds(1));
        Assert.Equal(shown[Emotion.Anger], soon[Emotion.Anger], 0.01f);
        Assert.Equal(shown[Emotion.Awe], soon[Emotion.Awe], 0.01f);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(60)]
    [InlineData(144)]
    public void The_frame_rate_changes_nothing_even_when_the_target_is_set_every_frame(int framesPerSecond)
    {
        var once = new EmotionSignal(0.4, 0.9);
        var everyFrame = new EmotionSignal(0.4, 0.9);
        EmotionMix[] targets = [Anger, EmotionMix.Parse("fear:0.4,awe:0.2", 0.8f), EmotionMix.Neutral];
        for (int frame = 0; frame < 3 * framesPerSecond; frame++)
        {
            // Targets change on whole seconds, which every rate meets.
            var time = TimeSpan.FromSeconds((double)frame / framesPerSecond);
            EmotionMix target = targets[frame / framesPerSecond];
            everyFrame.SetTarget(target, time);
            _ = everyFrame.MixAt(time);
            if (frame % framesPerSecond == 0)
            {
                once.SetTarget(target, time);
            }
        }

        var end = TimeSpan.FromSeconds(3);
        Assert.Equal(once.MixAt(end), everyFrame.MixAt(end));

        // The closed form of the last segment: 0.9 s of release from what the second target had reached.
        double fear = 0.4 * (1 - Math.Exp(-3 / 0.9)) * Math.Exp(-3 / 0.9);
        Assert.Equal(fear, once.MixAt(end)[Emotion.Fear], 1e-4);
    }

    [Fact]
    public void Every_weight_approaches_monotonically_and_never_overshoots()
    {
        var random = new Random(3);
        for (int run = 0; run < 100; run++)
        {
            var signal = new EmotionSignal(random.NextDouble(), random.NextDouble());
            EmotionMix target = default, previous = default;
            var time = TimeSpan.Zero;
            for (int frame = 0; frame < 200; frame++)
            {
                if (random.Next(30) == 0)
                {
                    target = EmotionMix.Create([.. Enumerable.Range(0, 8).Select(_ => (float)random.NextDouble() * 0.4f)], (float)random.NextDouble());
                    signal.SetTarget(target, time);
                }

                time += TimeSpan.FromMilliseconds(random.Next(1, 40));
                EmotionMix shown = signal.MixAt(time);
                foreach (Emotion e in Enum.GetValues<Emotion>())
                {
                    Assert.InRange(shown[e], Math.Min(previous[e], target[e]), Math.Max(previous[e], target[e]));
                }

                Assert.InRange(shown.Intensity, Math.Min(previous.Intensity, target.Intensity), Math.Max(previous.Intensity, target.Intensity));
                previous = shown;
            }
        }
    }

    [Fact]
    public void Zero_seconds_are_at_once_and_time_before_a_target_shows_its_start()
    {
        var signal = new EmotionSignal(0, 0, Awe);
        Assert.Equal(Awe, signal.MixAt(TimeSpan.MinValue));
        signal.SetTarget(Anger, TimeSpan.FromSeconds(5));
        Assert.Equal(Anger, signal.MixAt(TimeSpan.FromSeconds(5)));
        Assert.Equal(Awe, signal.MixAt(TimeSpan.FromSeconds(4)));
        Assert.Equal(Anger, signal.MixAt(TimeSpan.MaxValue));
        Assert.Equal(Anger, signal.Target);
    }

    [Fact]
    public void A_target_from_the_past_counts_as_set_with_the_last_one()
    {
        var signal = new EmotionSignal(1, 1);
        signal.SetTarget(Anger, TimeSpan.FromSeconds(5));
        signal.SetTarget(Awe, TimeSpan.FromSeconds(3));
        Assert.Equal(EmotionMix.Neutral, signal.MixAt(TimeSpan.FromSeconds(5)));
        Assert.Equal(0, signal.MixAt(TimeSpan.FromSeconds(6))[Emotion.Anger]);
        Assert.Equal(0.95, signal.MixAt(TimeSpan.FromSeconds(6))[Emotion.Awe], 1e-3);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Times_that_are_no_times_are_refused(double seconds)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmotionSignal(seconds, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmotionSignal(1, seconds));
    }

    [Fact]
    public void A_target_may_bring_its_own_time()
    {
        var signal = new EmotionSignal(0.1, 0.1);
        signal.SetTarget(EmotionMix.Of(Emotion.Awe), TimeSpan.Zero, 10);
        Assert.Equal(1 - Math.Exp(-3), signal.MixAt(TimeSpan.FromSeconds(10))[Emotion.Awe], 6);
        signal.SetTarget(EmotionMix.Neutral, TimeSpan.FromSeconds(10), 0);
        Assert.Equal(EmotionMix.Neutral, signal.MixAt(TimeSpan.FromSeconds(10)));
        Assert.Throws<ArgumentOutOfRangeException>(() => signal.SetTarget(EmotionMix.Neutral, TimeSpan.Zero, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => signal.SetTarget(EmotionMix.Neutral, TimeSpan.Zero, -1));
    }

    [Fact]
    public void Setting_and_reading_allocate_nothing()
    {
        var signal = new EmotionSignal(0.3, 0.3);
        Drive(signal, 2);
        Allocations.AssertNone(() => Drive(signal, 50));
    }

    [Fact]
    public void Readers_beside_a_writer_always_see_a_valid_mix()
    {
        var signal = new EmotionSignal(0.05, 0.05);
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                signal.SetTarget(i % 2 == 0 ? Anger : Awe, TimeSpan.FromMilliseconds(i));
            }
        });
        writer.Start();
        for (int i = 0; i < 20_000; i++)
        {
            EmotionMix mix = signal.MixAt(TimeSpan.FromMilliseconds(i));
            Assert.InRange(mix[Emotion.Anger] + mix[Emotion.Awe], 0, 1.00001f);
        }

        stop.Cancel();
        writer.Join();
    }

    private static void Drive(EmotionSignal signal, int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            signal.SetTarget(i % 2 == 0 ? Anger : Awe, TimeSpan.FromMilliseconds(i));
            _ = signal.MixAt(TimeSpan.FromMilliseconds(i + 0.5));
        }
    }
}
