namespace EmoVid.Realtime.Media.Tests;

/// <summary>Pictures with soft edges, holes and saturated colour, computed, so that every test knows every pixel.</summary>
public static class TestPictures
{
    /// <summary>A disc of a colour gradient with a soft rim on transparency; <paramref name="phase"/> moves it.</summary>
    public static RgbaImage Disc(int width, int height, double phase = 0, AlphaMode mode = AlphaMode.Straight)
    {
        var image = new RgbaImage(width, height, mode);
        double radius = 0.35 * Math.Min(width, height);
        double centreX = width * (0.5 + 0.1 * Math.Sin(2 * Math.PI * phase)), centreY = height * 0.5;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double distance = Math.Sqrt((x + 0.5 - centreX) * (x + 0.5 - centreX) + (y + 0.5 - centreY) * (y + 0.5 - centreY));
                double alpha = Math.Clamp((radius - distance) / (0.2 * radius) + 0.5, 0, 1);
                double scale = mode == AlphaMode.Premultiplied ? alpha : 1;
                Span<byte> pixel = image.Pixels.AsSpan((y * width + x) * 4);
                if (alpha > 0)
                {
                    pixel[0] = (byte)Math.Round(scale * 255 * x / width);
                    pixel[1] = (byte)Math.Round(scale * 255 * y / height);
                    pixel[2] = (byte)Math.Round(scale * (40 + 200 * phase));
                    pixel[3] = (byte)Math.Round(255 * alpha);
                }

                if (mode == AlphaMode.Opaque)
                {
                    pixel[3] = 255;
                }
            }
        }

        return image;
    }
}
