namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>The compositor against cases whose result is known without any compositor.</summary>
public sealed class StickerAnalyticTests : SoftwareDeviceTest
{
    private const int Size = 96;

    private static readonly StickerPlacement OneToOne = new(Size, 0, 0);

    [Fact]
    public void Fields_at_rest_return_the_still()
    {
        RgbaImage still = TestImages.Noise(Size, Size, AlphaMode.Premultiplied, 1);
        FrameAssert.Close(still, Compose(still, OneToOne, new MotionFields(8, 16)), 0);
    }

    [Fact]
    public void An_offset_places_the_still_and_leaves_the_rest_transparent()
    {
        RgbaImage still = TestImages.Noise(20, 30, AlphaMode.Premultiplied, 2);
        RgbaImage expected = new(Size, Size, AlphaMode.Premultiplied);
        for (int y = 0; y < still.Height; y++)
        {
            still.View.Row(y).CopyTo(expected.Target.Row(y + 40)[(25 * 4)..]);
        }

        FrameAssert.Close(expected, Compose(still, new StickerPlacement(Size, 25, 40), new MotionFields(4, 4)), 0);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, -5)]
    [InlineData(-32, 16)]
    public void A_flow_of_whole_pixels_moves_the_still_exactly(int dx, int dy)
    {
        RgbaImage still = TestImages.Noise(Size, Size, AlphaMode.Premultiplied, 3);
        MotionFields fields = ConstantWarp(8, (float)dx / Size, (float)dy / Size);
        RgbaImage expected = new(Size, Size, AlphaMode.Premultiplied);
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                if (x + dx is >= 0 and < Size && y + dy is >= 0 and < Size)
                {
                    still.View.Row(y + dy).Slice((x + dx) * 4, 4).CopyTo(expected.Target.Row(y)[(x * 4)..]);
                }
            }
        }

        // The flow itself is rounded to float32, so positions are off by at most 1e-5 pixels: less than half a code.
        FrameAssert.Close(expected, Compose(still, OneToOne, fields), 0);
    }

    [Fact]
    public void A_linear_flow_zooms_a_linear_picture_linearly()
    {
        // Both kernels reproduce straight lines, so inside the field's outermost cells the result is known in closed form.
        RgbaImage still = TestImages.Gradient(Size, Size, AlphaMode.Opaque);
        const int Cells = 12;
        MotionFields fields = new(Cells, 4);
        for (int row = 0; row < Cells; row++)
        {
            for (int column = 0; column < Cells; column++)
            {
                fields.Warp[row * Cells + column] = 0.25f * ((column + 0.5f) / Cells - 0.5f);
                fields.Warp[Cells * Cells + row * Cells + column] = -0.5f * ((row + 0.5f) / Cells - 0.5f);
            }
        }

        RgbaImage frame = Compose(still, OneToOne, fields);
        for (int y = 20; y < Size - 20; y++)
        {
            for (int x = 20; x < Size - 20; x++)
            {
                double px = (x + 0.5) / Size, py = (y + 0.5) / Size;
                double sourceX = (px + 0.25 * (px - 0.5)) * Size - 0.5, sourceY = (py - 0.5 * (py - 0.5)) * Size - 0.5;

                // The gradient's bytes are truncated, so they lie up to 1 below the line; the output rounds by a half.
                Assert.InRange(frame.Pixels[(y * Size + x) * 4], 255 * sourceX / (Size - 1) - 1.6, 255 * sourceX / (Size - 1) + 0.6);
                Assert.InRange(frame.Pixels[(y * Size + x) * 4 + 1], 255 * sourceY / (Size - 1) - 1.6, 255 * sourceY / (Size - 1) + 0.6);
            }
        }
    }

    [Fact]
    public void Gain_scales_each_colour_and_stops_at_alpha()
    {
        RgbaImage still = TestImages.Uniform(Size, Size, AlphaMode.Premultiplied, 40, 80, 100, 120);
        MotionFields fields = ConstantWarp(4, 0, 0, 0.5f, 2f, -1f);
        Assert.Equal(new byte[] { 20, 120, 0, 120 }, Compose(still, OneToOne, fields).Pixels.AsSpan((50 * Size + 50) * 4, 4).ToArray());
    }

    [Fact]
    public void A_tint_multiplies_the_still_and_is_held_between_0_and_alpha()
    {
        RgbaImage still = TestImages.Uniform(Size, Size, AlphaMode.Premultiplied, 40, 80, 100, 120);
        Assert.Equal(new byte[] { 20, 120, 0, 120 }, Middle(0.5f, 4f, -1f));
        Assert.Equal(new byte[] { 6, 80, 0, 120 }, Middle(0.15f, 1f, float.NaN));

        byte[] Middle(float red, float green, float blue) =>
            Compose(still, OneToOne, Tinted(new MotionFields(4, 4), red, green, blue)).Pixels.AsSpan((50 * Size + 50) * 4, 4).ToArray();
    }

    [Fact]
    public void Paint_keeps_its_own_colours_on_a_tinted_still()
    {
        RgbaImage still = TestImages.Uniform(Size, Size, AlphaMode.Premultiplied, 200, 200, 40, 255);
        MotionFields fields = Tinted(new MotionFields(4, 16), 0.25f, 1f, 0.5f);
        for (int i = 0; i < fields.Paint.Length; i++)
        {
            fields.Paint[i] = i < 256 && i % 16 >= 8 ? 0 : 1;
        }

        RgbaImage frame = Compose(still, OneToOne, fields);
        Assert.Equal(new byte[] { 255, 255, 255, 255 }, frame.Pixels.AsSpan((50 * Size + 11) * 4, 4).ToArray());
        Assert.Equal(new byte[] { 50, 200, 20, 255 }, frame.Pixels.AsSpan((50 * Size + 80) * 4, 4).ToArray());
    }

    [Fact]
    public void Paint_covers_by_its_mask()
    {
        RgbaImage still = TestImages.Uniform(Size, Size, AlphaMode.Premultiplied, 100, 60, 20, 200);
        MotionFields fields = new(4, 8);
        float[] values = [0.25f, 0.41f, 0.2f, 0f, 0.8f];
        for (int channel = 0; channel < 5; channel++)
        {
            fields.Paint.AsSpan(channel * 64, 64).Fill(values[channel]);
        }

        // 0.75 times the still plus 0.25 times the paint of (104.6, 51, 0, 204).
        Assert.Equal(new byte[] { 101, 58, 15, 201 }, Compose(still, OneToOne, fields).Pixels.AsSpan((50 * Size + 50) * 4, 4).ToArray());
    }

    [Fact]
    public void Paint_is_carried_by_the_flow_and_scaled_by_the_gain()
    {
        // Opaque paint on the left half of a transparent still, drawn 24 pixels further left by the flow, at half its red.
        RgbaImage still = TestImages.Uniform(Size, Size, AlphaMode.Premultiplied, 0, 0, 0, 0);
        const int Cells = 16;
        MotionFields fields = new(4, Cells);
        ConstantWarp(4, 24f / Size, 0, 0.5f, 1f, 1f).Warp.CopyTo(fields.Warp, 0);
        float[] values = [1f, 0.8f, 0.4f, 0.2f, 1f];
        for (int i = 0; i < fields.Paint.Length; i++)
        {
            fields.Paint[i] = i < Cells * Cells && i % Cells >= Cells / 2 ? 0 : values[i / (Cells * Cells)];
        }

        RgbaImage frame = Compose(still, OneToOne, fields);
        // The mask falls from 1 to 0 within two cells of 6 pixels around column 48, which the flow takes to column 24.
        Assert.Equal(new byte[] { 102, 102, 51, 255 }, frame.Pixels.AsSpan((50 * Size + 11) * 4, 4).ToArray());
        Assert.Equal(new byte[] { 0, 0, 0, 0 }, frame.Pixels.AsSpan((50 * Size + 37) * 4, 4).ToArray());
        Assert.InRange(frame.Pixels[(50 * Size + 24) * 4 + 3], 100, 140);
    }

    [Theory]
    [InlineData(40f)]
    [InlineData(-1e30f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void A_flow_beyond_the_still_shows_nothing(float dx)
    {
        RgbaImage still = TestImages.Uniform(Size, Size, AlphaMode.Premultiplied, 255, 255, 255, 255);
        Assert.All(Compose(still, OneToOne, ConstantWarp(4, dx, 0)).Pixels, b => Assert.Equal(0, b));
    }

    [Fact]
    public void A_gain_that_is_not_a_number_is_transparent_black()
    {
        RgbaImage still = TestImages.Uniform(Size, Size, AlphaMode.Premultiplied, 200, 200, 200, 255);
        RgbaImage frame = Compose(still, OneToOne, ConstantWarp(4, 0, 0, float.NaN, 1f, 1f));
        Assert.Equal(0, frame.Pixels[0]);
        Assert.Equal(200, frame.Pixels[1]);
    }

    [Fact]
    public void Colour_never_exceeds_alpha()
    {
        RgbaImage still = TestImages.Noise(40, 40, AlphaMode.Premultiplied, 4);
        MotionFields fields = ConstantWarp(4, 0.003f, 0.004f, 3f, 3f, 3f);
        RgbaImage frame = Compose(still, new StickerPlacement(50, 5, 5), fields);
        for (int i = 0; i < frame.Pixels.Length; i += 4)
        {
            Assert.InRange(Math.Max(frame.Pixels[i], Math.Max(frame.Pixels[i + 1], frame.Pixels[i + 2])), 0, frame.Pixels[i + 3]);
        }
    }

    private static MotionFields Tinted(MotionFields fields, float red, float green, float blue)
    {
        float[] tint = [red, green, blue];
        for (int i = 0; i < fields.Tint.Length; i++)
        {
            fields.Tint[i] = tint[3 * i / fields.Tint.Length];
        }

        return fields;
    }

    private static MotionFields ConstantWarp(int cells, float dx, float dy, float red = 1, float green = 1, float blue = 1)
    {
        var fields = new MotionFields(cells, 4);
        float[] values = [dx, dy, red, green, blue];
        for (int channel = 0; channel < 5; channel++)
        {
            fields.Warp.AsSpan(channel * cells * cells, cells * cells).Fill(values[channel]);
        }

        return fields;
    }

    private RgbaImage Compose(RgbaImage still, StickerPlacement placement, MotionFields fields)
    {
        using var compositor = new VulkanStickerCompositor(Device);
        compositor.SetStill(still.View, placement);
        var frame = new RgbaImage(Size, Size, AlphaMode.Premultiplied);
        frame.Pixels.AsSpan().Fill(77);
        compositor.Compose(fields, frame.Target);
        return frame;
    }
}
