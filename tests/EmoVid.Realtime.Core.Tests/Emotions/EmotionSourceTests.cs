namespace EmoVid.Realtime.Core.Tests.Emotions;

/// <summary>Sources of emotion and the signal that follows them.</summary>
public class EmotionSourceTests
{
    private static readonly EmotionMix Anger = EmotionMix.Of(Emotion.Anger);
    private static readonly EmotionMix Awe = EmotionMix.Of(Emotion.Awe);

    [Fact]
    public void Cues_come_when_they_are_due_by_time_and_in_the_order_of_equals()
    {
        var source = new EmotionCueSource();
        source.Add(new EmotionCue(At(2), Awe));
        source.Add(new EmotionCue(At(1), Anger));
        source.Add(new EmotionCue(At(2), Anger));
        Assert.False(source.TryRead(At(0.5), out _));
        Assert.True(source.TryRead(At(1), out EmotionCue cue));
        Assert.Equal(new EmotionCue(At(1), Anger), cue);
        Assert.False(source.TryRead(At(1.5), out _));
        Assert.True(source.TryRead(At(9), out cue) && cue.Mix == Awe);
        Assert.True(source.TryRead(At(9), out cue) && cue.Mix == Anger);
        Assert.False(source.TryRead(At(9), out _));
    }

    [Fact]
    public void Following_is_setting_the_target_by_hand()
    {
        EmotionSignal byHand = new(0.3, 1), following = new(0.3, 1);
        var source = new EmotionCueSource();
        source.Add(new EmotionCue(At(1), Anger));
        source.Add(new EmotionCue(At(1.1), Awe, 0.7));
        byHand.SetTarget(Anger, At(1));
        byHand.SetTarget(Awe, At(1.1), 0.7);
        int cues = 0;
        for (double time = 0; time < 3; time += 0.04)
        {
            cues += following.Follow(source, At(time));
            if (time > 1.1)
            {
                Assert.Equal(byHand.MixAt(At(time)), following.MixAt(At(time)));
            }
        }

        Assert.Equal(2, cues);
    }

    [Fact]
    public async Task Cues_from_many_threads_all_arrive()
    {
        var source = new EmotionCueSource();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                source.Add(new EmotionCue(At(i + n / 10.0), Awe));
            }
        })));
        TimeSpan last = TimeSpan.Zero;
        for (int i = 0; i < 4000; i++)
        {
            Assert.True(source.TryRead(At(1000), out EmotionCue cue));
            Assert.True(cue.At >= last);
            last = cue.At;
        }

        Assert.False(source.TryRead(At(1000), out _));
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        var source = new EmotionCueSource();
        var signal = new EmotionSignal(0.3, 1);
        for (int i = 0; i < 100; i++)
        {
            source.Add(new EmotionCue(At(i), i % 2 == 0 ? Awe : Anger));
        }

        int second = 0;
        Allocations.AssertNone(() => signal.Follow(source, At(second++)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_transition_that_is_no_time_is_refused(double seconds)
    {
        var signal = new EmotionSignal(0.3, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => signal.SetTarget(new EmotionCue(TimeSpan.Zero, Awe, seconds)));
        Assert.Equal(EmotionMix.Neutral, signal.Target);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
