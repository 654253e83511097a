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

    /// <summary>Integer sums of a frame given as straight RGBA pixels.</summary>
    public static AttributeSums Sum(IEnumerable<(int R, int G, int B, int A)> pixels)
    {
        long count = 0, weight = 0, value = 0, saturation = 0, cos = 0, sin = 0, rg = 0, yb = 0, rg2 = 0, yb2 = 0;
        foreach ((int r, int g, int b, int a) in pixels)
        {
            (double hue, double s, double v) = ToHsv(r, g, b);
            double step = Math.Round(hue / 360 * 3072);
            double angle = step / 3072 * 2 * Math.PI;
            count++;
            weight += a;
            value += a * (long)Math.Round(v * 255);
            saturation += a * (long)Math.Round(s * 4096);
            cos += a * (long)Math.Round(Math.Cos(angle) * 16384);
            sin += a * (long)Math.Round(Math.Sin(angle) * 16384);
            rg += a * (r - g);
            yb += a * (r + g - b - b);
            rg2 += a * (long)Math.Pow(r - g, 2);
            yb2 += a * (long)Math.Pow(r + g - b - b, 2);
        }

        return new AttributeSums
        {
            PixelCount = count,
            Weight = weight,
            Value = value,
            Saturation = saturation,
            HueCos = cos,
            HueSin = sin,
            RedGreen = rg,
            YellowBlue2 = yb,
            RedGreenSquared = rg2,
            YellowBlue2Squared = yb2,
        };
    }
}
