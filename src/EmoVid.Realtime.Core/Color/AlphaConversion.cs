using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>The one place where straight and premultiplied alpha turn into each other, on sRGB-encoded 8-bit colour.</summary>
/// <remarks>Stateless; any number of threads.</remarks>
public static class AlphaConversion
{
    /// <summary>Premultiplied channel: c·a/255 rounded to nearest (255 is odd, so there are no ties).</summary>
    /// <param name="channel">Straight channel, 0-255.</param>
    /// <param name="alpha">Alpha, 0-255.</param>
    public static int Premultiply(int channel, int alpha) => (channel * alpha + 127) / 255;

    /// <summary>Straight channel: min(255, ⌊(255·c + ⌊a/2⌋) / a⌋), and 0 for a = 0. A channel above its alpha, which
    /// premultiplied colour does not have, gives 255.</summary>
    /// <param name="channel">Premultiplied channel, 0-255.</param>
    /// <param name="alpha">Alpha, 0-255.</param>
    public static int Unpremultiply(int channel, int alpha) =>
        alpha == 0 ? 0 : Math.Min(255, (channel * 255 + (alpha >> 1)) / alpha);

    /// <summary>Copies a frame into another layout and alpha mode.</summary>
    /// <remarks>To <see cref="AlphaMode.Opaque"/> a frame with alpha is laid over black. Straight → premultiplied → straight
    /// keeps alpha and changes a channel by at most 127.5/a + 0.5 codes.</remarks>
    /// <exception cref="ArgumentException">The sizes differ, or a frame is not RGBA8 or BGRA8 in sRGB.</exception>
    public static void Convert(in FrameView source, FrameTarget target)
    {
        if (source.Width != target.Width || source.Height != target.Height)
        {
            throw new ArgumentException($"The source is {source.Width}×{source.Height}, but the target is {target.Width}×{target.Height}.", nameof(target));
        }

        FrameGeometry.RequireByteChannels(source.Format, source.Encoding, nameof(source));
        FrameGeometry.RequireByteChannels(target.Format, target.Encoding, nameof(target));
        bool swap = source.Format != target.Format;
        for (int y = 0; y < source.Height; y++)
        {
            ReadOnlySpan<uint> from = MemoryMarshal.Cast<byte, uint>(source.Row(y));
            Span<uint> to = MemoryMarshal.Cast<byte, uint>(target.Row(y));
            for (int x = 0; x < from.Length; x++)
            {
                uint pixel = ConvertPixel(from[x], source.AlphaMode, target.AlphaMode);
                to[x] = swap ? SwapRedBlue(pixel) : pixel;
            }
        }
    }

    private static uint ConvertPixel(uint pixel, AlphaMode from, AlphaMode to)
    {
        const uint OpaqueAlpha = 0xFF000000;
        uint alpha = pixel >> 24;
        return (from, to) switch
        {
            (AlphaMode.Opaque, _) => pixel | OpaqueAlpha,
            (AlphaMode.Straight, AlphaMode.Premultiplied) => PremultiplyPixel(pixel, alpha),
            (AlphaMode.Straight, AlphaMode.Opaque) => PremultiplyPixel(pixel, alpha) | OpaqueAlpha,
            (AlphaMode.Premultiplied, AlphaMode.Opaque) => pixel | OpaqueAlpha,
            (AlphaMode.Premultiplied, AlphaMode.Straight) => UnpremultiplyPixel(pixel, alpha),
            _ => pixel,
        };
    }

    private static uint PremultiplyPixel(uint pixel, uint alpha) => alpha switch
    {
        255 => pixel,
        0 => 0,
        _ => (uint)Premultiply((int)(pixel & 255), (int)alpha)
            | (uint)Premultiply((int)((pixel >> 8) & 255), (int)alpha) << 8
            | (uint)Premultiply((int)((pixel >> 16) & 255), (int)alpha) << 16
            | alpha << 24,
    };

    private static uint UnpremultiplyPixel(uint pixel, uint alpha) => alpha switch
    {
        255 => pixel,
        0 => 0,
        _ => (uint)Unpremultiply((int)(pixel & 255), (int)alpha)
            | (uint)Unpremultiply((int)((pixel >> 8) & 255), (int)alpha) << 8
            | (uint)Unpremultiply((int)((pixel >> 16) & 255), (int)alpha) << 16
            | alpha << 24,
    };

    private static uint SwapRedBlue(uint pixel) =>
        (pixel & 0xFF00FF00) | ((pixel & 0xFF) << 16) | ((pixel >> 16) & 0xFF);
}
