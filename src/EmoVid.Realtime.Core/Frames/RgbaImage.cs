namespace EmoVid.Realtime;

/// <summary>An image that owns its pixels: tightly packed RGBA8, sRGB-encoded, straight or premultiplied.</summary>
/// <remarks>One thread at a time while it is written; any number while it is only read.</remarks>
public sealed class RgbaImage
{
    /// <summary>Creates a fully transparent image.</summary>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="alphaMode">Meaning of the alpha byte.</param>
    public RgbaImage(int width, int height, AlphaMode alphaMode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
        AlphaMode = alphaMode;
        Pixels = new byte[checked(width * height * 4)];
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Meaning of the alpha byte.</summary>
    public AlphaMode AlphaMode { get; }

    /// <summary>The pixels, <c>width * height * 4</c> bytes, rows without padding.</summary>
    public byte[] Pixels { get; }

    /// <summary>A read-only look at the whole image.</summary>
    public FrameView View => new(Pixels, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode);

    /// <summary>The whole image as something to write into.</summary>
    public FrameTarget Target => new(Pixels, Width, Height, Width * 4, PixelFormat.Rgba8, AlphaMode);
}
