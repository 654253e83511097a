namespace EmoVid.Realtime.Generation.Tests;

/// <summary>Actors beside the frame loop. Of the pack of formulas, warp channel 0 is the code's first number everywhere.</summary>
public sealed class LiveActorTests : IDisposable
{
    private readonly StickerGenerator _generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
    private readonly RgbaImage _still = new(4, 4, AlphaMode.Opaque);
    private readonly ActorThread _thread = new();

    public void Dispose()
    {
        _thread.Dispose();
        _generator.Dispose();
    }

    [Theory]
    [InlineData(6)]
    [InlineData(30)]
    public void A_change_shows_within_150_ms_at_any_update_rate_and_never_snaps(double updates)
    {
        // At six updates an act with a change is interpolated between other instants than one without; over many seeds that averages out.
        const int Seeds = 60;
        float[] change = new float[90];
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            LiveActor kept = Live(updates, seed), turned = Live(updates, seed);
            MotionFields a = kept.CreateFields(), b = turned.CreateFields();
            for (int i = 0; i < 150; i++)
            {
                if (i == 60)
                {
                    turned.Perform(EmotionMix.Of(Emotion.Amusement));
                }

                kept.Show(i / 30.0, a);
                turned.Show(i / 30.0, b);
                if (i >= 60)
                {
                    change[i - 60] += (b.Warp[0] - a.Warp[0]) / Seeds;
                }
            }

            kept.Dispose();
            turned.Dispose();
        }

