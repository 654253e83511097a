namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>The attributes of one pixel from the textbook formulas in double precision. Shares no table, constant or code
/// with the product.</summary>
internal static class AttributeOracle
{
    /// <summary>HSV after A. R. Smith (1978): hue in degrees (0 for grey), saturation and value in [0, 1].</summary>
    public static (double Hue, double Saturation, double Value) ToHsv(int red, int green, int blue)
    {
        double r = red / 255.0, g = green / 255.0, b = blue / 255.0;
        double[] sorted = [r, g, b];
        Array.Sort(sorted);
        double value = sorted[2];
        if (sorted[2] == sorted[0])
        {
            return (0, 0, value);
        }

        // Distance of each channel from the largest, in units of the chroma: the original paper's r', g', b'.
        double span = sorted[2] - sorted[0];
        double fromRed = (value - r) / span, fromGreen = (value - g) / span, fromBlue = (value - b) / span;
        double hexagon = r == value ? fromBlue - fromGreen : g == value ? 2 + fromRed - fromBlue : 4 + fromGreen - fromRed;
        return ((hexagon + 6) % 6 * 60, span / value, value);
    }

    /// <summary>Integer sums of a frame given as straight RGBA pixels. The hue's are of the true cosine and sine, rounded at the
    /// end, so they differ from the product's by its stated error.</summary>
    public static AttributeSums Sum(IReadOnlyCollection<(int R, int G, int B, int A)> pixels)
    {
        var sums = new AttributeSums { PixelCount = pixels.Count };
        double cos = 0, sin = 0;
        foreach ((int r, int g, int b, int a) in pixels)
        {
            (double hue, double s, double v) = ToHsv(r, g, b);
            sums.Weight += a;
            sums.Value += a * (long)Math.Round(v * 255);
            sums.Saturation += a * (long)Math.Round(s * 4096);
            cos += a * Math.Cos(hue / 180 * Math.PI) * 16384;
            sin += a * Math.Sin(hue / 180 * Math.PI) * 16384;
            sums.RedGreen += a * (r - g);
            sums.YellowBlue2 += a * (r + g - b - b);
            sums.RedGreenSquared += a * (long)Math.Pow(r - g, 2);
            sums.YellowBlue2Squared += a * (long)Math.Pow(r + g - b - b, 2);
        }

        sums.HueCos = (long)Math.Round(cos);
        sums.HueSin = (long)Math.Round(sin);
        return sums;
    }

    /// <summary>Everything exactly equal but the hue vector, which may be off by its stated 3 units and its step's 2.1 a pixel.</summary>
    public static void AssertAgrees(IReadOnlyCollection<(int R, int G, int B, int A)> pixels, AttributeSums actual)
    {
        AttributeSums expected = Sum(pixels);
        Assert.Equal(
            (expected.PixelCount, expected.Weight, expected.Value, expected.Saturation, expected.RedGreen, expected.YellowBlue2, expected.RedGreenSquared, expected.YellowBlue2Squared),
            (actual.PixelCount, actual.Weight, actual.Value, actual.Saturation, actual.RedGreen, actual.YellowBlue2, actual.RedGreenSquared, actual.YellowBlue2Squared));
        Assert.InRange(actual.HueCos - expected.HueCos, -5.1 * expected.Weight - 1, 5.1 * expected.Weight + 1);
        Assert.InRange(actual.HueSin - expected.HueSin, -5.1 * expected.Weight - 1, 5.1 * expected.Weight + 1);
    }
}
