namespace EmoVid.Realtime.Generation.Tests;

/// <summary>A pack whose renderer leaves the tint out, beside the same pack with one.</summary>
public sealed class UntintedPackTests : IDisposable
{
    private readonly PackCopy _copy = new();
    private readonly StickerGenerator _tinted = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
    private readonly StickerGenerator _untinted;
    private readonly RgbaImage _still = new(4, 4, AlphaMode.Opaque);

    public UntintedPackTests()
    {
        _copy.Reseal("renderer.onnx", File.ReadAllBytes(SyntheticPack.UntintedRenderer));
        _untinted = StickerGenerator.Create(ModelPack.Open(_copy.Path));
        _still.Pixels.AsSpan().Fill(200);
    }

    public void Dispose()
    {
        _untinted.Dispose();
        _tinted.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public void Its_fields_are_those_of_the_other_with_a_tint_of_1()
    {
        using StickerActor actor = Actor(_untinted), other = Actor(_tinted);
        MotionFields fields = actor.CreateFields(), expected = other.CreateFields();
        // Fields that another pack's actor tinted before.
        fields.Tint.Fill(0.5f);
        actor.Sample(0.7, fields);
        other.Sample(0.7, expected);
        AssertUntinted(expected, fields);
    }

    [Fact]
    public void Several_in_one_run_are_untinted_too()
    {
        using ActorBatch batch = _untinted.CreateBatch(2);
        using StickerActor first = Actor(_untinted), second = Actor(_untinted), other = Actor(_tinted);
        MotionFields[] fields = [first.CreateFields(), second.CreateFields()];
        MotionFields expected = other.CreateFields();
        Array.ForEach(fields, each => each.Tint.Fill(0.5f));
        batch.Sample([first, second], [0.7, 0.7], fields);
        Assert.True(batch.RunsTogether);
        other.Sample(0.7, expected);
        Assert.All(fields, each => AssertUntinted(expected, each));
    }

    [Fact]
    public void Its_live_actors_cost_no_pass_for_a_tint_between_two_runs()
    {
        using var thread = new ActorThread();
        LiveActor actor = thread.Add(_untinted.CreateActor(_still.View, new StickerPlacement(4, 0, 0), 3), new LiveActorOptions { UpdatesPerSecond = 6, IsFixedStep = true });
        MotionFields fields = actor.CreateFields();
        MotionBlend blend = actor.CreateBlend();
        for (int i = 0; i < 200; i++)
        {
            actor.Perform(EmotionMix.Of((Emotion)(i / 25)));
            actor.Show(i / 60.0, fields);
            Assert.Equal(-1, fields.Tint.IndexOfAnyExcept(1f));
            actor.Show(i / 60.0, blend);
            blend.CopyTo(fields);
            Assert.Equal(-1, fields.Tint.IndexOfAnyExcept(1f));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(11)]
    public void Other_numbers_of_channels_are_refused_in_one_line_that_names_both_that_do(int channels)
    {
        _copy.PatchAndReseal("renderer.onnx", Axes(5), Axes(channels));
        string message = Assert.Throws<ModelPackException>(() => ModelPack.Open(_copy.Path)).Message;
        Assert.Contains($"the output 'warp' of renderer.onnx as float32 [?, {channels}, 8, 8]", message, StringComparison.Ordinal);
        Assert.Contains("expected float32 [1, 8, 8, 8] or, without a tint, float32 [1, 5, 8, 8]", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Where_the_graph_does_not_state_its_channels_they_are_found()
    {
        _copy.PatchAndReseal("renderer.onnx", Axes(5), Axes(null));
        using (StickerGenerator unstated = StickerGenerator.Create(ModelPack.Open(_copy.Path)))
        {
            using StickerActor actor = Actor(unstated), other = Actor(_untinted);
            MotionFields fields = actor.CreateFields(), expected = other.CreateFields();
            actor.Sample(0.7, fields);
            other.Sample(0.7, expected);
            Assert.Equal(expected.Warp, fields.Warp);
        }

        // One plane instead of the tint's three.
        using var six = new PackCopy();
        six.PatchAndReseal("renderer.onnx", [0x0A, 4, .. "gain"u8, 0x0A, 4, .. "tint"u8], [0x0A, 4, .. "gain"u8, 0x0A, 4, .. "side"u8]);
        six.PatchAndReseal("renderer.onnx", Axes(8), Axes(null));
        string message = Assert.Throws<ModelPackException>(() => StickerGenerator.Create(ModelPack.Open(six.Path))).Message;
        Assert.Contains("found 6 channels of 'warp' from renderer.onnx, expected 8 or, without a tint, 5", message, StringComparison.Ordinal);
    }

    /// <summary>The TensorShapeProto of the warp: "B", the channels, by an empty name where they are not stated, and 8.</summary>
    private static byte[] Axes(int? channels) => [0x12, 1, (byte)'B', 0x0A, 2, (byte)(channels is null ? 0x12 : 0x08), (byte)(channels ?? 0), 0x0A, 2, 0x08, 8];

    private static void AssertUntinted(MotionFields expected, MotionFields actual)
    {
        int tint = expected.Warp.Length - expected.Tint.Length;
        Assert.Equal(expected.Warp[..tint], actual.Warp[..tint]);
        Assert.Equal(expected.Paint, actual.Paint);
        Assert.Equal(-1, actual.Tint.IndexOfAnyExcept(1f));
        Assert.NotEqual(-1, expected.Tint.IndexOfAnyExcept(1f));
    }

    private StickerActor Actor(StickerGenerator generator)
    {
        StickerActor actor = generator.CreateActor(_still.View, new StickerPlacement(4, 0, 0), 3);
        actor.PlanLoop(EmotionMix.Of(Emotion.Anger), 20);
        return actor;
    }
}
