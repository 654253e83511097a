namespace EmoVid.Realtime.Media;

/// <summary>How the pixels of a raw frame lie in memory, rows and planes without padding.</summary>
public enum RawPixelLayout
{
    /// <summary>Bytes R, G, B, A; ffmpeg's "rgba".</summary>
    Rgba,

    /// <summary>Bytes B, G, R, A; ffmpeg's "bgra".</summary>
    Bgra,

    /// <summary>8-bit 4:2:0, a luma plane and a plane of pairs Cb, Cr; ffmpeg's "nv12".</summary>
    Nv12,

    /// <summary>8-bit 4:2:0 in three planes; ffmpeg's "yuv420p".</summary>
    Yuv420P,

    /// <summary>Words of 10 bits R, G, B and 2 bits A (<see cref="PixelFormat.Rgb10A2"/>); ffmpeg's "x2bgr10le" without alpha.</summary>
    Rgb10A2,

    /// <summary>Four half floats R, G, B, A in linear light (<see cref="PixelFormat.Rgba16F"/>).</summary>
    Rgba16F,
}
