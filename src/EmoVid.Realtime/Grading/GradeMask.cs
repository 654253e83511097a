using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Reads a picture as the coverage of a grade: what is black in it stays as it is.</summary>
public static class GradeMask
{
    /// <summary>Reads a mask of a frame's size.</summary>
    /// <param name="path">A picture; its red, which is all of a grey picture, times its alpha is the coverage.</param>
    /// <param name="width">Pixels a row of the frames.</param>
    /// <param name="height">Rows of the frames.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>A byte a pixel, 0 (untouched) to 255 (graded), rows without padding: the content of a <see cref="MaskView"/>.</returns>
    /// <exception cref="EmoVidException">The picture cannot be read, or has another size.</exception>
    public static byte[] Read(string path, int width, int height, CancellationToken cancellation = default)
    {
        RgbaImage mask = StickerReader.Read(path, cancellationToken: cancellation);
        if ((mask.Width, mask.Height) != (width, height))
        {
            throw new EmoVidException($"reading the mask '{path}': found {mask.Width}×{mask.Height} pixels, expected {width}×{height} as the frames; scale it");
        }

        byte[] coverage = new byte[width * height];
        for (int i = 0; i < coverage.Length; i++)
        {
            coverage[i] = (byte)((mask.Pixels[4 * i] * mask.Pixels[4 * i + 3] + 127) / 255);
        }

        return coverage;
    }
}
