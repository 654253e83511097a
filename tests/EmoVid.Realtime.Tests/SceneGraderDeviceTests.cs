using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Tests;

/// <summary>The same frames through a grader on the software Vulkan device and through one on the CPU.</summary>
public class SceneGraderDeviceTests
{
    private const int Width = 97;
    private const int Height = 54;
    private const int Frames = 40;

    /// <summary>Two shots, a strobe in the second, a mood that changes under way, skin, a head-up display and a mask: all that steers a frame.</summary>
    [Theory]
    [InlineData(PixelFormat.Rgba8, AlphaMode.Opaque, false)]
    [InlineData(PixelFormat.Bgra8, AlphaMode.Straight, false)]
    [InlineData(PixelFormat.Rgba8, AlphaMode.Straight, true)]
    public void Frames_of_8_bits_are_equal_to_the_bit(PixelFormat format, AlphaMode mode, bool isMasked)
    {
        List<byte[]> expected = Run(EngineChoice.Cpu, format, mode, isMasked, out string cpu), found = Run(EngineChoice.Software, format, mode, isMasked, out string device);
        Assert.Equal("cpu", cpu);
        Assert.EndsWith("(software)", device, StringComparison.Ordinal);
        for (int n = 0; n < Frames; n++)
        {
            Assert.True(expected[n].AsSpan().SequenceEqual(found[n]), $"frame {n}");
        }

        Assert.False(expected[^1].AsSpan().SequenceEqual(Scene(Frames - 1, format)));
    }

    [Theory]
    [InlineData(PixelFormat.Rgb10A2, AlphaMode.Opaque, false)]
    [InlineData(PixelFormat.Rgba16F, AlphaMode.Straight, true)]
    [InlineData(PixelFormat.Rgba8, AlphaMode.Premultiplied, false)]
    public void Other_formats_agree(PixelFormat format, AlphaMode mode, bool isMasked)
    {
        // The loop measures its own output: a channel that falls on the other side moves the next table by less than a code.
        List<byte[]> expected = Run(EngineChoice.Cpu, format, mode, isMasked, out _), found = Run(EngineChoice.Software, format, mode, isMasked, out _);
        for (int n = 0; n < Frames; n++)
        {
            for (int i = 0; i < Width * Height; i++)
            {
                for (int channel = 0; channel < 4; channel++)
                {
                    (double wanted, double seen) = (Channel(expected[n], format, i, channel), Channel(found[n], format, i, channel));
                    Assert.True(Math.Abs(wanted - seen) <= 2 / 255.0 || wanted.Equals(seen), $"frame {n}, pixel {i}, channel {channel}: expected {wanted}, found {seen}");
                }
            }
        }
    }

    [Theory]
    [InlineData(YuvLayout.Nv12)]
    [InlineData(YuvLayout.I420)]
    public void Planes_agree(YuvLayout layout)
    {
        List<byte[]> expected = RunPlanes(EngineChoice.Cpu, layout), found = RunPlanes(EngineChoice.Software, layout);
        for (int n = 0; n < Frames; n++)
        {
            for (int i = 0; i < expected[n].Length; i++)
            {
                Assert.True(Math.Abs(expected[n][i] - found[n][i]) <= 2, $"frame {n}, byte {i}: expected {expected[n][i]}, found {found[n][i]}");
            }
        }

        Assert.NotEqual(Planes(Frames - 1), found[^1]);
    }

