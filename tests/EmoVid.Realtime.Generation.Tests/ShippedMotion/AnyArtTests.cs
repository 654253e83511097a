namespace EmoVid.Realtime.Generation.Tests.ShippedMotion;

/// <summary>What the pack in models/ does with art of every kind: it moves, it does not tear, and it paints no more than it is sure of.</summary>
public sealed class AnyArtTests : IClassFixture<ShippedMotionFixture>
{
    private readonly ShippedMotionFixture _fixture;

    public AnyArtTests(ShippedMotionFixture fixture) => _fixture = fixture;

    public static TheoryData<string> Kinds => new("pixel art", "one pixel", "one colour", "no alpha", "huge", "16k wide", "a line of dust");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_moves_without_tearing_and_paints_by_its_confidence(string kind)
    {
        using StickerActor actor = _fixture.CreateActor(Still(kind), seed: 2);
        Assert.InRange(actor.Confidence, 0, 1);
        MotionFields fields = actor.CreateFields();
        int cells = fields.PaintSize * fields.PaintSize;

        // Faces may be painted to a quarter; art unlike them as good as not at all.
        double mostPainted = actor.Confidence < 0.5f ? 0.03 : 0.25;
        bool moves = false;
        foreach (Emotion emotion in Enum.GetValues<Emotion>())
        {
            actor.PlanLoop(EmotionMix.Of(emotion), 72);
            for (int frame = 0; frame < 72; frame += 9)
            {
                actor.Sample(frame / 24.0, fields);
                double least = FlowJacobian.LeastDeterminant(fields), painted = fields.Paint.AsSpan(0, cells).ToArray().Average();
                Assert.True(least > 0.2, $"{kind}, {emotion}, frame {frame}: the flow shrinks an area to {least:F2} of itself.");
                Assert.True(painted <= mostPainted, $"{kind}, {emotion}, frame {frame}: {painted:P1} of the canvas is painted at confidence {actor.Confidence:F2}.");
                moves |= fields.Warp.AsSpan(0, 2 * fields.WarpSize * fields.WarpSize).ToArray().Max(Math.Abs) > 0.005f;
            }
        }

        Assert.True(moves, $"{kind} stands still.");
    }

    private static RgbaImage Still(string kind)
    {
        var random = new Random(3);
        return kind switch
        {
            // A sprite: a symmetric blot of four colours on nothing.
            "pixel art" => Draw(16, 16, (x, y) => Math.Pow(x - 7.5, 2) + Math.Pow(y - 7.5, 2) > 50 ? 0u : 0xFF000000u | 0x404040u * (uint)(1 + ((Math.Min(x, 15 - x) * 7 + y * 3) & 3) % 3)),
            "one pixel" => Draw(1, 1, (_, _) => 0xFF3080FFu),
            "one colour" => Draw(96, 64, (_, _) => 0xFF20C040u),
            "no alpha" => Draw(320, 200, (x, y) => 0xFF000000u | (uint)(x * 255 / 319) | (uint)(y * 255 / 199) << 8 | (uint)random.Next(256) << 16),
            "huge" => Draw(3000, 2000, (x, y) => Math.Pow((x - 1500) / 1400.0, 2) + Math.Pow((y - 1000) / 900.0, 2) > 1 ? 0u : 0xFF60A0E0u),
            "16k wide" => Draw(16384, 40, (x, _) => 0xFF000000u | (uint)(x / 64)),
            _ => Draw(200, 200, (x, y) => y == 100 && x % 3 == 0 ? 0xFF2020FFu : 0u),
        };
    }

    private static RgbaImage Draw(int width, int height, Func<int, int, uint> color)
    {
        var image = new RgbaImage(width, height, AlphaMode.Straight);
        Span<uint> pixels = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(image.Pixels.AsSpan());
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = color(i % width, i / width);
        }

        return image;
    }
}
