namespace EmoVid.Realtime.Generation.Tests;

/// <summary>Several actors in one run of each network, against each of them alone.</summary>
public sealed class ActorBatchTests : IDisposable
{
    private const int Actors = 5;
    private static readonly StickerPlacement Placement = new(4, 0, 0);

    private readonly StickerGenerator _generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));

    public void Dispose() => _generator.Dispose();

    [Fact]
    public void Together_they_act_as_alone_in_a_fraction_of_the_runs()
    {
        int runs = 0;
        using StickerGenerator counted = Fragile(() => runs++, ExecutionProvider.Cpu);
        StickerActor[] together = Cast(counted), alone = Cast(_generator);
        using ActorBatch batch = counted.CreateBatch(Actors);
        Assert.True(batch.RunsTogether);
        runs = 0;
        AssertSameAct(batch, together, alone, 200, 1e-6f);
        // 200 runs of the renderer; each actor's first window, and what its changes and the time of 10 s need, mostly shared.
        Assert.InRange(runs, 200, 300);
        Assert.Equal(alone.Sum(actor => actor.Timings.MotionCount), together.Sum(actor => actor.Timings.MotionCount));
        Assert.Equal(200, together[0].Timings.FrameCount);
        Array.ForEach([.. together, .. alone], actor => actor.Dispose());
    }

    [Fact]
    public void A_pack_that_fixes_one_actor_a_run_acts_to_the_bit_one_after_the_other()
    {
        using var copy = new PackCopy();
        // TensorShapeProto.Dimension { dim_param: "B" } becomes { dim_value: 1 }.
        copy.PatchAndReseal("renderer.onnx", [0x0A, 3, 0x12, 1, (byte)'B'], [0x0A, 3, 0x08, 0x81, 0x00]);
        using StickerGenerator fixedToOne = StickerGenerator.Create(ModelPack.Open(copy.Path));
        StickerActor[] together = Cast(fixedToOne), alone = Cast(_generator);
        using ActorBatch batch = fixedToOne.CreateBatch(Actors);
        Assert.False(batch.RunsTogether);
        AssertSameAct(batch, together, alone, 60, 0);
        Array.ForEach([.. together, .. alone], actor => actor.Dispose());
    }

    [Fact]
    public void Several_instants_of_one_actor_share_a_run()
    {
        using StickerActor actor = _generator.CreateActor(Still(0), Placement, 1), alone = _generator.CreateActor(Still(0), Placement, 1);
        actor.PlanLoop(EmotionMix.Of(Emotion.Awe), 20);
        alone.PlanLoop(EmotionMix.Of(Emotion.Awe), 20);
        using ActorBatch batch = _generator.CreateBatch(4);
        MotionFields[] fields = [.. Enumerable.Range(0, 4).Select(_ => actor.CreateFields())];
        double[] seconds = [0, 0.2, 0.4, 0.6];
        batch.Sample([actor, actor, actor, actor], seconds, fields);
        MotionFields expected = alone.CreateFields();
        for (int i = 0; i < 4; i++)
        {
            alone.Sample(seconds[i], expected);
            Assert.Equal(0, Distance(expected, fields[i]), 1e-6f);
        }
    }

    [Fact]
    public void A_frame_of_all_allocates_nothing()
    {
        StickerActor[] actors = Cast(_generator);
        using ActorBatch batch = _generator.CreateBatch(Actors);
        MotionFields[] fields = [.. actors.Select(actor => actor.CreateFields())];
        double[] seconds = new double[Actors];
        int frame = 0;
        void Act(int frames)
        {
            for (int end = frame + frames; frame < end; frame++)
            {
                for (int i = 0; i < Actors; i++)
                {
                    seconds[i] = frame / 30.0;
                    actors[i].Perform(EmotionMix.Of((Emotion)((frame / 20 + i) % 8)));
                }

                batch.Sample(actors, seconds, fields);
            }
        }

        // Two to five of them may want a window at once: every number of rows is met before it counts.
        Act(400);
        Allocations.AssertNone(() => Act(100));
        Array.ForEach(actors, actor => actor.Dispose());
    }

    [Fact]
    public void When_the_provider_dies_every_actor_goes_on_on_the_cpu()
    {
        bool isDead = false;
        using StickerGenerator fragile = Fragile(() => ThrowIf(isDead), ExecutionProvider.WebGpu);
        StickerActor[] together = Cast(fragile), alone = Cast(_generator);
        using ActorBatch batch = fragile.CreateBatch(Actors);
        AssertSameAct(batch, together, alone, 50, 1e-6f, first: 0);
        isDead = true;
        AssertSameAct(batch, together, alone, 50, 1e-6f, first: 50);
        Assert.All(together, actor => Assert.Equal(ExecutionProvider.Cpu, actor.Provider));
        Array.ForEach([.. together, .. alone], actor => actor.Dispose());
    }

    [Fact]
    public void A_network_that_takes_no_second_row_is_run_one_by_one_and_says_so()
    {
        var lines = new List<string>();
        ModelPack pack = ModelPack.Open(SyntheticPack.Path);
        bool fails = false;
        // The first run of the batch fails, as of a graph that hides a fixed size behind an open axis.
        using StickerGenerator generator = StickerGenerator.CreateOn(pack, GraphSessions.LoadFragile(pack, ExecutionProvider.Cpu, () => ThrowIf(fails && !(fails = false)), lines.Add), "");
        StickerActor[] together = Cast(generator), alone = Cast(_generator);
        using ActorBatch batch = generator.CreateBatch(Actors);
        fails = true;
        AssertSameAct(batch, together, alone, 20, 1e-6f);
        Assert.False(batch.RunsTogether);
        Assert.StartsWith("actors run one after the other: ", Assert.Single(lines), StringComparison.Ordinal);
        Array.ForEach([.. together, .. alone], actor => actor.Dispose());
    }

    [Fact]
    public void Live_actors_share_runs_where_the_thread_is_told_to()
    {
        using StickerGenerator counted = Fragile(() => { }, ExecutionProvider.Cpu);
        using var thread = new ActorThread(new ActorThreadOptions { ActorsAtOnce = 4 });
        LiveActor[] actors = [.. Enumerable.Range(0, 6).Select(i => thread.Add(counted.CreateActor(Still(i), Placement, (ulong)i), new LiveActorOptions { UpdatesPerSecond = 10 }))];
        MotionFields fields = actors[0].CreateFields();
        int frame = 0;
        Assert.True(SpinWait.SpinUntil(() =>
        {
            foreach (LiveActor actor in actors)
            {
                actor.Perform(EmotionMix.Of((Emotion)(frame / 30 % 8)));
                actor.Show(frame / 100.0, fields);
            }

            Thread.Sleep(1);
            frame++;
            return actors.All(actor => actor.Updates >= 20 || actor.Fault is not null);
        }, TimeSpan.FromSeconds(60)));
        Assert.All(actors, actor => Assert.Null(actor.Fault));
        actors[0].Dispose();
        Assert.True(SpinWait.SpinUntil(() => actors[1].Show(frame / 100.0, fields), TimeSpan.FromSeconds(30)));
        Assert.All(fields.Warp, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        using StickerActor actor = _generator.CreateActor(Still(0), Placement);
        using StickerGenerator other = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
        using StickerActor stranger = other.CreateActor(Still(0), Placement);
        MotionFields[] fields = [actor.CreateFields(), actor.CreateFields()];
        Assert.Throws<ArgumentOutOfRangeException>(() => _generator.CreateBatch(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _generator.CreateBatch(ActorBatch.MostOfAny + 1));
        using ActorBatch batch = _generator.CreateBatch(2);
        Assert.Throws<ArgumentException>(() => batch.Sample([actor, stranger], [0, 0], fields));
        Assert.Throws<ArgumentException>(() => batch.Sample([actor], [0, 0], fields));
        Assert.Throws<ArgumentException>(() => batch.Sample([actor, actor, actor], [0, 0, 0], [fields[0], fields[0], fields[1]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Sample([actor, actor], [0, double.NaN], fields));
        Assert.Throws<InvalidOperationException>(() => batch.Sample([actor, actor], [0, 1], fields));
        actor.Perform(EmotionMix.Neutral);
        actor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => batch.Sample([actor, actor], [0, 1], fields));
    }

    /// <summary>Actors with stills, seeds and changes of emotion of their own; the fourth plays a loop.</summary>
    private static StickerActor[] Cast(StickerGenerator generator)
    {
        StickerActor[] actors = [.. Enumerable.Range(0, Actors).Select(i => generator.CreateActor(Still(i), Placement, (ulong)i))];
        actors[3].PlanLoop(EmotionMix.Of(Emotion.Fear), 30);
        return actors;
    }

    private static FrameView Still(int index)
    {
        var still = new RgbaImage(4, 4, AlphaMode.Opaque);
        still.Pixels.AsSpan().Fill((byte)(40 * index + 50));
        return still.View;
    }

    private static void AssertSameAct(ActorBatch batch, StickerActor[] together, StickerActor[] alone, int frames, float tolerance, int first = 0)
    {
        MotionFields[] fields = [.. together.Select(actor => actor.CreateFields())];
        MotionFields expected = alone[0].CreateFields();
        for (int frame = first; frame < first + frames; frame++)
        {
            double[] seconds = [.. Enumerable.Range(0, Actors).Select(i => frame / 20.0 + i * 0.013)];
            for (int i = 0; i < Actors; i++)
            {
                if (i != 3)
                {
                    EmotionMix mix = EmotionMix.Of((Emotion)((frame / 40 + i) % 8));
                    together[i].Perform(mix);
                    alone[i].Perform(mix);
                }
            }

            batch.Sample(together, seconds, fields);
            for (int i = 0; i < Actors; i++)
            {
                alone[i].Sample(seconds[i], expected);
                Assert.InRange(Distance(expected, fields[i]), 0, tolerance);
            }
        }
    }

    private static float Distance(MotionFields a, MotionFields b) =>
        Math.Max(a.Warp.Zip(b.Warp, (x, y) => Math.Abs(x - y)).Max(), a.Paint.Zip(b.Paint, (x, y) => Math.Abs(x - y)).Max());

    private static void ThrowIf(bool isDead)
    {
        if (isDead)
        {
            throw new ModelPackException("running renderer.onnx: found a device that is gone, expected one");
        }
    }

    private static StickerGenerator Fragile(Action beforeRun, ExecutionProvider claimed)
    {
        ModelPack pack = ModelPack.Open(SyntheticPack.Path);
        return StickerGenerator.CreateOn(pack, GraphSessions.LoadFragile(pack, claimed, beforeRun, null), "");
    }
}
