namespace EmoVid.Realtime;

/// <summary>How a channel's number stands for light. The primaries are those of sRGB and Rec. 709 in both.</summary>
public enum ColorEncoding
{
    /// <summary>Encoded with the transfer function of IEC 61966-2-1.</summary>
    Srgb,

    /// <summary>Proportional to light.</summary>
    Linear,
}
