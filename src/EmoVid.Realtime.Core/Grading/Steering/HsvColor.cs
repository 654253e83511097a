namespace EmoVid.Realtime;

/// <summary>A colour in the terms that attributes are measured in, on sRGB-encoded values.</summary>
internal readonly record struct HsvColor(double HueDegrees, double Saturation, double Value)
{
    public static HsvColor FromEncoded(double red, double green, double blue)
    {
        double max = Math.Max(red, Math.Max(green, blue)), chroma = max - Math.Min(red, Math.Min(green, blue));
        if (max <= 0 || chroma <= 0)
        {
            return new HsvColor(0, 0, Math.Max(0, max));
        }

        double sextants = red == max ? (green - blue) / chroma : green == max ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
        return new HsvColor(60 * (sextants < 0 ? sextants + 6 : sextants), chroma / max, max);
    }

    public LinearRgb ToLinear()
    {
        return new LinearRgb(Channel(5), Channel(3), Channel(1));
    }

    private float Channel(int offset)
    {
        double k = (offset + HueDegrees / 60) % 6;
        double encoded = Value - Value * Saturation * Math.Max(0, Math.Min(1, Math.Min(k, 4 - k)));
        return SrgbTransfer.Decode((float)encoded);
    }
}
