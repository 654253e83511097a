namespace EmoVid.Realtime.Core.Tests.Grading;

/// <summary>The colour difference CIEDE2000 after G. Sharma, W. Wu, E. Dalal, "The CIEDE2000 color-difference formula: implementation notes, supplementary test
/// data, and mathematical observations", Color Research and Application 30(1), 2005, with kL = kC = kH = 1; and CIELAB (D65) of sRGB.</summary>
internal static class Ciede2000
{
    /// <summary>CIELAB of sRGB-encoded channels, 0-1: IEC 61966-2-1 and CIE 15, white is (1, 1, 1).</summary>
    public static (double L, double A, double B) Lab(double red, double green, double blue)
    {
        double r = Decode(red), g = Decode(green), b = Decode(blue);
        double x = F((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
        double y = F(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = F((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    public static double Difference((double L, double A, double B) one, (double L, double A, double B) other)
    {
        double c1 = Math.Sqrt(one.A * one.A + one.B * one.B), c2 = Math.Sqrt(other.A * other.A + other.B * other.B);
        double mean7 = Math.Pow((c1 + c2) / 2, 7);
        double g = 0.5 * (1 - Math.Sqrt(mean7 / (mean7 + Math.Pow(25, 7))));
        double a1 = (1 + g) * one.A, a2 = (1 + g) * other.A;
        double cp1 = Math.Sqrt(a1 * a1 + one.B * one.B), cp2 = Math.Sqrt(a2 * a2 + other.B * other.B);
        double h1 = Hue(a1, one.B), h2 = Hue(a2, other.B);

        double dl = other.L - one.L, dc = cp2 - cp1, dhAngle = cp1 * cp2 == 0 ? 0 : h2 - h1;
        dhAngle += dhAngle > 180 ? -360 : dhAngle < -180 ? 360 : 0;
        double dh = 2 * Math.Sqrt(cp1 * cp2) * Sin(dhAngle / 2);

        double l = (one.L + other.L) / 2, c = (cp1 + cp2) / 2, h = h1 + h2;
        if (cp1 * cp2 != 0)
        {
            h = Math.Abs(h1 - h2) <= 180 ? h / 2 : h < 360 ? (h + 360) / 2 : (h - 360) / 2;
        }

        double t = 1 - 0.17 * Cos(h - 30) + 0.24 * Cos(2 * h) + 0.32 * Cos(3 * h + 6) - 0.20 * Cos(4 * h - 63);
        double rotation = 30 * Math.Exp(-Math.Pow((h - 275) / 25, 2));
        double c7 = Math.Pow(c, 7), rc = 2 * Math.Sqrt(c7 / (c7 + Math.Pow(25, 7)));
        double sl = 1 + 0.015 * Math.Pow(l - 50, 2) / Math.Sqrt(20 + Math.Pow(l - 50, 2)), sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
        double rt = -Sin(2 * rotation) * rc;
        double x = dl / sl, y = dc / sc, z = dh / sh;
        return Math.Sqrt(x * x + y * y + z * z + rt * y * z);
    }

    private static double Decode(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double F(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;

    private static double Hue(double a, double b)
    {
        if (a == 0 && b == 0)
        {
            return 0;
        }

        double degrees = Math.Atan2(b, a) * 180 / Math.PI;
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double Sin(double degrees) => Math.Sin(degrees * Math.PI / 180);

    private static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);
}