    [Fact]
    public void Live_the_device_measures_and_grades()
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Software);
        using var grader = new SceneGrader(engine, new SceneGraderOptions { IsLive = true });
        grader.Settings = new SceneGradeSettings { Mood = MoodLibrary.BuiltIn.Parse("sadness") };
        byte[] scene = Scene(0, PixelFormat.Rgba8), target = new byte[scene.Length];
        for (int n = 0; n < 5000 && (grader.Lut.IsIdentity || !grader.TryReadAttributes(out _, out _)); n++)
        {
            grader.Process(View(scene, PixelFormat.Rgba8, AlphaMode.Opaque), Target(target, PixelFormat.Rgba8, AlphaMode.Opaque), TimeSpan.FromSeconds(n / 25.0));
            Thread.Sleep(2);
        }

        Assert.True(grader.TryReadAttributes(out VisualAttributes look, out _));
        using var meter = new CpuAttributeMeter();
        Assert.Equal(meter.Measure(View(scene, PixelFormat.Rgba8, AlphaMode.Opaque)).Brightness, look.Brightness, 6);
        Assert.NotEqual(scene, target);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_allocated_a_frame(bool isLive)
    {
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Software);
        using var grader = new SceneGrader(engine, new SceneGraderOptions { IsLive = isLive });
        grader.Settings = new SceneGradeSettings { Mood = MoodLibrary.BuiltIn.Parse("sadness") };
        byte[] scene = Scene(0, PixelFormat.Rgba8), target = new byte[scene.Length];
        int n = 0;
        void Step() => grader.Process(View(scene, PixelFormat.Rgba8, AlphaMode.Opaque), Target(target, PixelFormat.Rgba8, AlphaMode.Opaque), TimeSpan.FromSeconds(n++ / 25.0));
        for (int i = 0; i < 50; i++)
        {
            Step();
            Thread.Sleep(isLive ? 2 : 0);
        }

        Allocations.AssertNone(Step);
    }

    private static List<byte[]> Run(EngineChoice choice, PixelFormat format, AlphaMode mode, bool isMasked, out string device)
    {
        using PixelEngine engine = PixelEngine.Open(choice);
        using var grader = new SceneGrader(engine);
        device = grader.Device;
        byte[] coverage = new byte[Width * Height];
        new Random(5).NextBytes(coverage);
        coverage.AsSpan(0, 7 * Width).Clear();
        MaskView mask = isMasked ? new MaskView(coverage, Width, Height, Width) : default;
        var frames = new List<byte[]>();
        for (int n = 0; n < Frames; n++)
        {
            grader.Settings = Settings(n);
            byte[] scene = Scene(n, format), graded = new byte[scene.Length];
            grader.Process(View(scene, format, mode), Target(graded, format, mode), TimeSpan.FromSeconds(n / 10.0), mask);
            frames.Add(graded);
        }

        return frames;
    }

    private static List<byte[]> RunPlanes(EngineChoice choice, YuvLayout layout)
    {
        using PixelEngine engine = PixelEngine.Open(choice);
        using var grader = new SceneGrader(engine);
        var frames = new List<byte[]>();
        for (int n = 0; n < Frames; n++)
        {
            grader.Settings = Settings(n);
            byte[] from = Planes(n), to = new byte[from.Length];
            grader.Process(Planes(from, layout).View, Planes(to, layout), TimeSpan.FromSeconds(n / 10.0));
            frames.Add(to);
        }

        return frames;
    }

    private static SceneGradeSettings Settings(int frame) => new()
    {
        Mood = MoodLibrary.BuiltIn.Parse(frame < 25 ? "anger" : "awe:0.6,fear:0.4"),
        SkinProtection = 0.7f,
        Grading = new GradeOptions { Untouched = new PixelRectangle(50, 10, 20, 15) },
    };

    private static byte[] Scene(int frame, PixelFormat format)
    {
        byte[] scene = new byte[Width * Height * format.BytesPerPixel()];
        for (int i = 0; i < Width * Height; i++)
        {
            int x = i % Width, y = i / Width;
            (int r, int g, int b) = frame < 15 ? (90 + x, 110 + y, 150 + x / 2) : frame % 4 == 0 && frame > 25 ? (255, 255, 255) : (230 - x, 160 + y, 60 + y);
            byte alpha = (byte)(255 - (x * y & 127));
            switch (format)
            {
                case PixelFormat.Rgb10A2:
                    MemoryMarshal.Cast<byte, uint>(scene.AsSpan())[i] = (uint)(r * 4) | (uint)(g * 4) << 10 | (uint)(b * 4) << 20 | 3u << 30;
                    break;
                case PixelFormat.Rgba16F:
                    Span<Half> half = MemoryMarshal.Cast<byte, Half>(scene.AsSpan()).Slice(4 * i, 4);
                    (half[0], half[1], half[2], half[3]) = ((Half)(r / 255f), (Half)(g / 255f), (Half)(b / 255f), (Half)(alpha / 255f));
                    break;
                default:
                    (scene[4 * i], scene[4 * i + 1], scene[4 * i + 2], scene[4 * i + 3]) = ((byte)(r * alpha / 255), (byte)(g * alpha / 255), (byte)(b * alpha / 255), alpha);
                    break;
            }
        }

        return scene;
    }

    private static byte[] Planes(int frame)
    {
        byte[] planes = new byte[Width * Height + 2 * ((Width + 1) / 2) * ((Height + 1) / 2)];
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = (byte)(i < Width * Height ? 40 + (i % Width + i / Width + (frame < 15 ? 0 : 90)) % 180 : 100 + (i + frame / 15) % 50);
        }

        return planes;
    }

    private static YuvFrameTarget Planes(byte[] bytes, YuvLayout layout)
    {
        const int Luma = Width * Height, HalfWidth = (Width + 1) / 2, Chroma = HalfWidth * ((Height + 1) / 2);
        return layout == YuvLayout.Nv12
            ? YuvFrameTarget.Nv12(bytes.AsSpan(0, Luma), Width, bytes.AsSpan(Luma), 2 * HalfWidth, Width, Height, YuvRange.Limited, YuvMatrix.Bt709)
            : YuvFrameTarget.I420(bytes.AsSpan(0, Luma), Width, bytes.AsSpan(Luma, Chroma), bytes.AsSpan(Luma + Chroma), HalfWidth, Width, Height, YuvRange.Limited, YuvMatrix.Bt709);
    }

    private static double Channel(byte[] frame, PixelFormat format, int pixel, int channel) => format switch
    {
        PixelFormat.Rgba16F => (double)MemoryMarshal.Cast<byte, Half>(frame)[4 * pixel + channel],
        PixelFormat.Rgb10A2 => ((MemoryMarshal.Cast<byte, uint>(frame)[pixel] >> (10 * channel)) & 1023u) / 1023.0,
        _ => frame[4 * pixel + channel] / 255.0,
    };

    private static FrameView View(byte[] bytes, PixelFormat format, AlphaMode mode) => new(bytes, Width, Height, Width * format.BytesPerPixel(), format, mode);

    private static FrameTarget Target(byte[] bytes, PixelFormat format, AlphaMode mode) => new(bytes, Width, Height, Width * format.BytesPerPixel(), format, mode);
}
