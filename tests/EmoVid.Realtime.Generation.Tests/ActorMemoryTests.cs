namespace EmoVid.Realtime.Generation.Tests;

/// <summary>The cap on the memory of live actors.</summary>
public sealed class ActorMemoryTests : IDisposable
{
    private readonly StickerGenerator _generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
    private readonly RgbaImage _still = new(4, 4, AlphaMode.Opaque);

    public void Dispose() => _generator.Dispose();

    [Fact]
    public void An_actor_without_room_stays_a_still_until_room_is_made_and_the_log_is_told_once()
    {
        long one;
        using (var unlimited = new ActorThread())
        {
            unlimited.Add(Actor());
            one = unlimited.MemoryBytes;
            MotionFields fields = Actor().CreateFields();
            Assert.InRange(one, 4 * (fields.Warp.Length + fields.Paint.Length), 10 * 4 * (fields.Warp.Length + fields.Paint.Length));
        }

        List<string> log = [];
        using var thread = new ActorThread(new ActorThreadOptions { MemoryLimitBytes = one + one / 2, Log = log.Add });
        LiveActor first = thread.Add(Actor(), Steps), second = thread.Add(Actor(), Steps), third = thread.Add(Actor(), Steps);
        Assert.Equal([false, true, true], new[] { first, second, third }.Select(actor => actor.IsStillOnly));
        Assert.True(thread.MemoryBytes < 2 * one);
        string line = Assert.Single(log);
        Assert.Contains("MemoryLimitBytes", line, StringComparison.Ordinal);
        Assert.Contains(one.ToString(System.Globalization.CultureInfo.InvariantCulture), line, StringComparison.Ordinal);

        second.Tier = ActorTier.Full;
        Assert.Equal(ActorTier.Still, second.Tier);
        Assert.True(Moves(first));
        Assert.False(Moves(second));

        first.Dispose();
        second.Dispose();
        third.Dispose();
        Assert.Equal(0, thread.MemoryBytes);
        Assert.True(Moves(thread.Add(Actor(), Steps)));
    }

    [Fact]
    public void A_limit_below_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActorThread(new ActorThreadOptions { MemoryLimitBytes = -1 }));

    private static LiveActorOptions Steps => new() { IsFixedStep = true };

    private static bool Moves(LiveActor actor)
    {
        actor.Perform(EmotionMix.Of(Emotion.Anger));
        MotionFields fields = actor.CreateFields();
        bool moves = false;
        for (int i = 0; i < 30; i++)
        {
            actor.Show(i / 30.0, fields);
            moves |= fields.Warp[0] != 0;
        }

        return moves;
    }

    private StickerActor Actor() => _generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0));
}
