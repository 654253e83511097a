using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Core.Tests.Grading;

/// <summary>RGB frames beyond 8-bit sRGB, and conversions from one to another.</summary>
public sealed class FrameFormatTests : IDisposable
{
    private static readonly GradeOptions Rounded = new() { NoDither = true };
    private static readonly GradeLut Cold = GradeLutBaker.Bake(SampleGrades.Cold);

    private readonly CpuSceneGrader _grader = new();

    public static TheoryData<PixelFormat, ColorEncoding, AlphaMode> Layouts
    {
        get
        {
            var layouts = new TheoryData<PixelFormat, ColorEncoding, AlphaMode>();
            foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
            {
                foreach (ColorEncoding encoding in Enum.GetValues<ColorEncoding>())
                {
                    foreach (AlphaMode alphaMode in Enum.GetValues<AlphaMode>())
                    {
                        layouts.Add(format, encoding, alphaMode);
                    }
                }
            }

            return layouts;
        }
    }

    public void Dispose() => _grader.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_is_graded_as_double_precision_has_it(PixelFormat format, ColorEncoding encoding, AlphaMode alphaMode)
    {
        const int Count = 1000;
        byte[] source = Pixels(Count, format, encoding, alphaMode), graded = new byte[source.Length];
        Grade(source, format, encoding, alphaMode, graded, format, encoding, alphaMode, Cold, Rounded);
        for (int i = 0; i < Count; i++)
        {
            double[] from = Read(source, i, format), to = Read(graded, i, format);
            double alpha = alphaMode == AlphaMode.Premultiplied ? from[3] : 1;
            Assert.Equal(from[3], to[3]);
            if (alpha == 0)
            {
                Assert.Equal(0, to[0] + to[1] + to[2]);
                continue;
            }

            double[] expected = LutOracle.Apply(Cold, Encoded(from[0] / alpha, encoding), Encoded(from[1] / alpha, encoding), Encoded(from[2] / alpha, encoding));
            for (int channel = 0; channel < 3; channel++)
            {
                double value = alpha * (encoding == ColorEncoding.Linear ? LutOracle.Decode(expected[channel]) : expected[channel]);
                double step = format switch { PixelFormat.Rgba16F => Math.Max(1e-4, value / 2048), PixelFormat.Rgb10A2 => 1 / 1023.0, _ => 1 / 255.0 };

                // Half a step of the format is rounding; the rest is the positions', whose step is 1/32768 of the encoded channel.
                Assert.InRange(to[channel] - value, -0.75 * step - 2e-4, 0.75 * step + 2e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_identity_gives_every_layout_back(PixelFormat format, ColorEncoding encoding, AlphaMode alphaMode)
    {
        byte[] source = GraderFrames.Noise(1000 * format.BytesPerPixel()), graded = new byte[source.Length];
        Grade(source, format, encoding, alphaMode, graded, format, encoding, alphaMode, GradeLut.Identity, default);
        Assert.Equal(source, graded);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Any_bits_are_survived_and_masked_out_ones_kept(PixelFormat format, ColorEncoding encoding, AlphaMode alphaMode)
    {
        const int Count = 1000;
        byte[] source = GraderFrames.Noise(Count * format.BytesPerPixel()), graded = [.. source], mask = new byte[Count];
        mask.AsSpan(Count / 2).Fill(255);
        _grader.Grade(
            View(graded, format, encoding, alphaMode),
            new FrameTarget(graded, Count, 1, graded.Length, format, alphaMode, encoding),
            Cold,
            default,
            new MaskView(mask, Count, 1, Count));
        Assert.Equal(source.AsSpan(0, source.Length / 2), graded.AsSpan(0, source.Length / 2));
        Assert.NotEqual(source, graded);
    }

    [Theory]
    [InlineData(PixelFormat.Bgra8, ColorEncoding.Srgb)]
    [InlineData(PixelFormat.Rgb10A2, ColorEncoding.Srgb)]
    [InlineData(PixelFormat.Rgba16F, ColorEncoding.Linear)]
    [InlineData(PixelFormat.Rgba16F, ColorEncoding.Srgb)]
    public void Codes_survive_a_deeper_format_and_back(PixelFormat format, ColorEncoding encoding)
    {
        byte[] source = GraderFrames.Noise(1000 * 4), deeper = new byte[1000 * format.BytesPerPixel()], back = new byte[source.Length];
        for (int i = 3; i < source.Length; i += 4)
        {
            source[i] = 255;
        }

        Grade(source, PixelFormat.Rgba8, ColorEncoding.Srgb, AlphaMode.Straight, deeper, format, encoding, AlphaMode.Straight, GradeLut.Identity, Rounded);
        Grade(deeper, format, encoding, AlphaMode.Straight, back, PixelFormat.Rgba8, ColorEncoding.Srgb, AlphaMode.Straight, GradeLut.Identity, Rounded);
        Assert.Equal(source, back);
    }

    [Fact]
    public void A_transparent_frame_laid_over_black_becomes_opaque()
    {
        byte[] source = [200, 100, 50, 128], target = new byte[4];
        Grade(source, PixelFormat.Rgba8, ColorEncoding.Srgb, AlphaMode.Straight, target, PixelFormat.Rgba8, ColorEncoding.Srgb, AlphaMode.Opaque, GradeLut.Identity, Rounded);
        Assert.Equal<byte[]>([100, 50, 25, 255], target);
    }

    [Fact]
    public void Light_above_white_keeps_its_excess()
    {
        byte[] source = GraderFrames.Halves(4f, 2f, 1f, 1f), white = GraderFrames.Halves(1f, 0.5f, 0.25f, 1f), graded = new byte[8], scaled = new byte[8];
        Grade(source, PixelFormat.Rgba16F, ColorEncoding.Linear, AlphaMode.Opaque, graded, PixelFormat.Rgba16F, ColorEncoding.Linear, AlphaMode.Opaque, Cold, default);
        Grade(white, PixelFormat.Rgba16F, ColorEncoding.Linear, AlphaMode.Opaque, scaled, PixelFormat.Rgba16F, ColorEncoding.Linear, AlphaMode.Opaque, Cold, default);
        for (int channel = 0; channel < 3; channel++)
        {
            double expected = 4 * Read(scaled, 0, PixelFormat.Rgba16F)[channel];
            Assert.InRange(Read(graded, 0, PixelFormat.Rgba16F)[channel], expected * 0.998, expected * 1.002);
        }
    }

    [Fact]
    public void What_is_no_colour_becomes_one()
    {
        byte[] source = GraderFrames.Halves(float.NaN, float.PositiveInfinity, -3f, 1f), graded = new byte[8];
        Grade(source, PixelFormat.Rgba16F, ColorEncoding.Linear, AlphaMode.Opaque, graded, PixelFormat.Rgba16F, ColorEncoding.Linear, AlphaMode.Opaque, Cold, default);
        Assert.All(Read(graded, 0, PixelFormat.Rgba16F), value => Assert.True(double.IsFinite(value) && value >= 0));
    }

    private static FrameView View(byte[] pixels, PixelFormat format, ColorEncoding encoding, AlphaMode alphaMode) =>
        new(pixels, pixels.Length / format.BytesPerPixel(), 1, pixels.Length, format, alphaMode, encoding);

    private static byte[] Pixels(int count, PixelFormat format, ColorEncoding encoding, AlphaMode alphaMode)
    {
        var random = new Random(4);
        byte[] pixels = new byte[count * format.BytesPerPixel()];
        for (int i = 0; i < count; i++)
        {
            // Alphas that every format can hold.
            double alpha = random.Next(4) / 3.0;
            double[] color = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            color = encoding == ColorEncoding.Linear ? Array.ConvertAll(color, LutOracle.Decode) : color;
            color = alphaMode == AlphaMode.Premultiplied ? Array.ConvertAll(color, channel => channel * alpha) : color;
            switch (format)
            {
                case PixelFormat.Rgba16F:
                    GraderFrames.Halves((float)color[0], (float)color[1], (float)color[2], (float)alpha).CopyTo(pixels, 8 * i);
                    break;
                case PixelFormat.Rgb10A2:
                    uint word = (uint)(1023 * color[0]) | (uint)(1023 * color[1]) << 10 | (uint)(1023 * color[2]) << 20 | (uint)Math.Round(3 * alpha) << 30;
                    MemoryMarshal.Write(pixels.AsSpan(4 * i), word);
                    break;
                default:
                    (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) =
                        ((byte)(255 * color[0]), (byte)(255 * color[1]), (byte)(255 * color[2]), (byte)Math.Round(255 * alpha));
                    break;
            }
        }

        return pixels;
    }

    /// <summary>Red, green, blue, alpha as the format has them, unclipped.</summary>
    private static double[] Read(byte[] pixels, int index, PixelFormat format)
    {
        switch (format)
        {
            case PixelFormat.Rgba16F:
                return [.. MemoryMarshal.Cast<byte, Half>(pixels).Slice(4 * index, 4).ToArray().Select(value => (double)value)];
            case PixelFormat.Rgb10A2:
                uint word = MemoryMarshal.Cast<byte, uint>(pixels)[index];
                return [(word & 1023) / 1023.0, ((word >> 10) & 1023) / 1023.0, ((word >> 20) & 1023) / 1023.0, (word >> 30) / 3.0];
            default:
                int red = format == PixelFormat.Bgra8 ? 2 : 0;
                return [pixels[4 * index + red] / 255.0, pixels[4 * index + 1] / 255.0, pixels[4 * index + 2 - red] / 255.0, pixels[4 * index + 3] / 255.0];
        }
    }

    private static double Encoded(double value, ColorEncoding encoding)
    {
        double unit = Math.Clamp(value, 0, 1);
        return encoding == ColorEncoding.Linear ? LutOracle.Encode(unit) : unit;
    }

    private void Grade(
        byte[] source, PixelFormat sourceFormat, ColorEncoding sourceEncoding, AlphaMode sourceAlpha,
        byte[] target, PixelFormat targetFormat, ColorEncoding targetEncoding, AlphaMode targetAlpha, GradeLut lut, GradeOptions options)
    {
        int width = source.Length / sourceFormat.BytesPerPixel();
        _grader.Grade(View(source, sourceFormat, sourceEncoding, sourceAlpha), new FrameTarget(target, width, 1, target.Length, targetFormat, targetAlpha, targetEncoding), lut, options);
    }
}
