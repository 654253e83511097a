namespace EmoVid.Realtime.Media;

/// <summary>Reads the still that a sticker is: a picture, or the first opaque frame of an animated one or a video.</summary>
/// <remarks>
/// <para>The first opaque frame is the first one with at least half as many opaque pixels (alpha ≥ 224) as the frame that
/// has the most: stickers that fade or pop in begin with frames of which nothing, or only a dot, can be seen. Half is
/// enough to recognise the sticker and early enough to be its beginning.</para>
/// <para>Stateless; any number of threads.</para>
/// </remarks>
public static class StickerReader
{
    /// <summary>Alpha from which a pixel counts as opaque: lossy alpha does not quite reach 255.</summary>
    private const byte OpaqueAlpha = 224;

    /// <summary>Reads a sticker.</summary>
    /// <param name="path">PNG, APNG, JPEG, GIF, WebP, SVG, Lottie, .tgs or a video; what it is follows from its content.</param>
    /// <param name="limits">How much it may ask for; null for <see cref="MediaLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Straight alpha, as large as the file says; an SVG has <see cref="SvgRasterizer.DefaultSide"/> pixels on its longer side.</returns>
    /// <exception cref="MediaFileException">The file is missing or cannot be read.</exception>
    /// <exception cref="MediaFormatException">The file is damaged, of an unknown format, or shows nothing.</exception>
    /// <exception cref="MediaLimitException">The file is too large.</exception>
    /// <exception cref="MediaToolException">A decoder is not installed.</exception>
    public static RgbaImage Read(string path, MediaLimits? limits = null, CancellationToken cancellationToken = default)
    {
        using FrameReader reader = FrameReader.Open(path, limits, cancellationToken);
        if (reader.FrameCount == 1)
        {
            return ReadStill(reader, path);
        }

        long half = (long)reader.Width * reader.Height / 2, most = 0;
        while (reader.TryRead(out MediaFrame frame))
        {
            long count = CountOpaque(frame.Image);

            // No frame can have more than twice as many as this one, and none before it has half as many: no need to see the rest.
            if (count > half && 2 * most < count)
            {
                return frame.Image;
            }

            most = Math.Max(most, count);
        }

        using FrameReader again = FrameReader.Open(path, limits, cancellationToken);
        while (again.TryRead(out MediaFrame frame))
        {
            if (2 * CountOpaque(frame.Image) >= most && IsVisible(frame.Image))
            {
                return frame.Image;
            }
        }

        throw Invisible(path);
    }

    private static RgbaImage ReadStill(FrameReader reader, string path)
    {
        reader.TryRead(out MediaFrame frame);

        // The decoder may still find damage after the last row.
        RgbaImage still = frame.Image;
        reader.TryRead(out _);
        return IsVisible(still) ? still : throw Invisible(path);
    }

    private static long CountOpaque(RgbaImage image)
    {
        long count = 0;
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int i = 3; i < pixels.Length; i += 4)
        {
            count += pixels[i] >= OpaqueAlpha ? 1 : 0;
        }

        return count;
    }

    private static bool IsVisible(RgbaImage image)
    {
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int i = 3; i < pixels.Length; i += 4)
        {
            if (pixels[i] != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static MediaFormatException Invisible(string path) =>
        new(MediaException.Compose($"Reading '{path}'", "only transparent pixels", "something to see", "choose another picture"));
}
