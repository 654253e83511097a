using System.Runtime.InteropServices;

namespace EmoVid.Realtime.Media;

/// <summary>Lays a frame with alpha over one colour.</summary>
internal static class Backdrop
{
    /// <summary>Each channel becomes c·a/255 + b·(255 - a)/255, each term rounded to nearest, in sRGB codes as browsers compose; the result
    /// is opaque.</summary>
    /// <param name="frame">RGBA8 or BGRA8.</param>
    /// <param name="target">RGBA8 of the same size.</param>
    /// <param name="color">0xRRGGBB.</param>
    public static void Compose(in FrameView frame, FrameTarget target, int color)
    {
        AlphaConversion.Convert(frame, new FrameTarget(target.Pixels, target.Width, target.Height, target.StrideBytes, PixelFormat.Rgba8, AlphaMode.Premultiplied));
        int red = color >> 16, green = (color >> 8) & 255, blue = color & 255;
        for (int y = 0; y < target.Height; y++)
        {
            foreach (ref uint pixel in MemoryMarshal.Cast<byte, uint>(target.Row(y)))
            {
                int rest = 255 - (int)(pixel >> 24);
                uint behind = (uint)(AlphaConversion.Premultiply(red, rest) | AlphaConversion.Premultiply(green, rest) << 8 | AlphaConversion.Premultiply(blue, rest) << 16);

                // Both terms are at most 255 together, but for a premultiplied colour above its alpha.
                uint sum = 0xFF000000;
                for (int shift = 0; shift < 24; shift += 8)
                {
                    sum |= Math.Min(255, ((pixel >> shift) & 255) + ((behind >> shift) & 255)) << shift;
                }

                pixel = sum;
            }
        }
    }
}
