using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>A frame of any RGB layout.</summary>
internal sealed class GraderFrame(int width, int height, PixelFormat format, AlphaMode mode, ColorEncoding encoding)
{
    public byte[] Bytes { get; } = new byte[width * height * format.BytesPerPixel()];

    public FrameView View => new(Bytes, width, height, width * format.BytesPerPixel(), format, mode, encoding);

    public FrameTarget Target => new(Bytes, width, height, width * format.BytesPerPixel(), format, mode, encoding);

    /// <summary>Random pixels; half floats from -0.5 to 3, some of them NaN and infinite; premultiplied colour below its alpha.</summary>
    public static GraderFrame Noise(int width, int height, PixelFormat format, AlphaMode mode, ColorEncoding encoding, int seed)
    {
        var frame = new GraderFrame(width, height, format, mode, encoding);
        var random = new Random(seed);
        random.NextBytes(frame.Bytes);
        if (format == PixelFormat.Rgba16F)
        {
            Span<Half> halves = MemoryMarshal.Cast<byte, Half>(frame.Bytes.AsSpan());
            for (int i = 0; i < halves.Length; i++)
            {
                double value = random.NextDouble();
                halves[i] = i % 4 == 3 ? (Half)value : random.Next(50) switch
                {
                    0 => Half.NaN,
                    1 => Half.PositiveInfinity,
                    2 => (Half)(-value / 2),
                    3 => (Half)(3 * value),
                    _ => (Half)value,
                };
            }
        }
        else if (mode == AlphaMode.Premultiplied && format != PixelFormat.Rgb10A2)
        {
            for (int i = 0; i < frame.Bytes.Length; i++)
            {
                frame.Bytes[i] = (byte)(i % 4 == 3 ? frame.Bytes[i] : frame.Bytes[i] * frame.Bytes[i | 3] / 255);
            }
        }

        return frame;
    }

    public GraderFrame Empty() => new(width, height, format, mode, encoding);

    /// <summary>Channel by channel: integers within 1, half floats within one 8-bit code of the encoding and one unit in the last place.</summary>
    public void AssertWithinOneCode(GraderFrame found)
    {
        for (int i = 0; i < width * height; i++)
        {
            for (int channel = 0; channel < 4; channel++)
            {
                (double expected, double actual, double tolerance) = (Channel(i, channel), found.Channel(i, channel), 1.0);
                if (format == PixelFormat.Rgba16F)
                {
                    tolerance = 1 / 255.0 + Math.Abs(expected) / 1024;
                }

                Assert.True(Math.Abs(expected - actual) <= tolerance || expected.Equals(actual), $"Pixel {i}, channel {channel}: expected {expected}, found {actual}.");
            }
        }
    }

    private double Channel(int pixel, int channel) => format switch
    {
        PixelFormat.Rgba16F => (double)MemoryMarshal.Cast<byte, Half>(Bytes)[4 * pixel + channel],
        PixelFormat.Rgb10A2 => (MemoryMarshal.Cast<byte, uint>(Bytes)[pixel] >> (10 * channel)) & (channel == 3 ? 3u : 1023u),
        _ => Bytes[4 * pixel + channel],
    };
}
