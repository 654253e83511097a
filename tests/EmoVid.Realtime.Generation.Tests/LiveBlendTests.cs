namespace EmoVid.Realtime.Generation.Tests;

/// <summary>What a live actor gives to a device, compared with the fields that it says. The pack of formulas paints opaque stills everywhere.</summary>
public sealed class LiveBlendTests : IDisposable
{
    private readonly StickerGenerator _generator = StickerGenerator.Create(ModelPack.Open(SyntheticPack.Path));
    private readonly ActorThread _thread = new();

    public void Dispose()
    {
        _thread.Dispose();
        _generator.Dispose();
    }

    [Fact]
    public void A_blend_shows_what_fields_show_in_every_tier_and_through_changes()
    {
        var opaque = new RgbaImage(4, 4, AlphaMode.Opaque);
        opaque.Pixels.AsSpan().Fill(200);
        LiveActor first = Of(opaque), second = Of(opaque);
        MotionFields expected = first.CreateFields(), fields = first.CreateFields();
        MotionBlend blend = second.CreateBlend();
        for (int i = 0; i < 150; i++)
        {
            foreach (LiveActor actor in new[] { first, second })
            {
                actor.Tier = i switch { < 60 => ActorTier.Full, < 80 => ActorTier.WarpOnly, < 90 => ActorTier.Still, _ => ActorTier.Full };
                actor.Perform(EmotionMix.Of((Emotion)(i / 40)));
            }

            // The jump near the end starts afresh.
            double seconds = (i < 130 ? i : i + 100) / 30.0;
            Assert.Equal(first.Show(seconds, expected), second.Show(seconds, blend));
            blend.CopyTo(fields);
            int masks = expected.PaintSize * expected.PaintSize;
            Assert.All(expected.Warp.Zip(fields.Warp), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
            Assert.All(expected.Paint[..masks].Zip(fields.Paint), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            Assert.Equal(first.Tier == ActorTier.Full, expected.Tint.IndexOfAnyExcept(1f) >= 0);
            if (first.Tier == ActorTier.Full)
            {
                Assert.True(expected.Paint[0] > 0);
                Assert.All(expected.Paint.Zip(fields.Paint), pair => Assert.Equal(Math.Clamp(pair.First, 0, 1), pair.Second, 2e-4f));
            }
        }

        Assert.Throws<ArgumentException>(() => second.Show(9, new MotionBlend(blend.WarpSize + 1, blend.PaintSize)));

        LiveActor Of(RgbaImage still) => _thread.Add(_generator.CreateActor(still.View, new StickerPlacement(4, 0, 0), 3), new LiveActorOptions { UpdatesPerSecond = 6, IsFixedStep = true });
    }

    [Fact]
    public void A_blend_keeps_what_it_was_given_while_its_actor_goes_on()
    {
        var opaque = new RgbaImage(4, 4, AlphaMode.Opaque);
        opaque.Pixels.AsSpan().Fill(200);
        LiveActor actor = _thread.Add(_generator.CreateActor(opaque.View, new StickerPlacement(4, 0, 0), 3), new LiveActorOptions { UpdatesPerSecond = 15, IsFixedStep = true });
        MotionBlend[] kept = [.. Enumerable.Range(0, 8).Select(_ => actor.CreateBlend())];
        MotionFields fields = actor.CreateFields();
        var shown = new List<(float[] Warp, float[] Paint)>();
        for (int i = 0; i < 160; i++)
        {
            // Each is given another instant, then the actor goes on, through turns too; more of them than the actor keeps spare motions for.
            actor.Perform(EmotionMix.Of((Emotion)(i / 30)));
            MotionBlend blend = kept[i / 20];
            actor.Show(i / 30.0, blend);
            if (i % 20 == 19)
            {
                blend.CopyTo(fields);
                shown.Add(([.. fields.Warp], [.. fields.Paint]));
            }
        }

        Assert.True(shown[0].Paint[0] > 0);
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i].CopyTo(fields);
            Assert.Equal(shown[i].Warp, fields.Warp);
            Assert.Equal(shown[i].Paint, fields.Paint);
        }
    }
}
