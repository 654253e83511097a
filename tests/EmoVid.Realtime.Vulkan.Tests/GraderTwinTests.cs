namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>The grading passes against their CPU twin: equal to the bit where no float division stands between, else within one code.</summary>
public sealed class GraderTwinTests : SoftwareDeviceTest
{
    private static readonly GradeLut Strong = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(Emotion.Anger)));
    private static readonly GradeLut Other = GradeLutBaker.Bake(MoodLibrary.BuiltIn.Grade(EmotionMix.Of(Emotion.Contentment)));

    public static TheoryData<PixelFormat, AlphaMode, ColorEncoding> Layouts()
    {
        var layouts = new TheoryData<PixelFormat, AlphaMode, ColorEncoding>();
        foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
        {
            foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
            {
                layouts.Add(format, mode, ColorEncoding.Srgb);
                layouts.Add(format, mode, ColorEncoding.Linear);
            }
        }

        return layouts;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    [InlineData(641, 77)]
    [InlineData(1920, 600)]
    public void Bytes_are_equal_at_every_size(int width, int height)
    {
        using var vulkan = new VulkanSceneGrader(Device);
        using var twin = new CpuSceneGrader();
        foreach (PixelFormat format in (ReadOnlySpan<PixelFormat>)[PixelFormat.Rgba8, PixelFormat.Bgra8])
        {
            foreach (bool dithers in (ReadOnlySpan<bool>)[true, false])
            {
                GraderFrame source = GraderFrame.Noise(width, height, format, AlphaMode.Straight, ColorEncoding.Srgb, 3);
                GraderFrame expected = source.Empty(), found = source.Empty();
                var options = new GradeOptions { NoDither = !dithers, Untouched = new PixelRectangle(width / 4, height / 3, width / 2, height / 3) };
                twin.Grade(source.View, expected.Target, Strong, options);
                vulkan.Grade(source.View, found.Target, Strong, options);
                Assert.Equal(expected.Bytes, found.Bytes);
            }
        }
    }

    [Fact]
    public void A_graphics_cards_own_memory_makes_no_difference()
    {
        using var shared = new VulkanSceneGrader(Device, GradeHome.Shared);
        using var staged = new VulkanSceneGrader(Device, GradeHome.Staged);
        foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
        {
            GraderFrame source = GraderFrame.Noise(1001, 700, format, AlphaMode.Straight, ColorEncoding.Srgb, 12);
            GraderFrame expected = source.Empty(), found = source.Empty();
            shared.Grade(source.View, expected.Target, Strong);
            staged.Grade(source.View, found.Target, Strong);
            Assert.Equal(expected.Bytes, found.Bytes);
        }

        GraderYuv planes = GraderYuv.Noise(1001, 700, YuvLayout.Nv12, YuvRange.Limited, YuvMatrix.Bt709, 13);
        GraderYuv wanted = new(1001, 700, YuvLayout.I420, YuvRange.Limited, YuvMatrix.Bt709), seen = new(1001, 700, YuvLayout.I420, YuvRange.Limited, YuvMatrix.Bt709);
        shared.Grade(planes.View, wanted.Target, Strong);
        staged.Grade(planes.View, seen.Target, Strong);
        Assert.Equal(wanted.Bytes, seen.Bytes);
    }

    [Fact]
    public void The_devices_clock_tells_what_a_frame_took()
    {
        using var vulkan = new VulkanSceneGrader(Device);
        Assert.Null(vulkan.LastPassNanoseconds);
        GraderFrame source = GraderFrame.Noise(1300, 1200, PixelFormat.Rgba8, AlphaMode.Opaque, ColorEncoding.Srgb, 14);
        vulkan.Grade(source.View, source.Empty().Target, Strong);
        Assert.True(vulkan.LastPassNanoseconds > 0);
    }

    [Fact]
    public void A_changed_table_is_used_at_once()
    {
        using var vulkan = new VulkanSceneGrader(Device);
        using var twin = new CpuSceneGrader();
        GraderFrame source = GraderFrame.Noise(300, 200, PixelFormat.Rgba8, AlphaMode.Opaque, ColorEncoding.Srgb, 4);
        GraderFrame expected = source.Empty(), found = source.Empty();
        foreach (GradeLut lut in new[] { Strong, Other, GradeLut.Identity, Strong })
        {
            twin.Grade(source.View, expected.Target, lut);
            vulkan.Grade(source.View, found.Target, lut);
            Assert.Equal(expected.Bytes, found.Bytes);
        }
    }

    [Fact]
    public void A_frame_may_be_graded_in_place()
    {
        using var vulkan = new VulkanSceneGrader(Device);
        GraderFrame source = GraderFrame.Noise(1300, 1200, PixelFormat.Bgra8, AlphaMode.Straight, ColorEncoding.Srgb, 5);
        GraderFrame expected = source.Empty();
        vulkan.Grade(source.View, expected.Target, Strong);
        vulkan.Grade(source.View, source.Target, Strong);
        Assert.Equal(expected.Bytes, source.Bytes);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_agrees_within_one_code(PixelFormat format, AlphaMode mode, ColorEncoding encoding)
    {
        using var vulkan = new VulkanSceneGrader(Device);
        using var twin = new CpuSceneGrader();
        GraderFrame source = GraderFrame.Noise(130, 67, format, mode, encoding, 6);
        byte[] coverage = new byte[130 * 67];
        new Random(7).NextBytes(coverage);
        coverage.AsSpan(0, 2000).Clear();
        foreach (bool masked in (ReadOnlySpan<bool>)[false, true])
        {
            MaskView mask = masked ? new MaskView(coverage, 130, 67, 130) : default;
            var options = new GradeOptions { Untouched = new PixelRectangle(60, 30, 20, 20) };
            GraderFrame expected = source.Empty(), found = source.Empty();
            twin.Grade(source.View, expected.Target, Strong, options, mask);
            vulkan.Grade(source.View, found.Target, Strong, options, mask);
            expected.AssertWithinOneCode(found);
        }
    }

    [Theory]
    [InlineData(PixelFormat.Rgba16F, PixelFormat.Rgba8)]
    [InlineData(PixelFormat.Rgba8, PixelFormat.Rgba16F)]
    [InlineData(PixelFormat.Rgb10A2, PixelFormat.Bgra8)]
    [InlineData(PixelFormat.Bgra8, PixelFormat.Rgb10A2)]
    [InlineData(PixelFormat.Rgba8, PixelFormat.Bgra8)]
    public void Layouts_are_converted_on_the_way(PixelFormat from, PixelFormat to)
    {
        using var vulkan = new VulkanSceneGrader(Device);
        using var twin = new CpuSceneGrader();
        foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
        {
            foreach (AlphaMode targetMode in Enum.GetValues<AlphaMode>())
            {
                GraderFrame source = GraderFrame.Noise(70, 31, from, mode, from == PixelFormat.Rgba16F ? ColorEncoding.Linear : ColorEncoding.Srgb, 8);
                GraderFrame expected = new(70, 31, to, targetMode, to == PixelFormat.Rgba16F ? ColorEncoding.Linear : ColorEncoding.Srgb);
                GraderFrame found = expected.Empty();
                foreach (GradeLut lut in new[] { Strong, GradeLut.Identity })
                {
                    twin.Grade(source.View, expected.Target, lut);
                    vulkan.Grade(source.View, found.Target, lut);
                    expected.AssertWithinOneCode(found);
                }
            }
        }
    }

    [Theory]
    [InlineData(YuvLayout.Nv12, YuvLayout.Nv12, YuvRange.Limited, YuvMatrix.Bt709)]
    [InlineData(YuvLayout.I420, YuvLayout.I420, YuvRange.Full, YuvMatrix.Bt601)]
    [InlineData(YuvLayout.I420, YuvLayout.Nv12, YuvRange.Limited, YuvMatrix.Bt2020)]
    [InlineData(YuvLayout.Nv12, YuvLayout.I420, YuvRange.Full, YuvMatrix.Bt709)]
    public void Yuv_agrees_within_one_code(YuvLayout from, YuvLayout to, YuvRange range, YuvMatrix matrix)
    {
        using var vulkan = new VulkanSceneGrader(Device);
        using var twin = new CpuSceneGrader();
        foreach ((int width, int height) in new[] { (1, 1), (2, 3), (17, 9), (64, 48), (1281, 721) })
        {
            GraderYuv source = GraderYuv.Noise(width, height, from, range, matrix, 9);
            byte[] coverage = new byte[width * height];
            new Random(10).NextBytes(coverage);
            coverage.AsSpan(0, coverage.Length / 3).Clear();
            foreach (bool masked in (ReadOnlySpan<bool>)[false, true])
            {
                MaskView mask = masked ? new MaskView(coverage, width, height, width) : default;
                var options = new GradeOptions { Untouched = new PixelRectangle(width / 2, height / 2, width / 3, height / 3) };
                GraderYuv expected = new(width, height, to, range, matrix), found = new(width, height, to, range, matrix);
                twin.Grade(source.View, expected.Target, Strong, options, mask);
                vulkan.Grade(source.View, found.Target, Strong, options, mask);
                expected.AssertWithinOneCode(found);

                twin.Grade(source.View, expected.Target, GradeLut.Identity, options, mask);
                vulkan.Grade(source.View, found.Target, GradeLut.Identity, options, mask);
                Assert.Equal(expected.Bytes, found.Bytes);
            }
        }
    }

    [Fact]
    public void Grading_allocates_nothing()
    {
        using var vulkan = new VulkanSceneGrader(Device);
        GraderFrame frame = GraderFrame.Noise(900, 700, PixelFormat.Rgba8, AlphaMode.Premultiplied, ColorEncoding.Srgb, 11);
        GraderFrame target = frame.Empty();
        for (int i = 0; i < 4; i++)
        {
            vulkan.Grade(frame.View, target.Target, Strong);
        }

        long created = Device.LiveObjects.Created;
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                vulkan.Grade(frame.View, target.Target, i % 2 == 0 ? Strong : Other);
            }
        });
        Assert.Equal(created, Device.LiveObjects.Created);
    }

    [Fact]
    public void Wrong_calls_are_refused()
    {
        var vulkan = new VulkanSceneGrader(Device);
        GraderFrame source = GraderFrame.Noise(8, 8, PixelFormat.Rgba8, AlphaMode.Opaque, ColorEncoding.Srgb, 1), small = GraderFrame.Noise(8, 7, PixelFormat.Rgba8, AlphaMode.Opaque, ColorEncoding.Srgb, 1);
        Assert.Throws<ArgumentException>(() => vulkan.Grade(source.View, small.Target, Strong));
        Assert.Throws<ArgumentException>(() => vulkan.Grade(source.View, source.Target, Strong, default, new MaskView(new byte[64], 4, 16, 4)));
        Assert.Throws<ArgumentNullException>(() => vulkan.Grade(source.View, source.Target, null!));
        vulkan.Dispose();
        Assert.Throws<ObjectDisposedException>(() => vulkan.Grade(source.View, source.Target, Strong));
    }
}
