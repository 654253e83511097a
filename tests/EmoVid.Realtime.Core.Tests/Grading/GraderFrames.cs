using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Core.Tests.Grading;

/// <summary>Frames for the grader's tests.</summary>
internal static class GraderFrames
{
    /// <summary>Bytes of every value, and a stride with padding.</summary>
    public static byte[] Noise(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>RGBA8 in which colours change slowly, as in a picture, with every alpha.</summary>
    public static byte[] Gradient(int width, int height)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
        {
            int x = i % width, y = i / width;
            pixels[4 * i] = (byte)(255 * x / (width - 1));
            pixels[4 * i + 1] = (byte)(255 * y / (height - 1));
            pixels[4 * i + 2] = (byte)(255 * (x + y) / (width + height - 2));
            pixels[4 * i + 3] = (byte)(x * 7 + y);
        }

        return pixels;
    }

    /// <summary>Half floats of given values.</summary>
    public static byte[] Halves(params float[] values) => MemoryMarshal.AsBytes<Half>([.. values.Select(value => (Half)value)]).ToArray();

    /// <summary>A frame of one value throughout.</summary>
    public static byte[] Flat(int width, int height, byte red, byte green, byte blue)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int i = 0; i < pixels.Length; i += 4)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (red, green, blue, 255);
        }

        return pixels;
    }
}
