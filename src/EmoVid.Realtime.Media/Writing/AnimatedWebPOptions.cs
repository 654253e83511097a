namespace EmoVid.Realtime.Media;

/// <summary>How an animated WebP is encoded.</summary>
public sealed record AnimatedWebPOptions
{
    /// <summary>Colour quality 0-100 (lossy). 80 shows no blocks on stickers.</summary>
    public float Quality { get; init; } = 80;

    /// <summary>Effort 0 (fast) to 6 (small). 2 encodes a 512² frame in about 12 ms on one core of 2020; 4 takes three times
    /// as long for files a fifth smaller.</summary>
    public int Method { get; init; } = 2;

    /// <summary>Alpha quality 0-100; 100 keeps alpha exactly.</summary>
    public int AlphaQuality { get; init; } = 100;

    /// <summary>Keeps colour exactly as well; larger files.</summary>
    public bool Lossless { get; init; }

    /// <summary>How often a player repeats the clip; 0 = for ever.</summary>
    public int LoopCount { get; init; }
}
