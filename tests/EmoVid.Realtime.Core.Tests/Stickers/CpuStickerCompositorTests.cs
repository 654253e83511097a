namespace EmoVid.Realtime.Core.Tests.Stickers;

public class CpuStickerCompositorTests
{
    [Theory]
    [InlineData(9, 13, 40, 4, 5, 0.0)]
    [InlineData(64, 48, 64, 16, 8, 1.0)]
    [InlineData(31, 31, 33, 7, 12, 0.4)]
    [InlineData(1, 1, 17, 4, 4, 1.0)]
    [InlineData(20, 20, 1, 4, 4, 1.0)]
    [InlineData(24, 24, 48, 4, 64, 0.25)]
    [InlineData(13, 40, 48, 8, 128, 0.1)]
    public void Frames_are_the_definition_rounded(int width, int height, int size, int warpSize, int paintSize, double painted)
    {
        var random = new Random(width * 1000 + size);
        RgbaImage still = RandomStill(random, width, height);
        var fields = new MotionFields(warpSize, paintSize);
        Randomise(fields, random, painted);

        // No more source pixels than output pixels, so that nothing is averaged beforehand.
        var placement = new StickerPlacement(0.9f * Math.Max(1, Math.Min(size, Math.Max(width, height))), 0.8f, -1.3f);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, placement);
        var output = new RgbaImage(size, size, AlphaMode.Premultiplied);
        compositor.Compose(fields, output.Target);
        var oracle = new CompositorOracle(still, placement, fields, size);
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                double[] expected = oracle.Pixel(x, y);
                for (int c = 0; c < 4; c++)
                {
                    int actual = output.Pixels[4 * (y * size + x) + c];
                    Assert.True(Math.Abs(actual - Math.Clamp(expected[c], 0, 255)) <= 0.51, $"({x}, {y}) channel {c}: {actual}, expected {expected[c]}");
                }
            }
        }
    }

    [Fact]
    public void Identity_fields_at_the_stills_own_size_return_the_still()
    {
        RgbaImage still = RandomStill(new Random(1), 50, 50);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, new StickerPlacement(50, 0, 0));
        var output = new RgbaImage(50, 50, AlphaMode.Premultiplied);
        compositor.Compose(new MotionFields(8, 8), output.Target);
        Assert.Equal(still.Pixels, output.Pixels);
    }

    [Fact]
    public void Identity_fields_on_a_larger_still_return_its_area_average()
    {
        RgbaImage still = RandomStill(new Random(2), 96, 96);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, new StickerPlacement(96, 0, 0));
        var output = new RgbaImage(32, 32, AlphaMode.Premultiplied);
        compositor.Compose(new MotionFields(8, 8), output.Target);
        for (int i = 0; i < output.Pixels.Length; i++)
        {
            int c = i % 4, x = i / 4 % 32, y = i / 128, sum = 0;
            for (int k = 0; k < 9; k++)
            {
                sum += still.Pixels[4 * ((3 * y + k / 3) * 96 + 3 * x + k % 3) + c];
            }

            Assert.InRange(output.Pixels[i] - sum / 9.0, -0.51, 0.51);
        }
    }

    [Fact]
    public void A_whole_pixel_flow_shifts_the_still_and_brings_in_transparency()
    {
        RgbaImage still = RandomStill(new Random(3), 32, 32);
        var fields = new MotionFields(4, 4);
        fields.Warp.AsSpan(0, 16).Fill(5f / 32);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, new StickerPlacement(32, 0, 0));
        var output = new RgbaImage(32, 32, AlphaMode.Premultiplied);
        compositor.Compose(fields, output.Target);
        for (int i = 0; i < output.Pixels.Length; i++)
        {
            int expected = i / 4 % 32 < 27 ? still.Pixels[i + 20] : 0;
            Assert.InRange(output.Pixels[i] - expected, -1, 1);
        }
    }

    [Fact]
    public void Paint_moves_with_the_still_that_it_lies_on()
    {
        // A still that is painted and then shifted by whole pixels is the painted still shifted, beyond its own edge too.
        RgbaImage still = RandomStill(new Random(12), 24, 24);
        MotionFields resting = SpotOfPaint(new Random(13)), shifted = SpotOfPaint(new Random(13));
        shifted.Warp.AsSpan(0, 16).Fill(4f / 32);
        shifted.Warp.AsSpan(16, 16).Fill(-3f / 32);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, new StickerPlacement(32, 4, 4));
        RgbaImage expected = new(32, 32, AlphaMode.Premultiplied), actual = new(32, 32, AlphaMode.Premultiplied);
        compositor.Compose(resting, expected.Target);
        compositor.Compose(shifted, actual.Target);
        for (int y = 3; y < 32; y++)
        {
            Assert.Equal(expected.View.Row(y - 3)[16..].ToArray(), actual.View.Row(y)[..112].ToArray());
        }
    }

    [Fact]
    public void A_mask_of_zero_leaves_the_still_whatever_the_paint_says()
    {
        RgbaImage still = RandomStill(new Random(14), 40, 40);
        var placement = new StickerPlacement(48, 4.25f, 3.5f);
        MotionFields plain = new(8, 16), masked = new(8, 16);
        Randomise(plain, new Random(15), painted: 0);
        plain.Warp.CopyTo(masked.Warp, 0);
        plain.Paint.AsSpan().Clear();
        masked.Paint.AsSpan(256).Fill(float.NaN);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, placement);
        RgbaImage expected = new(64, 64, AlphaMode.Premultiplied), actual = new(64, 64, AlphaMode.Premultiplied);
        compositor.Compose(plain, expected.Target);
        compositor.Compose(masked, actual.Target);
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    [Fact]
    public void Paint_of_one_frame_leaves_no_trace_in_the_next()
    {
        RgbaImage still = RandomStill(new Random(16), 24, 24);
        using var used = new CpuStickerCompositor();
        used.SetStill(still.View, new StickerPlacement(32, 4, 4));
        var output = new RgbaImage(32, 32, AlphaMode.Premultiplied);
        for (int frame = 0; frame < 12; frame++)
        {
            MotionFields fields = frame % 4 == 3 ? new MotionFields(4, 32) : SpotOfPaint(new Random(frame));
            fields.Tint[frame] = frame % 3 == 1 ? 0.3f : 1f;
            used.Compose(fields, output.Target);
            using var fresh = new CpuStickerCompositor();
            fresh.SetStill(still.View, new StickerPlacement(32, 4, 4));
            var expected = new RgbaImage(32, 32, AlphaMode.Premultiplied);
            fresh.Compose(fields, expected.Target);
            Assert.Equal(expected.Pixels, output.Pixels);
        }
    }

    [Theory]
    [InlineData(PixelFormat.Rgba8, AlphaMode.Straight)]
    [InlineData(PixelFormat.Bgra8, AlphaMode.Premultiplied)]
    [InlineData(PixelFormat.Bgra8, AlphaMode.Opaque)]
    public void Every_form_of_the_same_still_composes_alike(PixelFormat format, AlphaMode alphaMode)
    {
        RgbaImage straight = new(21, 13, AlphaMode.Straight);
        new Random(4).NextBytes(straight.Pixels);
        if (alphaMode == AlphaMode.Opaque)
        {
            for (int i = 3; i < straight.Pixels.Length; i += 4)
            {
                straight.Pixels[i] = 255;
            }
        }

        int stride = 21 * 4 + 20;
        var bytes = new byte[stride * 13];
        AlphaConversion.Convert(straight.View, new FrameTarget(bytes, 21, 13, stride, format, alphaMode));
        RgbaImage premultiplied = new(21, 13, AlphaMode.Premultiplied);
        AlphaConversion.Convert(straight.View, premultiplied.Target);
        Assert.Equal(
            Compose(premultiplied.View),
            Compose(new FrameView(bytes, 21, 13, stride, format, alphaMode)));
    }

    [Fact]
    public void Colour_never_exceeds_alpha_and_bytes_between_rows_stay()
    {
        var random = new Random(6);
        RgbaImage still = RandomStill(random, 40, 40);
        var fields = new MotionFields(8, 8);
        Randomise(fields, random, painted: 0);
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still.View, new StickerPlacement(37, 0, 0));
        const int Stride = 45 * 4 + 8;
        var bytes = new byte[45 * Stride];
        bytes.AsSpan().Fill(201);
        compositor.Compose(fields, new FrameTarget(bytes, 45, 45, Stride, PixelFormat.Rgba8, AlphaMode.Premultiplied));
        for (int i = 0; i < bytes.Length; i++)
        {
            int column = i % Stride;
            Assert.True(column < 180 ? bytes[i] <= bytes[i | 3] : bytes[i] == 201, $"byte {i}");
        }
    }

    [Fact]
    public void Broken_numbers_in_the_fields_become_transparency_not_a_crash()
    {
        foreach (float broken in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f })
        {
            var fields = new MotionFields(8, 8);
            fields.Warp.AsSpan(0, 128).Fill(broken);
            using var compositor = new CpuStickerCompositor();
            compositor.SetStill(RandomStill(new Random(7), 20, 20).View, new StickerPlacement(20, 0, 0));
            var output = new RgbaImage(24, 24, AlphaMode.Premultiplied);
            compositor.Compose(fields, output.Target);
            Assert.All(output.Pixels, value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void A_still_of_another_size_replaces_the_first()
    {
        using var compositor = new CpuStickerCompositor();
        var output = new RgbaImage(16, 16, AlphaMode.Premultiplied);
        compositor.SetStill(RandomStill(new Random(8), 30, 10).View, new StickerPlacement(30, 0, 0));
        compositor.Compose(new MotionFields(4, 4), output.Target);
        RgbaImage second = RandomStill(new Random(9), 16, 16);
        compositor.SetStill(second.View, new StickerPlacement(16, 0, 0));
        compositor.Compose(new MotionFields(4, 4), output.Target);
        Assert.Equal(second.Pixels, output.Pixels);
    }

    [Fact]
    public void Steady_frames_allocate_nothing()
    {
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(RandomStill(new Random(10), 40, 40).View, new StickerPlacement(60, 10, 10));
        var output = new RgbaImage(32, 32, AlphaMode.Premultiplied);
        var fields = new MotionFields(8, 16);
        Randomise(fields, new Random(11), 0.3);
        compositor.Compose(fields, output.Target);
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                compositor.Compose(fields, output.Target);
            }
        });
    }

    [Fact]
    public void Wrong_calls_are_refused()
    {
        using var compositor = new CpuStickerCompositor();
        var fields = new MotionFields(4, 4);
        var square = new RgbaImage(8, 8, AlphaMode.Premultiplied);
        Assert.Throws<InvalidOperationException>(() => compositor.Compose(fields, square.Target));
        foreach (StickerPlacement placement in new StickerPlacement[] { default, new(-1, 0, 0), new(float.NaN, 0, 0), new(8, float.NaN, 0), new(8, 0, float.PositiveInfinity) })
        {
            Assert.Throws<ArgumentException>(() => compositor.SetStill(square.View, placement));
        }

        compositor.SetStill(square.View, new StickerPlacement(8, 0, 0));
        Assert.Throws<ArgumentException>(() => compositor.Compose(fields, new RgbaImage(8, 9, AlphaMode.Premultiplied).Target));
        Assert.Throws<ArgumentException>(() => compositor.Compose(fields, new RgbaImage(8, 8, AlphaMode.Straight).Target));
    }

    private static byte[] Compose(FrameView still)
    {
        using var compositor = new CpuStickerCompositor();
        compositor.SetStill(still, new StickerPlacement(24, 1.5f, 2.25f));
        var output = new RgbaImage(40, 40, AlphaMode.Premultiplied);
        compositor.Compose(new MotionFields(4, 4), output.Target);
        return output.Pixels;
    }

    private static RgbaImage RandomStill(Random random, int width, int height)
    {
        var straight = new RgbaImage(width, height, AlphaMode.Straight);
        random.NextBytes(straight.Pixels);
        var still = new RgbaImage(width, height, AlphaMode.Premultiplied);
        AlphaConversion.Convert(straight.View, still.Target);
        return still;
    }

    /// <summary>A few painted cells of 32 × 32 somewhere, also where the still is transparent.</summary>
    private static MotionFields SpotOfPaint(Random random)
    {
        var fields = new MotionFields(4, 32);
        int left = random.Next(28), top = random.Next(28);
        for (int i = 0; i < 16; i++)
        {
            fields.Paint[(top + i / 4) * 32 + left + i % 4] = random.NextSingle();
        }

        for (int i = 1024; i < fields.Paint.Length; i++)
        {
            fields.Paint[i] = random.NextSingle();
        }

        return fields;
    }

    private static void Randomise(MotionFields fields, Random random, double painted)
    {
        int cells = fields.WarpSize * fields.WarpSize, paintCells = fields.PaintSize * fields.PaintSize;
        for (int i = 0; i < fields.Warp.Length; i++)
        {
            fields.Warp[i] = i < 2 * cells ? (float)(random.NextDouble() - 0.5) * 0.6f : (float)random.NextDouble() * 2;
        }

        // The tint in some columns of cells, so that pixels with and without it are met.
        int tintStart = random.Next(fields.WarpSize);
        for (int i = 0; i < fields.Tint.Length; i++)
        {
            fields.Tint[i] = i % fields.WarpSize >= tintStart ? 2 * fields.Tint[i] : 1;
        }

        // Paint only in a band of rows, so that rows with and without it are met on both sides of it.
        int bandStart = (int)((1 - painted) / 2 * fields.PaintSize) * fields.PaintSize;
        int bandEnd = bandStart + (int)Math.Ceiling(painted * fields.PaintSize) * fields.PaintSize;
        for (int i = 0; i < fields.Paint.Length; i++)
        {
            bool masked = i >= paintCells || (i >= bandStart && i < bandEnd);
            fields.Paint[i] = masked ? (float)random.NextDouble() : 0;
        }
    }
}
