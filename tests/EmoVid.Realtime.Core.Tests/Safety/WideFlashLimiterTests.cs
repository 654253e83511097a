using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Core.Tests.Safety;

/// <summary>The limiter on frames that are not bytes of sRGB: the same promises, judged by the analyser on their light.</summary>
public class WideFlashLimiterTests
{
    private const int W = Strobe.Width, H = Strobe.Height, FramesPerSecond = 50;

    public static TheoryData<PixelFormat, AlphaMode, ColorEncoding> Kinds => new()
    {
        { PixelFormat.Rgb10A2, AlphaMode.Opaque, ColorEncoding.Srgb },
        { PixelFormat.Rgb10A2, AlphaMode.Straight, ColorEncoding.Linear },
        { PixelFormat.Rgba16F, AlphaMode.Opaque, ColorEncoding.Linear },
        { PixelFormat.Rgba16F, AlphaMode.Premultiplied, ColorEncoding.Linear },
        { PixelFormat.Rgba16F, AlphaMode.Straight, ColorEncoding.Srgb },
        { PixelFormat.Bgra8, AlphaMode.Opaque, ColorEncoding.Linear },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Strobes_end_below_the_limits(PixelFormat format, AlphaMode alphaMode, ColorEncoding encoding)
    {
        foreach (Strobe strobe in Strobe.Flashing(9))
        {
            var limiter = new FlashLimiter();
            var shown = new FlashAnalysis(W, H, FramesPerSecond);
            bool limited = false;
            for (int n = 0; n < 3 * FramesPerSecond / 2; n++)
            {
                byte[] frame = Frame(strobe.Color, (double)n / FramesPerSecond, format, encoding);
                limited |= limiter.Process(Target(frame, format, alphaMode, encoding), TimeSpan.FromSeconds((double)n / FramesPerSecond)).IsAttenuated;
                shown.Add(Displayed(frame, format, encoding));
            }

            Assert.True(limited, strobe.Name);
            Assert.False(shown.Fails, $"{strobe.Name}: area {shown.WorstArea:0.00}, changes {shown.WorstChanges}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_keeps_the_limits_leaves_to_the_bit(PixelFormat format, AlphaMode alphaMode, ColorEncoding encoding)
    {
        foreach (Strobe strobe in Strobe.Harmless())
        {
            var limiter = new FlashLimiter();
            for (int n = 0; n < 3 * FramesPerSecond / 2; n++)
            {
                byte[] frame = Frame(strobe.Color, (double)n / FramesPerSecond, format, encoding), came = [.. frame];
                FlashReport report = limiter.Process(Target(frame, format, alphaMode, encoding), TimeSpan.FromSeconds((double)n / FramesPerSecond));
                Assert.True(!report.IsAttenuated && came.AsSpan().SequenceEqual(frame), $"{strobe.Name} was changed.");
            }
        }
    }

    [Theory]
    [InlineData(PixelFormat.Rgb10A2, ColorEncoding.Srgb)]
    [InlineData(PixelFormat.Rgba16F, ColorEncoding.Linear)]
    public void A_flash_between_two_8_bit_codes_is_told_from_a_harmless_one(PixelFormat format, ColorEncoding encoding)
    {
        // Eight-bit codes are 0.008 of the light apart here, the two flickers half of that.
        foreach ((double change, bool isFlash) in new[] { (0.102, true), (0.0965, false) })
        {
            var limiter = new FlashLimiter();
            bool limited = false;
            for (int n = 0; n < FramesPerSecond; n++)
            {
                double light = Encode(n / 3 % 2 == 0 ? 0.7 : 0.7 + change);
                byte[] frame = Frame((_, _, _) => (light, light, light), 0, format, encoding);
                limited |= limiter.Process(Target(frame, format, AlphaMode.Opaque, encoding), TimeSpan.FromSeconds((double)n / FramesPerSecond)).IsAttenuated;
            }

            Assert.Equal(isFlash, limited);
        }
    }

    [Fact]
    public void Light_above_white_and_what_is_no_number_pass_where_nothing_flashes()
    {
        byte[] frame = Frame((x, y, _) => (0.2, 0.4, 0.6), 0, PixelFormat.Rgba16F, ColorEncoding.Linear), came;
        Span<Half> halves = MemoryMarshal.Cast<byte, Half>(frame.AsSpan());
        (halves[0], halves[5], halves[10], halves[15]) = ((Half)7.5f, Half.NaN, Half.PositiveInfinity, (Half)(-0.5f));
        came = [.. frame];
        var limiter = new FlashLimiter();
        for (int n = 0; n < 10; n++)
        {
            limiter.Process(Target(frame, PixelFormat.Rgba16F, AlphaMode.Opaque, ColorEncoding.Linear), TimeSpan.FromSeconds(n / 10.0));
            Assert.Equal(came, frame);
        }
    }

    [Fact]
    public void Nothing_is_allocated_a_frame()
    {
        var limiter = new FlashLimiter();
        Strobe strobe = Strobe.Flashing(9).First();
        byte[][] frames = [.. Enumerable.Range(0, FramesPerSecond).Select(n => Frame(strobe.Color, (double)n / FramesPerSecond, PixelFormat.Rgba16F, ColorEncoding.Linear))];
        byte[] frame = new byte[frames[0].Length];
        int n = 0;
        void Step()
        {
            frames[n % FramesPerSecond].CopyTo(frame, 0);
            limiter.Process(Target(frame, PixelFormat.Rgba16F, AlphaMode.Opaque, ColorEncoding.Linear), TimeSpan.FromSeconds((double)n++ / FramesPerSecond));
        }

        for (int i = 0; i < 2 * FramesPerSecond; i++)
        {
            Step();
        }

        Allocations.AssertNone(Step);
    }

    private static FrameTarget Target(byte[] frame, PixelFormat format, AlphaMode alphaMode, ColorEncoding encoding) =>
        new(frame, W, H, W * format.BytesPerPixel(), format, alphaMode, encoding);

    /// <summary>A frame whose alpha is 1.</summary>
    private static byte[] Frame(Func<int, int, double, (double R, double G, double B)> color, double time, PixelFormat format, ColorEncoding encoding)
    {
        byte[] frame = new byte[W * H * format.BytesPerPixel()];
        for (int i = 0; i < W * H; i++)
        {
            (double r, double g, double b) = color(i % W, i / W, time);
            (r, g, b) = (Channel(r), Channel(g), Channel(b));
            switch (format)
            {
                case PixelFormat.Rgb10A2:
                    MemoryMarshal.Cast<byte, uint>(frame.AsSpan())[i] = Code(r, 1023) | (Code(g, 1023) << 10) | (Code(b, 1023) << 20) | (3u << 30);
                    break;
                case PixelFormat.Rgba16F:
                    Span<Half> pixel = MemoryMarshal.Cast<byte, Half>(frame.AsSpan()).Slice(4 * i, 4);
                    (pixel[0], pixel[1], pixel[2], pixel[3]) = ((Half)r, (Half)g, (Half)b, (Half)1f);
                    break;
                default:
                    MemoryMarshal.Cast<byte, uint>(frame.AsSpan())[i] = Code(b, 255) | (Code(g, 255) << 8) | (Code(r, 255) << 16) | (255u << 24);
                    break;
            }
        }

        return frame;

        double Channel(double value) => encoding == ColorEncoding.Linear ? Decode(Math.Clamp(value, 0, 1)) : Math.Clamp(value, 0, 1);
    }

    /// <summary>The light of a frame, red first.</summary>
    private static double[] Displayed(byte[] frame, PixelFormat format, ColorEncoding encoding)
    {
        double[] light = new double[W * H * 4];
        for (int i = 0; i < light.Length; i++)
        {
            (int pixel, int lane) = (i / 4, i % 4);
            uint bits = format == PixelFormat.Rgba16F ? 0 : MemoryMarshal.Cast<byte, uint>(frame.AsSpan())[pixel];
            double value = format switch
            {
                PixelFormat.Rgba16F => (double)MemoryMarshal.Cast<byte, Half>(frame.AsSpan())[i],
                PixelFormat.Rgb10A2 => ((bits >> (10 * lane)) & 1023) / 1023.0,
                _ => ((bits >> (lane == 3 ? 24 : 16 - 8 * lane)) & 255) / 255.0,
            };
            light[i] = encoding == ColorEncoding.Linear ? value : Decode(value);
        }

        return light;
    }

    private static uint Code(double value, int most) => (uint)Math.Round(most * Math.Clamp(value, 0, 1));

    private static double Decode(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    private static double Encode(double c) => c <= 0.0031308 ? 12.92 * c : 1.055 * Math.Pow(c, 1 / 2.4) - 0.055;
}
