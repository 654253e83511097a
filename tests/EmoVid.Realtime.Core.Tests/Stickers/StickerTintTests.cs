namespace EmoVid.Realtime.Core.Tests.Stickers;

/// <summary>What a tint does, in cases that are known without the compositor's arithmetic.</summary>
public class StickerTintTests
{
    private const int Size = 48, Warp = 8, Paint = 16;

    [Fact]
    public void A_tint_multiplies_the_still_and_is_held_between_0_and_alpha()
    {
        RgbaImage still = Uniform(100, 60, 20, 200);
        Assert.Equal(new byte[] { 50, 120, 3, 200 }, Middle(still, Tinted(0.5f, 2f, 0.15f)));
        Assert.Equal(new byte[] { 200, 200, 80, 200 }, Middle(still, Tinted(4f, 4f, 4f)));
        Assert.Equal(new byte[] { 0, 0, 20, 200 }, Middle(still, Tinted(-1f, 0f, 1f)));
        Assert.Equal(new byte[] { 200, 0, 0, 200 }, Middle(still, Tinted(float.PositiveInfinity, float.NaN, float.NegativeInfinity)));
    }

    [Fact]
    public void Paint_keeps_its_own_colours_on_a_tinted_still_and_the_gain_changes_both()
    {
        // White eyes on a green head.
        RgbaImage still = Uniform(200, 200, 40, 255);
        MotionFields fields = Tinted(0.25f, 1f, 0.5f);
        for (int i = 0; i < Paint * Paint; i++)
        {
            fields.Paint[i] = i % Paint < Paint / 2 ? 1 : 0;
        }

        fields.Paint.AsSpan(Paint * Paint).Fill(1f);
        RgbaImage frame = Compose(still, fields);
        Assert.Equal(new byte[] { 255, 255, 255, 255 }, frame.View.Row(20)[16..20].ToArray());
        Assert.Equal(new byte[] { 50, 200, 20, 255 }, frame.View.Row(20)[160..164].ToArray());
        fields.Warp.AsSpan(2 * Warp * Warp, 3 * Warp * Warp).Fill(0.5f);
        frame = Compose(still, fields);
        Assert.Equal(new byte[] { 128, 128, 128, 255 }, frame.View.Row(20)[16..20].ToArray());
        Assert.Equal(new byte[] { 25, 100, 10, 255 }, frame.View.Row(20)[160..164].ToArray());
    }

    [Fact]
    public void A_tint_under_a_mask_of_1_changes_nothing()
    {
        RgbaImage still = Noise(1);
        MotionFields plain = Moving(2, tints: false), tinted = Moving(2, tints: true);
        plain.Paint.AsSpan(0, Paint * Paint).Fill(1f);
        tinted.Paint.AsSpan(0, Paint * Paint).Fill(1f);
        Assert.Equal(Compose(still, plain).Pixels, Compose(still, tinted).Pixels);
    }

    [Fact]
    public void A_tint_of_1_changes_nothing_to_the_bit_beside_cells_that_are_tinted()
    {
        // The same motion and paint; the tint differs from 1 only where the still is transparent.
        RgbaImage still = Noise(3);
        for (int i = 0; i < still.Pixels.Length; i++)
        {
            still.Pixels[i] = i / 4 % Size < Size / 2 ? still.Pixels[i] : (byte)0;
        }

        MotionFields plain = Moving(4, tints: false), tinted = Moving(4, tints: false);
        for (int row = 0; row < 3 * Warp; row++)
        {
            tinted.Tint[row * Warp + Warp - 1] = 0.2f;
        }

        Assert.Equal(Compose(still, plain).Pixels, Compose(still, tinted).Pixels);
        Assert.NotEqual(Compose(Noise(3), plain).Pixels, Compose(Noise(3), tinted).Pixels);
    }

