namespace EmoVid.Realtime.Core.Tests.Stickers;

/// <summary>Compared with fields that are interpolated here, in double precision and unpacked.</summary>
public class MotionBlendTests
{
    private const int Warp = 7, Paint = 24;

    [Theory]
    [InlineData(0)]
    [InlineData(0.31f)]
    [InlineData(1)]
    public void A_blend_is_the_straight_way_between_two_motions_within_its_steps(float amount)
    {
        MotionFields from = Fields(1, 5, 11), to = Fields(2, 9, 20), between = new(Warp, Paint);
        var blend = new MotionBlend(Warp, Paint);
        blend.Set(from, to, amount);
        blend.CopyTo(between);
        for (int i = 0; i < between.Warp.Length; i++)
        {
            Assert.Equal(Between(from.Warp[i], to.Warp[i], amount), between.Warp[i], 1e-6);
        }

        for (int i = 0; i < between.Paint.Length; i++)
        {
            // Far from what is painted, colours are nobody's.
            if (i % Paint is >= 2 and < 23 && i / Paint % Paint is >= 2 and < 23)
            {
                Assert.Equal(Between(from.Paint[i], to.Paint[i], amount), between.Paint[i], 0.5 / (i < Paint * Paint ? 65535 : 4095) + 1e-6);
            }
        }
    }

    [Fact]
    public void A_tint_of_1_stays_1_at_every_amount()
    {
        MotionFields from = new(Warp, Paint), to = new(Warp, Paint), between = new(Warp, Paint);
        var blend = new MotionBlend(Warp, Paint);
        var random = new Random(9);
        for (int i = 0; i < 1000; i++)
        {
            // Other than 1 by a bit would cost a pass over the still.
            blend.Set(from, to, random.NextSingle());
            blend.CopyTo(between);
            Assert.Equal(-1, between.Tint.IndexOfAnyExcept(1f));
        }
    }

    [Fact]
    public void The_picture_is_that_of_the_fields()
    {
        var still = new RgbaImage(60, 44, AlphaMode.Straight);
        new Random(3).NextBytes(still.Pixels);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, new StickerPlacement(80, 10, 18));
        MotionFields from = Fields(4, 3, 9), to = Fields(5, 8, 21), expected = new(Warp, Paint), fields = new(Warp, Paint);
        var blend = new MotionBlend(Warp, Paint);
        RgbaImage a = new(72, 72, AlphaMode.Premultiplied), b = new(72, 72, AlphaMode.Premultiplied);
        foreach (float amount in new[] { 0, 0.25f, 0.7f, 1 })
        {
            for (int i = 0; i < expected.Warp.Length; i++)
            {
                expected.Warp[i] = (float)Between(from.Warp[i], to.Warp[i], amount);
            }

            for (int i = 0; i < expected.Paint.Length; i++)
            {
                expected.Paint[i] = (float)Between(from.Paint[i], to.Paint[i], amount);
            }

            blend.Set(from, to, amount);
            blend.CopyTo(fields);
            compositor.Compose(expected, a.Target);
            compositor.Compose(fields, b.Target);
            Assert.InRange(a.Pixels.Zip(b.Pixels, (x, y) => Math.Abs(x - y)).Max(), 0, 1);
        }
    }

    [Fact]
    public void Values_out_of_range_are_clamped_and_what_is_no_number_paints_nothing()
    {
        MotionFields fields = new(Warp, Paint), shown = new(Warp, Paint);
        int cell = 10 * Paint + 10, plane = Paint * Paint;
        (fields.Paint[cell], fields.Paint[cell + plane], fields.Paint[cell + 2 * plane]) = (1.5f, -0.5f, 2);
        (fields.Paint[cell + 1], fields.Paint[cell + 1 + plane]) = (float.NaN, 0.5f);
        var blend = new MotionBlend(Warp, Paint);
        blend.Set(fields, fields, 1);
        blend.CopyTo(shown);
        Assert.Equal((1f, 0f, 1f), (shown.Paint[cell], shown.Paint[cell + plane], shown.Paint[cell + 2 * plane]));
        Assert.Equal(0f, shown.Paint[cell + 1]);
    }

    [Fact]
    public void New_and_reset_blends_leave_the_still_unchanged()
    {
        MotionFields shown = Fields(6, 4, 9), rest = new(Warp, Paint);
        var blend = new MotionBlend(Warp, Paint);
        blend.CopyTo(shown);
        Assert.Equal(rest.Warp, shown.Warp);
        Assert.Equal(rest.Paint, shown.Paint);
        blend.Set(Fields(7, 4, 9), Fields(8, 4, 9), 0.5f);
        blend.SetIdentity();
        blend.CopyTo(shown);
        Assert.Equal(rest.Warp, shown.Warp);
        Assert.Equal(rest.Paint, shown.Paint);
    }

    [Fact]
    public void Other_sizes_and_amounts_are_refused()
    {
        var blend = new MotionBlend(Warp, Paint);
        MotionFields right = new(Warp, Paint), wrong = new(Warp, Paint + 1);
        Assert.Contains("24 cells", Assert.Throws<ArgumentException>(() => blend.Set(right, wrong, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => blend.CopyTo(wrong));
        Assert.Throws<ArgumentOutOfRangeException>(() => blend.Set(right, right, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => blend.Set(right, right, 1.01f));
        Assert.ThrowsAny<ArgumentException>(() => new MotionBlend(3, 8));
    }

    private static double Between(double from, double to, double amount) => from + (to - from) * amount;

    /// <summary>Motion everywhere, a mask in a square, colours everywhere.</summary>
    private static MotionFields Fields(int seed, int first, int end)
    {
        var random = new Random(seed);
        var fields = new MotionFields(Warp, Paint);
        for (int i = 0; i < fields.Warp.Length; i++)
        {
            fields.Warp[i] = i < 2 * Warp * Warp ? (random.NextSingle() - 0.5f) * 0.1f : 0.8f + 0.4f * random.NextSingle();
        }

        for (int i = 0; i < fields.Paint.Length; i++)
        {
            float value = random.NextSingle();
            bool isMasked = i % Paint >= first && i % Paint < end && i / Paint >= first && i / Paint < end;
            fields.Paint[i] = i >= Paint * Paint || isMasked ? value : 0;
        }

        return fields;
    }
}
