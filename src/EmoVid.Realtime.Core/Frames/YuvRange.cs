namespace EmoVid.Realtime;

/// <summary>Which 8-bit codes are black and white.</summary>
public enum YuvRange
{
    /// <summary>Luma 16-235, chroma 16-240 around 128 (FFmpeg's <c>tv</c>).</summary>
    Limited,

    /// <summary>Luma 0-255, chroma 0-255 around 128 (FFmpeg's <c>pc</c>, JPEG).</summary>
    Full,
}
