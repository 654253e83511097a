namespace EmoVid.Realtime;

/// <summary>Where the chroma of an 8-bit 4:2:0 frame lies.</summary>
public enum YuvLayout
{
    /// <summary>A luma plane and a plane of pairs Cb, Cr (FFmpeg's <c>nv12</c>).</summary>
    Nv12,

    /// <summary>Three planes: luma, Cb, Cr (FFmpeg's <c>yuv420p</c>).</summary>
    I420,
}
