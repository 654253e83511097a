namespace EmoVid.Realtime.Generation.Tests;

public class StickerGeneratorTests
{
    private static readonly RgbaImage Still = new(4, 4, AlphaMode.Opaque);
    private static readonly StickerPlacement Placement = new(4, 0, 0);

    [Fact]
    public void Auto_says_what_it_chose()
    {
        using StickerGenerator generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
        Assert.Equal(ExecutionProvider.Cpu, generator.Provider);
        Assert.StartsWith("cpu: chosen by auto", generator.ProviderReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExecutionProvider.WebGpu)]
    [InlineData(ExecutionProvider.Cuda)]
    public void A_provider_works_or_the_cpu_steps_in_and_says_why(ExecutionProvider provider)
    {
        string name = provider.ToString().ToLowerInvariant();
        using StickerGenerator generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path), new GeneratorOptions { Provider = provider });
        Assert.DoesNotContain(generator.ProviderReason, char.IsControl);
        Assert.StartsWith(generator.Provider == provider ? $"{name}: as asked" : $"cpu: {name} was asked for but does not work here (", generator.ProviderReason, StringComparison.Ordinal);
        using StickerActor actor = generator.CreateActor(Still.View, Placement), cpu = StickerActor.Create(generator.Pack, Still.View, Placement);
        MotionFields fields = actor.CreateFields(), expected = cpu.CreateFields();
        actor.PlanLoop(EmotionMix.Of(Emotion.Fear), 30);
        cpu.PlanLoop(EmotionMix.Of(Emotion.Fear), 30);
        actor.Sample(0.4, fields);
        cpu.Sample(0.4, expected);
        Assert.Equal(0, fields.Warp.Zip(expected.Warp, (x, y) => Math.Abs(x - y)).Max(), 1e-4f);
    }

    [Theory]
    [InlineData(ExecutionProvider.WebGpu)]
    [InlineData(ExecutionProvider.Cuda)]
    public void A_required_provider_works_or_is_one_clear_line(ExecutionProvider provider)
    {
        ModelPack pack = ModelPack.Open(SyntheticPack.Path);
        var options = new GeneratorOptions { Provider = provider, RequireProvider = true };
        if (Record.Exception(() => StickerGenerator.Create(pack, options).Dispose()) is { } error)
        {
            Assert.IsType<EmoVidException>(error);
            Assert.StartsWith($"starting the execution provider {provider.ToString().ToLowerInvariant()}: found ", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(error.Message, char.IsControl);
        }
    }

    [Theory]
    [InlineData("[ErrorCode:Fail] /src/a/b.cc:136 ns::F(const C&)::<lambda()> x == y was false. No supported adapters\nmore", "No supported adapters")]
    [InlineData("[ErrorCode:Fail] Name:'Add' Status Message: /src/a/b.h:563 void F(int, int) x == y was false. 2 by 6", "Name:'Add' Status Message: 2 by 6")]
    [InlineData("[ErrorCode:InvalidGraph] This is an invalid model.", "This is an invalid model.")]
    [InlineData("plain", "plain")]
    public void A_native_message_is_cut_to_its_cause(string message, string cause) =>
        Assert.Equal(cause, NativeRuntime.Cause(new InvalidOperationException(message)));

    [Fact]
    public void A_graph_that_onnx_runtime_does_not_know_is_refused()
    {
        using var copy = new PackCopy();
        copy.PatchAndReseal("renderer.onnx", "Sigmoid"u8, "Sigmaid"u8);
        ModelPack pack = ModelPack.Open(copy.Path);
        var e = Assert.Throws<ModelPackException>(() => StickerGenerator.Create(pack));
        Assert.Contains("renderer.onnx that ONNX Runtime does not load (", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_overflow_are_refused()
    {
        using var copy = new PackCopy();
        // by_emotion[0][0], neutral's: finite itself, infinite in the renderer's sum.
        copy.PatchAndReseal("motion.onnx", BitConverter.GetBytes(0.01f), BitConverter.GetBytes(3e38f));
        copy.PatchAndReseal("motion.onnx", BitConverter.GetBytes(0.025f), BitConverter.GetBytes(float.MaxValue));
        var e = Assert.Throws<ModelPackException>(() => StickerGenerator.Create(ModelPack.Open(copy.Path)));
        Assert.Contains("NaN or infinity in 'codes'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        ModelPack pack = ModelPack.Open(SyntheticPack.Path);
        Assert.Throws<ArgumentOutOfRangeException>(() => StickerGenerator.Create(pack, new GeneratorOptions { Threads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => StickerGenerator.Create(pack, new GeneratorOptions { Threads = 257 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => StickerGenerator.Create(pack, new GeneratorOptions { Provider = (ExecutionProvider)9 }));
        Assert.Throws<ArgumentNullException>(() => StickerGenerator.Create(null!));
    }

    [Fact]
    public void Two_threads_give_the_same_act_as_one()
    {
        using StickerActor one = StickerActor.Create(ModelPack.Open(SyntheticPack.Path), Still.View, Placement, new ActorOptions { Seed = 4 });
        using StickerActor two = StickerActor.Create(ModelPack.Open(SyntheticPack.Path), Still.View, Placement, new ActorOptions { Seed = 4, Threads = 2 });
        Assert.Equal(4UL, two.Seed);
        MotionLoop a = one.PlanLoop(EmotionMix.Of(Emotion.Fear), 30), b = two.PlanLoop(EmotionMix.Of(Emotion.Fear), 30);
        for (int frame = 0; frame < 30; frame++)
        {
            for (int i = 0; i < a.CodeSize; i++)
            {
                Assert.Equal(a[frame][i], b[frame][i], 1e-6f);
            }
        }
    }
}
