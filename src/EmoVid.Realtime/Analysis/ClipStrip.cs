using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>What a plot shows of the clip itself: the mean colour of every measured frame and a few small frames, evenly
/// spread, though nobody says beforehand how many frames there are.</summary>
/// <remarks>One thread at a time.</remarks>
public sealed class ClipStrip
{
    /// <summary>Most frames kept.</summary>
    private const int MaxThumbnails = 12;

    /// <summary>The longer side of a kept frame is below twice this, in pixels.</summary>
    private const int ThumbnailSide = 128;

    private readonly List<int> _colors = [];
    private readonly List<RgbaImage> _thumbnails = [];
    private int _stride = 1;

    /// <summary>Mean colours as 0xRRGGBB, weighted by alpha; black where nothing is opaque.</summary>
    public IReadOnlyList<int> Colors => _colors;

    /// <summary>The kept frames, straight alpha.</summary>
    public IReadOnlyList<RgbaImage> Thumbnails => _thumbnails;

    /// <summary>Takes one measured frame.</summary>
    public void Add(MediaFrame frame)
    {
        if (_colors.Count % _stride == 0)
        {
            if (_thumbnails.Count == MaxThumbnails)
            {
                // Every second one goes, and from now on half as many come: the spread stays even.
                for (int i = MaxThumbnails - 1; i > 0; i -= 2)
                {
                    _thumbnails.RemoveAt(i);
                }

                _stride *= 2;
            }

            if (_colors.Count % _stride == 0)
            {
                _thumbnails.Add(Shrink(frame.Image));
            }
        }

        _colors.Add(MeanColor(frame.Image));
    }

    private static int MeanColor(RgbaImage image)
    {
        long red = 0, green = 0, blue = 0, weight = 0;
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int i = 0; i < pixels.Length; i += 4)
        {
            int alpha = pixels[i + 3];
            red += pixels[i] * alpha;
            green += pixels[i + 1] * alpha;
            blue += pixels[i + 2] * alpha;
            weight += alpha;
        }

        return weight == 0 ? 0 : (int)(red / weight) << 16 | (int)(green / weight) << 8 | (int)(blue / weight);
    }

    /// <summary>Takes every n-th pixel of every n-th row: the plot draws it smaller still, with a proper filter.</summary>
    private static RgbaImage Shrink(RgbaImage image)
    {
        int step = Math.Max(1, Math.Max(image.Width, image.Height) / ThumbnailSide);
        var small = new RgbaImage(Math.Max(1, image.Width / step), Math.Max(1, image.Height / step), image.AlphaMode);
        for (int y = 0; y < small.Height; y++)
        {
            for (int x = 0; x < small.Width; x++)
            {
                image.Pixels.AsSpan((y * step * image.Width + x * step) * 4, 4).CopyTo(small.Pixels.AsSpan((y * small.Width + x) * 4));
            }
        }

        return small;
    }
}
