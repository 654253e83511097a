using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>What a plot shows of the clip itself: the mean colour of every measured frame and a few small frames, evenly
/// spread, though nobody says beforehand how many frames there are.</summary>
/// <remarks>One thread at a time.</remarks>
public sealed class ClipStrip
{
    /// <summary>The sets that a frame's mean colour follows from.</summary>
    public const AttributeSet RequiredSet = AttributeSet.HaslerSusstrunk | AttributeSet.Luma;

    /// <summary>Most frames kept.</summary>
    private const int MaxPictures = 12;

    /// <summary>Longer side of a kept frame, pixels: of a clip's, and of a single frame's.</summary>
    private const int PictureSide = 200, StillSide = 640;

    private readonly List<int> _colors = [];
    private readonly List<RgbaImage> _pictures = [];
    private int _frames;
    private int _stride = 1;

    /// <summary>Mean colours as 0xRRGGBB, weighted by alpha; black where nothing is opaque.</summary>
    public IReadOnlyList<int> Colors => _colors;

    /// <summary>The kept frames, straight alpha.</summary>
    public IReadOnlyList<RgbaImage> Thumbnails => _pictures;

    /// <summary>Looks at one measured frame, and keeps a small copy where its turn has come.</summary>
    public void AddPicture(in MediaFrame frame)
    {
        if (_frames++ % _stride != 0)
        {
            return;
        }

        if (_pictures.Count == MaxPictures)
        {
            // Every second one goes, and from now on half as many come: the spread stays even.
            for (int i = MaxPictures - 1; i > 0; i -= 2)
            {
                _pictures.RemoveAt(i);
            }

            _stride *= 2;
            if ((_frames - 1) % _stride != 0)
            {
                return;
            }
        }

        int side = _pictures.Count == 0 ? StillSide : PictureSide;
        if (SmallCopy.Of(frame, side) is { } picture)
        {
            _pictures.Add(picture);
        }
    }

    /// <summary>Takes the mean colour of one measured frame from its sums: R − G, R + G − 2B and luma are three equations for three
    /// unknowns, so no pixel is looked at again.</summary>
    /// <param name="sums">Of <see cref="RequiredSet"/> at least.</param>
    public void AddColor(AttributeSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        if (sums.Weight <= 0)
        {
            _colors.Add(0);
            return;
        }

        double weight = sums.Weight, redGreen = sums.RedGreen / weight, yellowBlue = sums.YellowBlue2 / weight, luma = sums.Luma / weight;

        // luma = 0.2126 R + 0.7152 G + 0.0722 B with R = G + rg and B = G + (rg − yb) / 2.
        double green = luma - 0.2126 * redGreen - 0.0361 * (redGreen - yellowBlue);
        _colors.Add(Code(green + redGreen) << 16 | Code(green) << 8 | Code(green + (redGreen - yellowBlue) / 2));
    }

    private static int Code(double value) => (int)Math.Clamp(Math.Round(value), 0, 255);
}
