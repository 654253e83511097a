namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Generated images, the same in every run.</summary>
internal static class TestImages
{
    /// <summary>Independent random bytes; premultiplied images get colour below their alpha.</summary>
    public static RgbaImage Noise(int width, int height, AlphaMode mode, int seed)
    {
        var image = new RgbaImage(width, height, mode);
        new Random(seed).NextBytes(image.Pixels);
        return Legal(image);
    }

    /// <summary>R grows to the right, G downwards, B along the diagonal, A against it.</summary>
    public static RgbaImage Gradient(int width, int height, AlphaMode mode)
    {
        var image = new RgbaImage(width, height, mode);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Span<byte> pixel = image.Pixels.AsSpan((y * width + x) * 4, 4);
                pixel[0] = (byte)(255 * x / Math.Max(1, width - 1));
                pixel[1] = (byte)(255 * y / Math.Max(1, height - 1));
                pixel[2] = (byte)((pixel[0] + pixel[1]) / 2);
                pixel[3] = (byte)(255 - pixel[2] / 2);
            }
        }

        return Legal(image);
    }

    /// <summary>One white pixel in the middle of nothing.</summary>
    public static RgbaImage Impulse(int width, int height)
    {
        var image = new RgbaImage(width, height, AlphaMode.Premultiplied);
        image.Pixels.AsSpan((height / 2 * width + width / 2) * 4, 4).Fill(255);
        return image;
    }

    /// <summary>One colour everywhere.</summary>
    public static RgbaImage Uniform(int width, int height, AlphaMode mode, byte red, byte green, byte blue, byte alpha)
    {
        var image = new RgbaImage(width, height, mode);
        for (int i = 0; i < image.Pixels.Length; i += 4)
        {
            image.Pixels[i] = red;
            image.Pixels[i + 1] = green;
            image.Pixels[i + 2] = blue;
            image.Pixels[i + 3] = alpha;
        }

        return image;
    }

    private static RgbaImage Legal(RgbaImage image)
    {
        if (image.AlphaMode == AlphaMode.Premultiplied)
        {
            for (int i = 0; i < image.Pixels.Length; i += 4)
            {
                for (int c = 0; c < 3; c++)
                {
                    image.Pixels[i + c] = (byte)(image.Pixels[i + c] * image.Pixels[i + 3] / 255);
                }
            }
        }

        return image;
    }
}
