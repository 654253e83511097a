namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>The CPU engine against the scalar definitions, to the bit, on every layout.</summary>
public class CpuEngineTests
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (2, 3), (3, 2), (16, 4), (31, 7), (33, 33), (130, 5), (513, 9), (1025, 3), (2100, 4)];

    public static TheoryData<PixelFormat, AlphaMode, ColorEncoding> Layouts()
    {
        var data = new TheoryData<PixelFormat, AlphaMode, ColorEncoding>();
        foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
        {
            foreach (AlphaMode mode in Enum.GetValues<AlphaMode>())
            {
                foreach (ColorEncoding encoding in Enum.GetValues<ColorEncoding>())
                {
                    data.Add(format, mode, encoding);
                }
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
    [MemberData(nameof(Layouts))]
    public void Every_layout_gives_the_sums_of_the_definitions(PixelFormat format, AlphaMode mode, ColorEncoding encoding)
    {
        foreach (int threads in new[] { 1, 3 })
        {
            using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All, Threads = threads });
            var definition = new DefinitionSums(AttributeSet.All);
            foreach ((int width, int height) in Sizes)
            {
                // Two frames of a size, so that motion has a previous one.
                for (int seed = 0; seed < 2; seed++)
                {
                    int stride = (width + 3) * format.BytesPerPixel() + seed * 2;
                    byte[] bytes = TestFrames.Bytes(width, height, stride, format, mode, seed + width);
                    var frame = new FrameView(bytes, width, height, stride, format, mode, encoding);
                    SumsAssert.Equal(definition.Measure(frame), meter.Sums(frame), $"{width}×{height}, {threads} threads:");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Regions_and_masks_give_the_sums_of_the_definitions(PixelFormat format, AlphaMode mode, ColorEncoding encoding)
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        var definition = new DefinitionSums(AttributeSet.All);
        int size = format.BytesPerPixel();
        byte[] bytes = TestFrames.Bytes(300, 40, 300 * size, format, mode, 11), coverage = new byte[301 * 40];
        new Random(12).NextBytes(coverage);
        var whole = new FrameView(bytes, 300, 40, 300 * size, format, mode, encoding);
        var mask = new MaskView(coverage, 300, 40, 301);
        foreach ((int x, int y, int width, int height) in new[] { (0, 0, 300, 40), (1, 1, 298, 38), (7, 3, 1, 1), (250, 20, 50, 20), (33, 0, 64, 40) })
        {
            FrameView region = whole.Region(x, y, width, height);
            MaskView part = mask.Region(x, y, width, height);
            SumsAssert.Equal(definition.Measure(region, part), meter.Sums(region, part), $"{width}×{height} at ({x}, {y}), masked:");
            SumsAssert.Equal(definition.Measure(region), meter.Sums(region), $"{width}×{height} at ({x}, {y}):");
        }
    }

    [Theory]
    [MemberData(nameof(YuvLayouts))]
    public void Every_chroma_layout_gives_the_sums_of_the_definitions(YuvLayout layout, YuvRange range, YuvMatrix matrix)
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All, Threads = 2 });
        var definition = new DefinitionSums(AttributeSet.All);
        foreach ((int width, int height) in Sizes)
        {
            for (int seed = 0; seed < 2; seed++)
            {
                var random = new Random(seed * 7 + width);
                int chromaRow = (width + 1) / 2 * (layout == YuvLayout.Nv12 ? 2 : 1), chromaRows = (height + 1) / 2;
                byte[] luma = new byte[(width + 5) * height], u = new byte[(chromaRow + 3) * chromaRows], v = new byte[u.Length], coverage = new byte[width * height];
                random.NextBytes(luma);
                random.NextBytes(u);
                random.NextBytes(v);
                random.NextBytes(coverage);
                YuvFrameView frame = layout == YuvLayout.Nv12
                    ? YuvFrameView.Nv12(luma, width + 5, u, chromaRow + 3, width, height, range, matrix)
                    : YuvFrameView.I420(luma, width + 5, u, v, chromaRow + 3, width, height, range, matrix);
                SumsAssert.Equal(definition.Measure(frame), meter.Sums(frame), $"{width}×{height}:");
                var mask = new MaskView(coverage, width, height, width);
                SumsAssert.Equal(definition.Measure(frame, mask), meter.Sums(frame, mask), $"{width}×{height}, masked:");
                if (width > 4 && height > 4)
                {
                    YuvFrameView region = frame.Region(2, 2, width - 3, height - 3);
                    SumsAssert.Equal(definition.Measure(region), meter.Sums(region), $"region of {width}×{height}:");
                }
            }
        }
    }

    [Fact]
    public void Every_set_gives_its_own_sums_and_nothing_else()
    {
        byte[] bytes = TestFrames.Bytes(700, 20, 2800, PixelFormat.Rgba8, AlphaMode.Straight, 3);
        for (int set = 0; set <= (int)AttributeSet.All; set++)
        {
            using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = (AttributeSet)set });
            var definition = new DefinitionSums((AttributeSet)set);
            AlphaMode mode = set % 2 == 0 ? AlphaMode.Opaque : AlphaMode.Straight;
            foreach (AlphaMode alpha in new[] { mode, mode })
            {
                var frame = new FrameView(bytes, 700, 10 + (set & 7), 2800, PixelFormat.Rgba8, alpha);
                SumsAssert.Equal(definition.Measure(frame), meter.Sums(frame), $"{(AttributeSet)set}:");
            }
        }
    }

    [Fact]
    public void Every_colour_gives_the_sums_of_the_definitions()
    {
        // Red constant along a frame, so that errors cannot cancel out over the whole cube; every 5th red.
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        for (int red = 0; red < 256; red += 5)
        {
            var image = new RgbaImage(256, 256, AlphaMode.Opaque);
            for (int i = 0; i < 65536; i++)
            {
                (image.Pixels[4 * i], image.Pixels[4 * i + 1], image.Pixels[4 * i + 2]) = ((byte)red, (byte)i, (byte)(i >> 8));
            }

            meter.ResetHistory();
            SumsAssert.Equal(new DefinitionSums(AttributeSet.All).Measure(image.View), meter.Sums(image.View), $"red {red}:");
        }
    }
}
