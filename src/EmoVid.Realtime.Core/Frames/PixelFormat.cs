namespace EmoVid.Realtime;

/// <summary>Byte layout of one pixel. All formats are sRGB-encoded (IEC 61966-2-1), 8 bits a channel, 4 bytes a pixel.</summary>
public enum PixelFormat
{
    /// <summary>Bytes R, G, B, A in memory order.</summary>
    Rgba8,

    /// <summary>Bytes B, G, R, A in memory order.</summary>
    Bgra8,
}
