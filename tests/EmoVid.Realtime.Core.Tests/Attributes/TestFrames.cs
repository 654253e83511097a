namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>Random frames of every layout that meet the special cases: greys, ties, transparent and opaque pixels, and in half
/// floats NaN, infinities, negative and tiny numbers.</summary>
internal static class TestFrames
{
    private static readonly ushort[] SpecialHalves = [0, 0x8000, 0x3C00, 0xBC00, 0x7C00, 0xFC00, 0x7E00, 0x7BFF, 0x0001, 0x03FF, 0x3800, 0x3BFF, 0x3C01];

    /// <summary>Bytes of a frame, with random padding.</summary>
    public static byte[] Bytes(int width, int height, int stride, PixelFormat format, AlphaMode mode, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[stride * height];
        random.NextBytes(bytes);
        int size = format.BytesPerPixel();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Span<byte> pixel = bytes.AsSpan(y * stride + x * size, size);
                if (format == PixelFormat.Rgba16F)
                {
                    ShapeHalf(pixel, random);
                }
                else
                {
                    Shape(pixel, random, mode);
                }
            }
        }

        return bytes;
    }

    private static void ShapeHalf(Span<byte> pixel, Random random)
    {
        for (int channel = 0; channel < 4; channel++)
        {
            ushort bits = random.Next(20) == 0
                ? SpecialHalves[random.Next(SpecialHalves.Length)]
                : BitConverter.HalfToUInt16Bits((Half)(random.NextDouble() * 1.1 - 0.05));
            BitConverter.TryWriteBytes(pixel[(2 * channel)..], bits);
        }
    }

    private static void Shape(Span<byte> pixel, Random random, AlphaMode mode)
    {
        switch (random.Next(12))
        {
            case 0:
                pixel[..3].Fill(pixel[0]);
                break;
            case 1:
                pixel[3] = 0;
                break;
            case 2:
                pixel[3] = 255;
                break;
            case 3:
                pixel[1] = pixel[2];
                break;
            case 4:
                pixel[0] = pixel[1];
                break;
        }

        // Mostly legal; a damaged file may hold colour above its alpha.
        for (int i = 0; i < 3 && mode == AlphaMode.Premultiplied && random.Next(8) != 0; i++)
        {
            pixel[i] = Math.Min(pixel[i], pixel[3]);
        }
    }
}
