namespace EmoVid.Realtime.Media;

/// <summary>What happens to a video with a high dynamic range.</summary>
public enum HdrHandling
{
    /// <summary>It is refused with one line: its codes are not sRGB, and measuring them as if they were gives wrong numbers.</summary>
    Refuse,

    /// <summary>It is brought to sRGB by ffmpeg, on the CPU: linear light with 100 cd/m² as white (zscale), BT.2020 to BT.709
    /// primaries, the Hable curve without desaturation (tonemap), sRGB transfer. Slow; needs an ffmpeg with zimg.</summary>
    ToneMap,
}
