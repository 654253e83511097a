namespace EmoVid.Realtime;

/// <summary>Attributes as numbers that may be averaged: hues as vectors, all else as it is.</summary>
internal static class AttributeVector
{
    public const int Coverage = 0;
    public const int Length = 19;

    private const int Light = 9, Colour = Light + 3, Hue = Colour + 4;

    private static readonly double[] NoValues = [.. Enumerable.Repeat(double.NaN, Length)];

    public static ReadOnlySpan<double> Unknown => NoValues;

    public static double[] HalfLives(SmoothingHalfLives seconds)
    {
        var each = new double[Length];
        each.AsSpan(0, Light).Fill(seconds.LightSeconds);
        each.AsSpan(Light, Colour - Light).Fill(seconds.ColorSeconds);
        each.AsSpan(Colour, Hue - Colour).Fill(seconds.HueSeconds);
        each.AsSpan(Hue).Fill(seconds.MotionSeconds);
        return each;
    }

    public static void Pack(in VisualAttributes look, Span<double> values)
    {
        values[Coverage] = look.Coverage;
        values[1] = look.Brightness;
        values[2] = look.LumaMean;
        values[3] = look.LumaContrast;
        values[4] = look.LumaP1;
        values[5] = look.LumaP5;
        values[6] = look.LumaP50;
        values[7] = look.LumaP95;
        values[8] = look.LumaP99;
        values[Light] = look.Colorfulness;
        values[Light + 1] = look.HaslerSusstrunk;
        values[Light + 2] = look.WarmCool;
        (values[Colour], values[Colour + 1]) = Vector(look.HueDegrees, look.HueResultantLength);
        (values[Colour + 2], values[Colour + 3]) = Vector(look.WeightedHueDegrees, look.WeightedHueResultantLength);
        values[Hue] = look.MotionEnergy;
        values[Hue + 1] = look.Flicker;
        values[Hue + 2] = look.EdgeDensity;
    }

    public static VisualAttributes Unpack(ReadOnlySpan<double> values)
    {
        (double hue, double length) = Polar(values[Colour], values[Colour + 1]);
        (double weightedHue, double weightedLength) = Polar(values[Colour + 2], values[Colour + 3]);
        return new VisualAttributes
        {
            Coverage = values[Coverage],
            Brightness = values[1],
            LumaMean = values[2],
            LumaContrast = values[3],
            LumaP1 = values[4],
            LumaP5 = values[5],
            LumaP50 = values[6],
            LumaP95 = values[7],
            LumaP99 = values[8],
            Colorfulness = values[Light],
            HaslerSusstrunk = values[Light + 1],
            WarmCool = values[Light + 2],
            HueDegrees = hue,
            HueResultantLength = length,
            WeightedHueDegrees = weightedHue,
            WeightedHueResultantLength = weightedLength,
            MotionEnergy = values[Hue],
            Flicker = values[Hue + 1],
            EdgeDensity = values[Hue + 2],
        };
    }

    private static (double Cos, double Sin) Vector(double degrees, double length)
    {
        (double sin, double cos) = Math.SinCos(degrees * (Math.PI / 180));
        return (length * cos, length * sin);
    }

    private static (double Degrees, double Length) Polar(double cos, double sin)
    {
        double degrees = Math.Atan2(sin, cos) * (180 / Math.PI);
        degrees = degrees < 0 ? degrees + 360 : degrees;
        return (degrees >= 360 ? 0 : degrees, Math.Sqrt(cos * cos + sin * sin));
    }
}
