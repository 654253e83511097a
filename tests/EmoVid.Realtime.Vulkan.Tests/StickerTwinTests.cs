namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>The compositor against its CPU twin. The bound of 2/255 leaves room for the float32 sums being taken in another
/// order: one code from the position (16 bits of fraction at 512 pixels times the steepest slope of the filter), one from
/// rounding.</summary>
public sealed class StickerTwinTests : SoftwareDeviceTest
{
    private const int Tolerance = 2;

    public static TheoryData<string, int, int> Stills() => new()
    {
        { "noise", 64, 64 },
        { "noise", 201, 77 },
        { "gradient", 300, 300 },
        { "gradient", 5, 1 },
        { "impulse", 33, 33 },
        { "impulse", 1, 1 },
        { "impulse", 2, 700 },
    };

    [Theory]
    [MemberData(nameof(Stills))]
    public void Frames_agree_at_every_size_and_motion(string kind, int width, int height)
    {
        RgbaImage still = kind switch
        {
            "noise" => TestImages.Noise(width, height, AlphaMode.Premultiplied, 11),
            "gradient" => TestImages.Gradient(width, height, AlphaMode.Premultiplied),
            _ => TestImages.Impulse(width, height),
        };
        float span = Math.Max(width, height) / 0.72f;
        var placement = new StickerPlacement(span, (span - width) / 2, (span - height) / 2 + 0.3f);
        using var vulkan = new VulkanStickerCompositor(Device);
        using var twin = new CpuStickerCompositor();
        vulkan.SetStill(still.View, placement);
        twin.SetStill(still.View, placement);
        int seed = 1;
        foreach (int size in new[] { 1, 13, 64, 200 })
        {
            foreach (float reach in new[] { 0f, 0.02f, 0.3f, 3f })
            {
                AssertAgree(vulkan, twin, RandomFields(5 + seed % 13, 4 + seed % 29, reach, seed++), size);
            }
        }
    }

    [Theory]
    [InlineData(AlphaMode.Opaque, PixelFormat.Bgra8)]
    [InlineData(AlphaMode.Straight, PixelFormat.Rgba8)]
    [InlineData(AlphaMode.Straight, PixelFormat.Bgra8)]
    [InlineData(AlphaMode.Premultiplied, PixelFormat.Bgra8)]
    public void Stills_of_every_layout_agree(AlphaMode mode, PixelFormat format)
    {
        RgbaImage image = TestImages.Noise(90, 60, mode, 21);
        var still = new FrameView(image.Pixels, 90, 60, 360, format, mode);
        var placement = new StickerPlacement(110, 10, 25);
        using var vulkan = new VulkanStickerCompositor(Device);
        using var twin = new CpuStickerCompositor();
        vulkan.SetStill(still, placement);
        twin.SetStill(still, placement);
        AssertAgree(vulkan, twin, RandomFields(9, 17, 0.1f, 5), 128);
    }

    [Fact]
    public void Fields_finer_than_the_output_agree()
    {
        RgbaImage still = TestImages.Gradient(50, 50, AlphaMode.Premultiplied);
        using var vulkan = new VulkanStickerCompositor(Device);
        using var twin = new CpuStickerCompositor();
        vulkan.SetStill(still.View, new StickerPlacement(60, 5, 5));
        twin.SetStill(still.View, new StickerPlacement(60, 5, 5));
        AssertAgree(vulkan, twin, RandomFields(64, 100, 0.1f, 6), 17);
    }

