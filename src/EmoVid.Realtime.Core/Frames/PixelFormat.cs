namespace EmoVid.Realtime;

/// <summary>Layout of one pixel in memory. <see cref="PixelFormats"/> knows its size.</summary>
public enum PixelFormat
{
    /// <summary>Bytes R, G, B, A in memory order; 4 bytes.</summary>
    Rgba8,

    /// <summary>Bytes B, G, R, A in memory order; 4 bytes.</summary>
    Bgra8,

    /// <summary>A little-endian 32-bit word: R in bits 0-9, G in 10-19, B in 20-29, A in 30-31 (Vulkan's
    /// <c>A2B10G10R10_UNORM_PACK32</c>); 4 bytes.</summary>
    Rgb10A2,

    /// <summary>Four IEEE 754 half floats R, G, B, A, little-endian, 1 = white and opaque; 8 bytes.</summary>
    Rgba16F,
}