        // Pose of amusement less that of neutral; a call belongs to the frame that follows it, so frame 4 is shown 133 ms after it.
        const float Whole = 0.08f;
        Assert.True(change[4] >= 0.25f * Whole, $"{change[4]}");
        Assert.InRange(change[45..].Average(), 0.9f * Whole, 1.1f * Whole);
        Assert.InRange(change.Zip(change.Skip(1), (x, y) => Math.Abs(x - y)).Max(), 0, 0.4f * Whole);
    }

    [Fact]
    public void Fixed_steps_repeat_to_the_bit_and_miss_nothing()
    {
        float[] first = Act(), second = Act();
        Assert.Equal(first, second);

        float[] Act()
        {
            LiveActor actor = Live(6);
            MotionFields fields = actor.CreateFields();
            var act = new List<float>();
            for (int i = 0; i < 120; i++)
            {
                actor.Perform(i < 50 ? EmotionMix.Neutral : EmotionMix.Of(Emotion.Fear));
                Assert.True(actor.Show(i / 30.0, fields));
                act.Add(fields.Warp[0]);
            }

            Assert.Equal(0, actor.Misses);
            Assert.InRange(actor.Updates, 24, 30);
            return [.. act];
        }
    }

    [Fact]
    public void Where_the_networks_are_late_the_last_fields_are_held_and_nobody_waits()
    {
        using var gate = new ManualResetEventSlim(true);
        using StickerGenerator slow = Fragile(gate.Wait);
        using var thread = new ActorThread();
        LiveActor actor = thread.Add(slow.CreateActor(_still.View, new StickerPlacement(4, 0, 0)), new LiveActorOptions { UpdatesPerSecond = 10 });
        MotionFields fields = actor.CreateFields();
        Settle(actor, 0, fields);
        Settle(actor, 0.05, fields);
        gate.Reset();
        for (int i = 0; i < 12; i++)
        {
            bool isFresh = actor.Show(0.05 + i / 30.0, fields);
            Assert.True(isFresh || i > 1, $"Frame {i} lies before what is known.");
        }

        float held = fields.Warp[0];
        Assert.False(actor.Show(0.5, fields));
        Assert.Equal(held, fields.Warp[0]);
        Assert.InRange(actor.Misses, 5, 13);
        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => actor.Show(0.51, fields), TimeSpan.FromSeconds(30)));
        Assert.Null(actor.Fault);
    }

    [Fact]
    public void A_run_past_its_deadline_is_not_shown_and_the_next_aims_further_ahead()
    {
        using var gate = new ManualResetEventSlim(true);
        using var waiting = new ManualResetEventSlim(false);
        using StickerGenerator slow = Fragile(() =>
        {
            if (!gate.IsSet)
            {
                waiting.Set();
            }

            gate.Wait();
        });
        using var thread = new ActorThread();
        var log = new System.Collections.Concurrent.ConcurrentQueue<LiveUpdate>();
        LiveActor actor = thread.Add(slow.CreateActor(_still.View, new StickerPlacement(4, 0, 0)), new LiveActorOptions { UpdatesPerSecond = 10, Deadline = 0.05, Arrived = log.Enqueue });
        MotionFields fields = actor.CreateFields();
        Settle(actor, 0, fields);
        gate.Reset();
        Assert.True(SpinWait.SpinUntil(() =>
        {
            actor.Show(0.02, fields);
            return waiting.IsSet;
        }, TimeSpan.FromSeconds(30)));
        actor.Show(0.6, fields);
        float held = fields.Warp[0];
        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => log.Any(update => !update.IsInTime), TimeSpan.FromSeconds(30)));
        LiveUpdate late = log.First(update => !update.IsInTime);
        Assert.Equal((0.6, 1L), (late.Arrived, actor.LateUpdates));
        Assert.InRange(late.Instant, 0.09, 0.21);
        Assert.True(SpinWait.SpinUntil(() => log.Last() is { IsInTime: true, Asked: 0.6 }, TimeSpan.FromSeconds(30)));
        // A period beyond the present, and the time that the last one was late.
        Assert.Equal(0.6 + 0.1 + (0.6 - late.Instant), log.Last().Instant, 1e-9);
        actor.Show(0.6, fields);
        Assert.Equal(held, fields.Warp[0]);
        Assert.True(actor.Show(0.65, fields));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_live_act_s_log_repeats_it_to_the_bit(bool isBlended)
    {
        var log = new System.Collections.Concurrent.ConcurrentQueue<LiveUpdate>();
        LiveActor live = _thread.Add(_generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0), 4), new LiveActorOptions { UpdatesPerSecond = 15, Arrived = log.Enqueue });
        MotionFields fields = live.CreateFields();
        MotionBlend blend = live.CreateBlend();
        var shown = new List<(float, float)>();
        Assert.True(SpinWait.SpinUntil(() =>
        {
            live.Perform(EmotionMix.Of((Emotion)(shown.Count / 25 % 8)));
            shown.Add(Shown(live, shown.Count / 60.0));
            Thread.Sleep(1);
            return live.Updates >= 40 && shown.Count >= 100;
        }, TimeSpan.FromSeconds(60)));
        long updates = live.Updates;
        Assert.True(SpinWait.SpinUntil(() => log.Count >= updates, TimeSpan.FromSeconds(30)));
        Assert.Contains(log, update => update.Kind == LiveUpdateKind.Turn);

        LiveActor again = _thread.Add(_generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0), 4), new LiveActorOptions { UpdatesPerSecond = 15, IsRepeat = true });
        Queue<LiveUpdate> left = new(log);
        for (int n = 1; n <= shown.Count; n++)
        {
            while (left.TryPeek(out LiveUpdate update) && update.Shown < n)
            {
                again.Repeat(left.Dequeue());
            }

            Assert.Equal(shown[n - 1], Shown(again, (n - 1) / 60.0));
        }

        Assert.Throws<InvalidOperationException>(() => live.Repeat(default));

        (float Warp, float Paint) Shown(LiveActor actor, double seconds)
        {
            if (isBlended)
            {
                actor.Show(seconds, blend);
                blend.CopyTo(fields);
            }
            else
            {
                actor.Show(seconds, fields);
            }

            return (fields.Warp[0], fields.Paint.Sum());
        }
    }

    [Fact]
    public void Tiers_paint_warp_alone_or_nothing()
    {
        var opaque = new RgbaImage(4, 4, AlphaMode.Opaque);
        opaque.Pixels.AsSpan().Fill(200);
        LiveActor actor = _thread.Add(_generator.CreateActor(opaque.View, new StickerPlacement(4, 0, 0)), new LiveActorOptions { IsFixedStep = true });
        MotionFields fields = actor.CreateFields();
        actor.Show(0, fields);
        Assert.True(fields.Paint[0] > 0);
        float moved = fields.Warp[0];
        actor.Tier = ActorTier.WarpOnly;
        actor.Show(0, fields);
        Assert.Equal((moved, 0f), (fields.Warp[0], fields.Paint[..144].Max()));
        long updates = actor.Updates;
        actor.Tier = ActorTier.Still;
        Assert.True(actor.Show(5, fields));
        Assert.Equal(0, fields.Warp[..128].Max());
        Assert.Equal(updates, actor.Updates);
    }

    [Fact]
    public void A_signal_drives_the_actor()
    {
        LiveActor actor = Live(30), asked = Live(30);
        actor.Signal = new EmotionSignal(0, 0, EmotionMix.Of(Emotion.Awe));
        asked.Perform(EmotionMix.Of(Emotion.Awe));
        MotionFields a = actor.CreateFields(), b = asked.CreateFields();
        actor.Show(0, a);
        asked.Show(0, b);
        Assert.Equal(b.Warp, a.Warp);
    }

    [Fact]
    public void A_frame_allocates_nothing_on_any_thread_s_behalf()
    {
        LiveActor actor = Live(6);
        MotionFields fields = actor.CreateFields();
        MotionBlend blend = actor.CreateBlend();
        int frame = 0;
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 100; i++, frame++)
            {
                actor.Perform(EmotionMix.Of(frame / 40 % 2 == 0 ? Emotion.Fear : Emotion.Anger));
                actor.Show(frame / 30.0, fields);
                actor.Show(frame / 30.0, blend);
            }
        });
    }

    [Theory]
    [InlineData(40)]
    [InlineData(77)] // with the plan of a change
    [InlineData(79)] // in the middle of it
    public void A_provider_that_dies_is_replaced_by_the_cpu_and_the_act_goes_on(int death)
    {
        var lines = new List<string>();
        bool isDead = false;
        using StickerGenerator fragile = Fragile(() => ThrowIf(isDead), lines.Add);
        using StickerActor actor = fragile.CreateActor(_still.View, new StickerPlacement(4, 0, 0), 3), whole = _generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0), 3);
        MotionFields fields = actor.CreateFields(), expected = actor.CreateFields();
        actor.Perform(EmotionMix.Of(Emotion.Fear));
        whole.Perform(EmotionMix.Of(Emotion.Fear));
        for (int i = 0; i < 200; i++)
        {
            isDead |= i == death;
            if (i == 77)
            {
                actor.Perform(EmotionMix.Of(Emotion.Anger));
                whole.Perform(EmotionMix.Of(Emotion.Anger));
            }

            actor.Sample(i / 30.0, fields);
            whole.Sample(i / 30.0, expected);
            Assert.Equal(expected.Warp, fields.Warp);
        }

        Assert.Equal(ExecutionProvider.Cpu, actor.Provider);
        Assert.Equal(actor.ProviderReason, Assert.Single(lines));
        Assert.Contains("cpu: webgpu died while it ran (", actor.ProviderReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_fail_for_good_leave_the_last_good_frame()
    {
        bool isDead = false;
        // Claims to be the CPU, behind which nothing steps in.
        using StickerGenerator fragile = Fragile(() => ThrowIf(Volatile.Read(ref isDead)), claimed: ExecutionProvider.Cpu);
        LiveActor actor = _thread.Add(fragile.CreateActor(_still.View, new StickerPlacement(4, 0, 0)));
        MotionFields fields = actor.CreateFields();
        Settle(actor, 0, fields);
        Volatile.Write(ref isDead, true);
        Assert.True(SpinWait.SpinUntil(() => !actor.Show(0.2, fields) && actor.Fault is not null, TimeSpan.FromSeconds(30)));
        float last = fields.Warp[0];
        Assert.False(actor.Show(0.9, fields));
        Assert.Equal(last, fields.Warp[0]);
        Assert.DoesNotContain(actor.Fault!, char.IsControl);
    }

    [Fact]
    public void Actors_come_and_go_while_others_act()
    {
        LiveActor stays = _thread.Add(_generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0)));
        MotionFields fields = stays.CreateFields();
        for (int i = 0; i < 30; i++)
        {
            LiveActor guest = _thread.Add(_generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0), (ulong)i));
            guest.Show(i / 30.0, fields);
            stays.Show(i / 30.0, fields);
            guest.Dispose();
            guest.Dispose();
            Assert.Throws<ObjectDisposedException>(() => guest.Show(1, fields));
        }

        Settle(stays, 1, fields);
        Assert.Null(stays.Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(121)]
    [InlineData(double.NaN)]
    public void A_rate_out_of_range_is_refused(double updates)
    {
        using StickerActor actor = _generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _thread.Add(actor, new LiveActorOptions { UpdatesPerSecond = updates }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _thread.Add(actor, new LiveActorOptions { Deadline = updates == 0 ? -0.1 : updates }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActorThread(new ActorThreadOptions { ActorsAtOnce = updates > 0 ? 65 : 0 }));
    }

    private static void ThrowIf(bool isDead)
    {
        if (isDead)
        {
            throw new ModelPackException("running renderer.onnx: found a device that is gone, expected one");
        }
    }

    private static StickerGenerator Fragile(Action beforeRun, Action<string>? log = null, ExecutionProvider claimed = ExecutionProvider.WebGpu)
    {
        ModelPack pack = ModelPack.Open(SyntheticPack.Path);
        return StickerGenerator.CreateOn(pack, GraphSessions.LoadFragile(pack, claimed, beforeRun, log), "");
    }

    private static void Settle(LiveActor actor, double seconds, MotionFields fields)
    {
        long before = actor.Updates;
        Assert.True(SpinWait.SpinUntil(() => actor.Show(seconds, fields) && (actor.Updates > before || before > 0), TimeSpan.FromSeconds(10)), actor.Fault ?? $"{actor.Updates} updates, {before} before");
    }

    private LiveActor Live(double updates, ulong seed = 3) =>
        _thread.Add(_generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0), seed), new LiveActorOptions { UpdatesPerSecond = updates, IsFixedStep = true });
}
