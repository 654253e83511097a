namespace EmoVid.Realtime;

/// <summary>The luma weights that made Y′CbCr from R′G′B′. Primaries and transfer function are taken as sRGB's, as players of
/// such video do on a desktop.</summary>
public enum YuvMatrix
{
    /// <summary>ITU-R BT.601: Kr = 0.299, Kb = 0.114.</summary>
    Bt601,

    /// <summary>ITU-R BT.709: Kr = 0.2126, Kb = 0.0722.</summary>
    Bt709,

    /// <summary>ITU-R BT.2020, non-constant luminance: Kr = 0.2627, Kb = 0.0593.</summary>
    Bt2020,
}
