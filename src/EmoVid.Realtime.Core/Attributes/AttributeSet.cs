namespace EmoVid.Realtime;

/// <summary>What a meter measures. It takes the time of what is asked for and no more; weight, coverage and counts are always
/// there.</summary>
[Flags]
public enum AttributeSet
{
    /// <summary>Weights and counts alone.</summary>
    None = 0,

    /// <summary>EmoVid's three: mean HSV value, mean HSV saturation, circular mean of HSV hue.</summary>
    EmoVid = 1,

    /// <summary>The opponent sums: Hasler–Süsstrunk colourfulness and warm–cool.</summary>
    HaslerSusstrunk = 2,

    /// <summary>Mean and contrast of Rec. 709 luma.</summary>
    Luma = 4,

    /// <summary>Luma histogram, 256 bins, and its percentiles.</summary>
    LumaHistogram = 8,

    /// <summary>Circular mean of hue, weighted by saturation. Brings <see cref="EmoVid"/> with it.</summary>
    WeightedHue = 16,

    /// <summary>Hue histogram, 36 bins, weighted by saturation. Brings <see cref="EmoVid"/> with it.</summary>
    HueHistogram = 32,

    /// <summary>Motion energy and flicker against the previous frame.</summary>
    Motion = 64,

    /// <summary>Share of pixels on edges.</summary>
    Edges = 128,

    /// <summary>EmoVid's three in each of 4×4 cells. Brings <see cref="EmoVid"/> with it.</summary>
    Grid = 256,

    /// <summary>What most hosts want of every frame.</summary>
    Standard = EmoVid | HaslerSusstrunk | Luma | LumaHistogram,

    /// <summary>Everything.</summary>
    All = Standard | WeightedHue | HueHistogram | Motion | Edges | Grid,
}
