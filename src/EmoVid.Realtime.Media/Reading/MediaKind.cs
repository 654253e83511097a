namespace EmoVid.Realtime.Media;

/// <summary>What a file is by its content; its name plays no part.</summary>
public enum MediaKind
{
    /// <summary>Still PNG.</summary>
    Png,

    /// <summary>Animated PNG.</summary>
    Apng,

    /// <summary>JPEG; always opaque.</summary>
    Jpeg,

    /// <summary>GIF, still or animated; alpha is 0 or 255.</summary>
    Gif,

    /// <summary>WebP, still or animated.</summary>
    WebP,

    /// <summary>SVG.</summary>
    Svg,

    /// <summary>A video container that ffmpeg reads.</summary>
    Video,

    /// <summary>Lottie: vector animation as JSON, plain or packed by gzip as Telegram's .tgs.</summary>
    Lottie,

    /// <summary>Raw frames of an announced format.</summary>
    Raw,
}
