using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Every set of every format, alpha mode and mask against the CPU twin, to the bit.</summary>
public sealed class AttributeTwinTests : SoftwareDeviceTest
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (2, 2), (3, 5), (5, 3), (7, 1), (1, 9), (8, 8), (33, 4), (130, 67)];

    public static TheoryData<AttributeSet> Sets()
    {
        var data = new TheoryData<AttributeSet> { AttributeSet.None, AttributeSet.Standard, AttributeSet.All };
        for (int flag = 1; flag <= (int)AttributeSet.Grid; flag <<= 1)
        {
            data.Add((AttributeSet)flag);
        }

        return data;
    }

    public static TheoryData<PixelFormat, AlphaMode, ColorEncoding> Layouts()
    {
        var data = new TheoryData<PixelFormat, AlphaMode, ColorEncoding>();
        foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
        {
            foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
            {
                data.Add(format, mode, ColorEncoding.Srgb);
                data.Add(format, mode, ColorEncoding.Linear);
            }
        }

        return data;
    }

    public static TheoryData<YuvLayout, YuvRange, YuvMatrix> YuvLayouts()
    {
        var data = new TheoryData<YuvLayout, YuvRange, YuvMatrix>();
        foreach (YuvLayout layout in Enum.GetValues<YuvLayout>())
        {
            foreach (YuvRange range in Enum.GetValues<YuvRange>())
            {
                foreach (YuvMatrix matrix in Enum.GetValues<YuvMatrix>())
                {
                    data.Add(layout, range, matrix);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_set_counts_as_in_the_twin(AttributeSet set)
    {
        var options = new AttributeMeterOptions { Set = set };
        using var meter = new VulkanAttributeMeter(Device, options);
        using var twin = new CpuAttributeMeter(options);
        foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
        {
            foreach ((int width, int height) in Sizes)
            {
                // Three frames of a size, so that two have a predecessor.
                AssertEqual(twin, meter, TestImages.Noise(width, height, mode, width).View);
                AssertEqual(twin, meter, TestImages.Gradient(width, height, mode).View);
                AssertEqual(twin, meter, TestImages.Noise(width, height, mode, height + 1).View, Mask(width, height, 1));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_format_counts_as_in_the_twin(PixelFormat format, AlphaMode mode, ColorEncoding encoding)
    {
        var options = new AttributeMeterOptions { Set = AttributeSet.All };
        using var meter = new VulkanAttributeMeter(Device, options);
        using var twin = new CpuAttributeMeter(options);
        foreach ((int width, int height) in Sizes)
        {
            int row = width * format.BytesPerPixel(), stride = row + 24;
            byte[] bytes = new byte[stride * height];
            var random = new Random(width * 31 + height);
            for (int repeat = 0; repeat < 3; repeat++)
            {
                random.NextBytes(bytes);
                if (repeat == 1 && format == PixelFormat.Rgba16F)
                {
                    // Numbers from 0 to about 1.25, as frames have them; random bits are mostly far outside.
                    Span<Half> halves = MemoryMarshal.Cast<byte, Half>(bytes.AsSpan());
                    for (int i = 0; i < halves.Length; i++)
                    {
                        halves[i] = (Half)(random.NextDouble() * random.NextDouble() * 1.25);
                    }
                }

                var view = new FrameView(bytes, width, height, stride, format, mode, encoding);
                AssertEqual(twin, meter, view);
                AssertEqual(twin, meter, view, Mask(width, height, repeat));
                if (width > 4 && height > 2)
                {
                    AssertEqual(twin, meter, view.Region(1, 1, width - 3, height - 2));
                    AssertEqual(twin, meter, view.Region(3, 0, 2, height), Mask(width, height, repeat).Region(2, 0, 2, height));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(YuvLayouts))]
    public void Each_kind_of_video_frame_counts_as_in_the_twin(YuvLayout layout, YuvRange range, YuvMatrix matrix)
    {
        var options = new AttributeMeterOptions { Set = AttributeSet.All };
        using var meter = new VulkanAttributeMeter(Device, options);
        using var twin = new CpuAttributeMeter(options);
        foreach ((int width, int height) in Sizes)
        {
            int lumaStride = width + 5, chromaStride = 2 * ((width + 1) / 2) + 3, chromaRows = (height + 1) / 2;
            byte[] luma = new byte[lumaStride * height], chroma = new byte[chromaStride * chromaRows], second = new byte[chromaStride * chromaRows];
            var random = new Random(width + 1000 * height);
            for (int repeat = 0; repeat < 2; repeat++)
            {
                random.NextBytes(luma);
                random.NextBytes(chroma);
                random.NextBytes(second);
                YuvFrameView view = layout == YuvLayout.Nv12
                    ? YuvFrameView.Nv12(luma, lumaStride, chroma, chromaStride, width, height, range, matrix)
                    : YuvFrameView.I420(luma, lumaStride, chroma, second, chromaStride, width, height, range, matrix);
                SumsAssert.Equal(twin.Sums(view), meter.Sums(view), $"{width}×{height}");
                MaskView mask = Mask(width, height, repeat);
                SumsAssert.Equal(twin.Sums(view, mask), meter.Sums(view, mask), $"{width}×{height} masked");
                if (width > 4 && height > 4)
                {
                    YuvFrameView region = view.Region(2, 2, width - 3, height - 3);
                    SumsAssert.Equal(twin.Sums(region), meter.Sums(region), $"region of {width}×{height}");
                }
            }
        }
    }

    [Theory]
    [InlineData(AlphaMode.Opaque)]
    [InlineData(AlphaMode.Premultiplied)]
    public void Large_frames_of_every_set_count_as_in_the_twin(AlphaMode mode)
    {
        // Enough pixels a workgroup to fill its 32-bit sums many times, and of one colour to fill one bin.
        var options = new AttributeMeterOptions { Set = AttributeSet.All };
        using var meter = new VulkanAttributeMeter(Device, options);
        using var twin = new CpuAttributeMeter(options);
        AssertEqual(twin, meter, TestImages.Noise(1301, 2003, mode, 3).View);
        AssertEqual(twin, meter, TestImages.Uniform(1301, 2003, mode, 255, 0, 0, 255).View);
        AssertEqual(twin, meter, TestImages.Uniform(1301, 2003, mode, 0, 0, 255, 255).View);
    }

    [Theory]
    [InlineData(600_000, 1)]
    [InlineData(70_001, 3)]
    [InlineData(3, 70_001)]
    [InlineData(1, 600_000)]
    public void Strips_longer_than_any_image_count_as_in_the_twin(int width, int height)
    {
        var options = new AttributeMeterOptions { Set = AttributeSet.All };
        using var meter = new VulkanAttributeMeter(Device, options);
        using var twin = new CpuAttributeMeter(options);
        AssertEqual(twin, meter, TestImages.Noise(width, height, AlphaMode.Straight, 3).View);
        AssertEqual(twin, meter, TestImages.Uniform(width, height, AlphaMode.Straight, 255, 0, 0, 255).View);
    }

    [Fact]
    public void Frames_read_as_storage_count_as_in_the_twin()
    {
        // Texel buffers of 300 words: small frames fit, larger ones do not, and a place that has grown takes small ones again.
        var options = new AttributeMeterOptions { Set = AttributeSet.All };
        using var meter = new VulkanAttributeMeter(Device, options, AttributeTuning.For(Device) with { TexelLimit = 300 });
        using var twin = new CpuAttributeMeter(options);
        foreach ((int width, int height) in new[] { (5, 3), (33, 14), (61, 43), (61, 43), (5, 3), (33, 14) })
        {
            AssertEqual(twin, meter, TestImages.Noise(width, height, AlphaMode.Straight, width).View, Mask(width, height, 2));
            byte[] bytes = new byte[width * height * 8];
            new Random(width).NextBytes(bytes);
            AssertEqual(twin, meter, new FrameView(bytes, width, height, width * 8, PixelFormat.Rgba16F, AlphaMode.Premultiplied));
            YuvFrameView video = YuvFrameView.I420(bytes, width, bytes.AsSpan(width * height), bytes.AsSpan(3), (width + 1) / 2, width, height, YuvRange.Full, YuvMatrix.Bt709);
            SumsAssert.Equal(twin.Sums(video), meter.Sums(video));
        }
    }

    [Theory]
    [InlineData(AttributeSet.Standard)]
    [InlineData(AttributeSet.All)]
    public void The_form_for_gpus_counts_as_in_the_twin(AttributeSet set)
    {
        // Workgroups of many subgroups with shared histograms, short strips, frames copied to the device's own memory.
        var options = new AttributeMeterOptions { Set = set };
        using var meter = new VulkanAttributeMeter(Device, options, AttributeTuning.ForKind(Device, isSoftware: false) with { IsStaged = true });
        using var twin = new CpuAttributeMeter(options);
        foreach (AlphaMode mode in new[] { AlphaMode.Opaque, AlphaMode.Premultiplied })
        {
            foreach ((int width, int height) in Sizes.Append((701, 401)).Append((20_000, 3)))
            {
                AssertEqual(twin, meter, TestImages.Noise(width, height, mode, width).View);
                AssertEqual(twin, meter, TestImages.Uniform(width, height, mode, 255, 0, 0, 255).View);
                AssertEqual(twin, meter, TestImages.Gradient(width, height, mode).View, Mask(width, height, 1));
            }
        }
    }

    private static MaskView Mask(int width, int height, int seed)
    {
        byte[] coverage = new byte[(width + 2) * height];
        new Random(seed).NextBytes(coverage);

        // Much of a real mask is all or nothing.
        for (int i = 0; i < coverage.Length; i++)
        {
            coverage[i] = (byte)Math.Clamp(coverage[i] * 3 - 256, 0, 255);
        }

        return new MaskView(coverage, width, height, width + 2);
    }

    private static void AssertEqual(CpuAttributeMeter twin, VulkanAttributeMeter meter, in FrameView view, in MaskView mask = default) =>
        SumsAssert.Equal(twin.Sums(view, mask), meter.Sums(view, mask), $"{view.Width}×{view.Height} {view.Format} {view.AlphaMode}{(mask.IsEmpty ? "" : " masked")}");
}
