namespace EmoVid.Realtime.Media;

/// <summary>A format that ffmpeg writes.</summary>
internal enum ClipFormat
{
    /// <summary>GIF89a.</summary>
    Gif,

    /// <summary>Animated PNG.</summary>
    Apng,

    /// <summary>WebM with VP9, alpha as a second VP9 stream beside each frame.</summary>
    WebM,

    /// <summary>MP4 with H.264.</summary>
    Mp4,
}