    [Fact]
    public void Without_paint_and_tint_there_is_nothing_to_write()
    {
        StillRaster raster = StillRaster.Of(new PlacedStill(Noise(5), new StickerPlacement(Size, 0, 0)));
        MotionFields fields = Moving(6, tints: false);
        fields.Paint.AsSpan(0, Paint * Paint).Clear();
        Assert.True(PaintedPixels.Of(fields, raster).IsEmpty);
        fields.Tint[Warp * Warp + 3 * Warp + 2] = 1.0000001f;
        PaintedPixels pixels = PaintedPixels.Of(fields, raster);

        // Cell 2 is in the taps of pixels whose own cell is 0 to 4: those from (0.5 + 1 / 2) / 8 of the canvas on, below (4.5 + 1 / 2) / 8 of it.
        Assert.Equal(new PixelRectangle(3, 9, 24, 24), pixels.Tinted);
        Assert.Equal((0, false, pixels.Tinted), (pixels.Masked.Width, pixels.IsEmpty, pixels.All));
    }

    [Fact]
    public void The_tint_moves_with_the_still()
    {
        RgbaImage still = Noise(7);
        MotionFields resting = new(Warp, Paint), shifted = new(Warp, Paint);
        Moving(8, tints: true).Tint.CopyTo(resting.Tint);
        resting.Tint.CopyTo(shifted.Tint);
        shifted.Warp.AsSpan(0, Warp * Warp).Fill(6f / Size);
        RgbaImage expected = Compose(still, resting), actual = Compose(still, shifted);
        for (int i = 0; i < actual.Pixels.Length; i++)
        {
            Assert.InRange(actual.Pixels[i] - (i / 4 % Size < Size - 6 ? expected.Pixels[i + 24] : 0), -1, 1);
        }
    }

    [Fact]
    public void Colours_stay_within_alpha_and_alpha_stays()
    {
        RgbaImage still = Noise(9);
        MotionFields fields = new(Warp, Paint);
        Moving(10, tints: true).Tint.CopyTo(fields.Tint);
        RgbaImage frame = Compose(still, fields);
        for (int i = 0; i < frame.Pixels.Length; i++)
        {
            Assert.True(frame.Pixels[i] <= frame.Pixels[i | 3]);
            Assert.True(i % 4 < 3 || frame.Pixels[i] == still.Pixels[i]);
        }
    }

    private static MotionFields Tinted(float red, float green, float blue)
    {
        var fields = new MotionFields(Warp, Paint);
        float[] tint = [red, green, blue];
        for (int i = 0; i < fields.Tint.Length; i++)
        {
            fields.Tint[i] = tint[i / (Warp * Warp)];
        }

        return fields;
    }

    /// <summary>Motion, gain and paint everywhere; where it tints, by -0.5 to 4.</summary>
    private static MotionFields Moving(int seed, bool tints)
    {
        var random = new Random(seed);
        var fields = new MotionFields(Warp, Paint);
        for (int i = 0; i < 5 * Warp * Warp; i++)
        {
            fields.Warp[i] = i < 2 * Warp * Warp ? (random.NextSingle() - 0.5f) * 0.1f : 0.8f + 0.4f * random.NextSingle();
        }

        for (int i = 0; i < fields.Paint.Length; i++)
        {
            fields.Paint[i] = random.NextSingle();
        }

        for (int i = 0; tints && i < fields.Tint.Length; i++)
        {
            fields.Tint[i] = 4.5f * random.NextSingle() - 0.5f;
        }

        return fields;
    }

    private static RgbaImage Uniform(params byte[] color)
    {
        var still = new RgbaImage(Size, Size, AlphaMode.Premultiplied);
        for (int i = 0; i < still.Pixels.Length; i++)
        {
            still.Pixels[i] = color[i % 4];
        }

        return still;
    }

    private static RgbaImage Noise(int seed)
    {
        RgbaImage straight = new(Size, Size, AlphaMode.Straight), still = new(Size, Size, AlphaMode.Premultiplied);
        new Random(seed).NextBytes(straight.Pixels);
        AlphaConversion.Convert(straight.View, still.Target);
        return still;
    }

    private static byte[] Middle(RgbaImage still, MotionFields fields) => Compose(still, fields).View.Row(Size / 2)[(2 * Size)..(2 * Size + 4)].ToArray();

    private static RgbaImage Compose(RgbaImage still, MotionFields fields)
    {
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, new StickerPlacement(Size, 0, 0));
        var frame = new RgbaImage(Size, Size, AlphaMode.Premultiplied);
        compositor.Compose(fields, frame.Target);
        return frame;
    }
}
