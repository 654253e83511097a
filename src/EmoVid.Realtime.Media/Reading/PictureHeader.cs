namespace EmoVid.Realtime.Media;

/// <summary>What the structure of a picture file says before anything is decoded.</summary>
/// <param name="Kind">The format, animated PNG told from still.</param>
/// <param name="Width">Pixels a row as stored.</param>
/// <param name="Height">Rows as stored.</param>
/// <param name="FrameMilliseconds">How long each frame is shown; a still has one entry of 0.</param>
/// <param name="Orientation">EXIF orientation, 1-8; 1 = as stored.</param>
internal sealed record PictureHeader(MediaKind Kind, int Width, int Height, int[] FrameMilliseconds, int Orientation = 1)
{
    /// <summary>The duration of a still: it is shown for as long as one likes.</summary>
    public static int[] Still { get; } = [0];

    /// <summary>Browsers show frames of 10 ms and less for 100 ms, and artists rely on it.</summary>
    public static int ShownMilliseconds(int stored) => stored <= 10 ? 100 : stored;

    /// <summary>Checks a picture file's structure from end to end. Decoders forgive much that this does not: what ffmpeg would
    /// decode in part is an error here.</summary>
    public static PictureHeader Read(MediaSource source) => source.Kind switch
    {
        MediaKind.Png or MediaKind.Apng => PngStructure.Read(source),
        MediaKind.Gif => GifStructure.Read(source),
        MediaKind.Jpeg => JpegStructure.Read(source),
        MediaKind.WebP => WebPStructure.Read(source),
        _ => throw new ArgumentException($"{source.Kind} is not a raster picture format.", nameof(source)),
    };
}
