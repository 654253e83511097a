namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The drawn backdrop at the size that is graded.</summary>
internal static class BackdropPicture
{
    /// <summary>Scales to 16:9 of a height, bilinear: the drawing has less than twice the pixels and no fine texture.</summary>
    public static RgbaImage Fit(RgbaImage drawn, int height)
    {
        int width = height * 16 / 9;
        var target = new RgbaImage(width, height, AlphaMode.Opaque);
        for (int y = 0; y < height; y++)
        {
            (int top, float down) = Split((y + 0.5f) * drawn.Height / height - 0.5f, drawn.Height);
            for (int x = 0; x < width; x++)
            {
                (int left, float right) = Split((x + 0.5f) * drawn.Width / width - 0.5f, drawn.Width);
                int at = (y * width + x) * 4, from = (top * drawn.Width + left) * 4, below = from + drawn.Width * 4;
                for (int channel = 0; channel < 3; channel++)
                {
                    float upper = float.Lerp(drawn.Pixels[from + channel], drawn.Pixels[from + 4 + channel], right);
                    float lower = float.Lerp(drawn.Pixels[below + channel], drawn.Pixels[below + 4 + channel], right);
                    target.Pixels[at + channel] = (byte)(float.Lerp(upper, lower, down) + 0.5f);
                }

                target.Pixels[at + 3] = 255;
            }
        }

        return target;
    }

    private static (int Cell, float Part) Split(float place, int size)
    {
        float inside = Math.Clamp(place, 0, size - 1.001f);
        int cell = (int)inside;
        return (cell, inside - cell);
    }
}