    [Fact]
    public void Agreement_holds_at_the_products_own_size()
    {
        RgbaImage still = TestImages.Noise(640, 512, AlphaMode.Straight, 31);
        var placement = new StickerPlacement(900, 130, 200);
        using var vulkan = new VulkanStickerCompositor(Device);
        using var twin = new CpuStickerCompositor();
        vulkan.SetStill(still.View, placement);
        twin.SetStill(still.View, placement);
        AssertAgree(vulkan, twin, RandomFields(32, 64, 0.2f, 7), 512);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.37f)]
    [InlineData(4f)]
    public void A_tint_alone_agrees_at_the_stills_own_size(float tint)
    {
        RgbaImage still = TestImages.Noise(512, 512, AlphaMode.Straight, 32);
        using var vulkan = new VulkanStickerCompositor(Device);
        using var twin = new CpuStickerCompositor();
        vulkan.SetStill(still.View, new StickerPlacement(512, 0, 0));
        twin.SetStill(still.View, new StickerPlacement(512, 0, 0));
        MotionFields fields = new(32, 160);
        for (int i = 0; i < 1024; i++)
        {
            // A head's worth of cells, falling off at its edge.
            double distance = Math.Sqrt(Math.Pow(i % 32 - 15.5, 2) + Math.Pow(i / 32 - 15.5, 2));
            float share = (float)Math.Clamp(11 - distance, 0, 1);
            (fields.Tint[i], fields.Tint[1024 + i]) = (1 + share * (tint - 1), 1 + share * (1 / tint - 1));
        }

        AssertAgree(vulkan, twin, fields, 512);
        var frame = new RgbaImage(512, 512, AlphaMode.Premultiplied);
        vulkan.Compose(fields, frame.Target);
        var unchanged = new RgbaImage(512, 512, AlphaMode.Premultiplied);
        vulkan.Compose(new MotionFields(32, 160), unchanged.Target);
        Assert.Equal(tint == 1, unchanged.Pixels.AsSpan().SequenceEqual(frame.Pixels));
    }

    [Theory]
    [InlineData(128, 300, 220)]
    [InlineData(128, 40, 60)]
    [InlineData(256, 700, 512)]
    public void A_region_of_fine_paint_agrees_frame_after_frame(int paintSize, int width, int height)
    {
        RgbaImage still = TestImages.Noise(width, height, AlphaMode.Straight, 41);
        float span = Math.Max(width, height) / 0.76f;
        var placement = new StickerPlacement(span, (span - width) / 2, (span - height) / 2);
        using var vulkan = new VulkanStickerCompositor(Device);
        using var twin = new CpuStickerCompositor();
        vulkan.SetStill(still.View, placement);
        twin.SetStill(still.View, placement);
        for (int frame = 0; frame < 8; frame++)
        {
            MotionFields fields = RandomFields(32, paintSize, 0.1f, 2 * frame);
            var random = new Random(frame);
            int left = random.Next(paintSize / 2), top = random.Next(paintSize / 2), side = frame == 5 ? 0 : paintSize / 3;
            for (int i = 0; i < paintSize * paintSize; i++)
            {
                fields.Paint[i] *= i % paintSize >= left && i % paintSize < left + side && i / paintSize >= top && i / paintSize < top + side ? 1 : 0;
            }

            AssertAgree(vulkan, twin, fields, 256);
        }
    }

    [Fact]
    public void Another_still_or_placement_replaces_the_one_before()
    {
        var fields = RandomFields(8, 8, 0.05f, 8);
        using var vulkan = new VulkanStickerCompositor(Device);
        using var twin = new CpuStickerCompositor();
        for (int round = 0; round < 6; round++)
        {
            RgbaImage still = TestImages.Noise(30 + round % 2 * 11, 30, AlphaMode.Premultiplied, round);
            var placement = new StickerPlacement(40 + round, round, 2);
            vulkan.SetStill(still.View, placement);
            twin.SetStill(still.View, placement);
            AssertAgree(vulkan, twin, fields, 50);
        }
    }

    [Fact]
    public void Rows_are_written_at_the_stride_and_the_padding_is_left_alone()
    {
        RgbaImage still = TestImages.Noise(32, 32, AlphaMode.Premultiplied, 9);
        using var vulkan = new VulkanStickerCompositor(Device);
        vulkan.SetStill(still.View, new StickerPlacement(32, 0, 0));
        byte[] padded = new byte[32 * 150];
        padded.AsSpan().Fill(201);
        vulkan.Compose(new MotionFields(4, 4), new FrameTarget(padded, 32, 32, 150, PixelFormat.Rgba8, AlphaMode.Premultiplied));
        for (int y = 0; y < 32; y++)
        {
            Assert.True(padded.AsSpan(y * 150, 128).SequenceEqual(still.View.Row(y)));
            Assert.All(padded.AsSpan(y * 150 + 128, 22).ToArray(), b => Assert.Equal(201, b));
        }
    }

    private static MotionFields RandomFields(int warpSize, int paintSize, float reach, int seed)
    {
        var random = new Random(seed);
        var fields = new MotionFields(warpSize, paintSize);
        int cells = warpSize * warpSize;
        for (int i = 0; i < fields.Warp.Length; i++)
        {
            fields.Warp[i] = i < 2 * cells ? (float)(random.NextDouble() * 2 - 1) * reach : 0.5f + random.NextSingle();
        }

        // A tint from below 0 to 4, in some columns of cells; every third has none.
        for (int i = 0; i < fields.Tint.Length; i++)
        {
            fields.Tint[i] = seed % 3 < 2 && i % warpSize >= seed % 5 ? 4.5f * random.NextSingle() - 0.5f : 1f;
        }

        for (int i = 0; i < fields.Paint.Length; i++)
        {
            fields.Paint[i] = random.NextSingle() * (seed % 2 == 0 ? 1 : 0);
        }

        return fields;
    }

    private static void AssertAgree(VulkanStickerCompositor vulkan, CpuStickerCompositor twin, MotionFields fields, int size)
    {
        var expected = new RgbaImage(size, size, AlphaMode.Premultiplied);
        var actual = new RgbaImage(size, size, AlphaMode.Premultiplied);
        twin.Compose(fields, expected.Target);
        vulkan.Compose(fields, actual.Target);
        FrameAssert.Close(expected, actual, Tolerance);
    }
}
