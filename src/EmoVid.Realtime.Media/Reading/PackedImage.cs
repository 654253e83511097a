namespace EmoVid.Realtime.Media;

/// <summary>A raw frame of any pixel format that owns its bytes, rows without padding.</summary>
internal sealed class PackedImage(int width, int height, PixelFormat format, AlphaMode alphaMode)
{
    /// <summary>The pixels.</summary>
    public byte[] Pixels { get; } = new byte[checked(width * height * format.BytesPerPixel())];

    /// <summary>A read-only look at the whole frame.</summary>
    public FrameView View => new(Pixels, width, height, width * format.BytesPerPixel(), format, alphaMode);
}
