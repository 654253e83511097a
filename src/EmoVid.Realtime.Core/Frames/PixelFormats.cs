namespace EmoVid.Realtime;

/// <summary>What follows from a pixel format.</summary>
public static class PixelFormats
{
    /// <summary>Bytes that one pixel takes: 8 for half floats, else 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's.</exception>
    public static int BytesPerPixel(this PixelFormat format) => format switch
    {
        PixelFormat.Rgba8 or PixelFormat.Bgra8 or PixelFormat.Rgb10A2 => 4,
        PixelFormat.Rgba16F => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "The pixel format is none of the enumeration's."),
    };

    /// <summary>The encoding of a frame that names none: linear light for half floats, as scene colour is kept by renderers,
    /// sRGB for the others.</summary>
    public static ColorEncoding DefaultEncoding(this PixelFormat format) =>
        format == PixelFormat.Rgba16F ? ColorEncoding.Linear : ColorEncoding.Srgb;

    /// <summary>Whether the pixel is four bytes of 8-bit channels.</summary>
    public static bool HasByteChannels(this PixelFormat format) => format is PixelFormat.Rgba8 or PixelFormat.Bgra8;
}
