namespace EmoVid.Realtime.Core.Tests.Safety;

/// <summary>Synthetic pictures over time: the colour of pixel (x, y), of a frame of <see cref="Width"/> × <see cref="Height"/>, at a
/// time in seconds.</summary>
internal sealed record Strobe(string Name, Func<int, int, double, (double R, double G, double B)> Color)
{
    public const int Width = 48;
    public const int Height = 36;

    private static readonly (double, double, double) Black = (0, 0, 0), White = (1, 1, 1), Red = (1, 0, 0), Blue = (0, 0, 1), Grey = (0.5, 0.5, 0.5);

    /// <summary>All that must be limited at this frequency.</summary>
    public static IEnumerable<Strobe> Flashing(double hertz)
    {
        yield return new Strobe("full", (_, _, t) => On(hertz, t) ? White : Black);
        yield return new Strobe("weak on dark", (_, _, t) => Level(On(hertz, t) ? 0.45 : 0.1));
        yield return new Strobe("weak on bright", (_, _, t) => Level(On(hertz, t) ? 1 : 0.88));
        yield return new Strobe("half frame", (x, _, t) => x < Width / 2 && On(hertz, t) ? White : Grey);
        yield return new Strobe("a small square", (x, y, t) => x is >= 20 and < 30 && y is >= 12 and < 20 && On(hertz, t) ? White : Black);
        yield return new Strobe("alternating halves", (x, _, t) => x < Width / 2 == On(hertz, t) ? White : Black);
        yield return new Strobe("checkerboard", (x, y, t) => (x / 4 + y / 4) % 2 == 0 == On(hertz, t) ? White : Black);
        yield return new Strobe("red and black", (_, _, t) => On(hertz, t) ? Red : Black);
        yield return new Strobe("red and blue", (_, _, t) => On(hertz, t) ? Red : Blue);
        yield return new Strobe("red and a grey as bright", (_, _, t) => On(hertz, t) ? Red : Level(0.4985));
        yield return new Strobe("ramps", (_, _, t) => Level(0.5 + 0.5 * Math.Sin(2 * Math.PI * hertz * t + 0.3)));
        yield return new Strobe("short blinks", (_, _, t) => Fraction(hertz * t) < 0.25 ? White : Black);
        yield return new Strobe("moving bars", (x, _, t) => Fraction(x / 16.0 - hertz * t) < 0.5 ? White : Black);
        yield return new Strobe("two places, two rates", (x, _, t) => x < 16 ? Level(On(hertz, t) ? 1 : 0.2) : x >= 32 ? Level(On(hertz * 0.83, t) ? 0.9 : 0) : Grey);
        yield return new Strobe("white and red at once", (x, _, t) => x < 24 ? (On(hertz, t) ? White : Black) : On(hertz * 0.9, t + 0.07) ? Red : Grey);
        yield return new Strobe("over a picture", (x, y, t) =>
        {
            double light = On(hertz, t) ? 1 : 0.4;
            return (light * x / Width, light * y / Height, light * (0.5 + 0.5 * Math.Sin(x * y)));
        });
    }

    /// <summary>Nothing here exceeds a limit.</summary>
    public static IEnumerable<Strobe> Harmless()
    {
        yield return new Strobe("a still", (x, y, _) => ((double)x / Width, (double)y / Height, 0.3));
        yield return new Strobe("a slow fade", (_, _, t) => Level(0.5 + 0.5 * Math.Cos(t)));
        yield return new Strobe("cuts every half second", (x, y, t) => Level((int)(t * 2) % 2 == 0 ? (double)x / Width : 1 - (double)y / Height));
        yield return new Strobe("three flashes a second", (_, _, t) => On(3, t + 1e-6) ? White : Black);
        yield return new Strobe("a fast flicker too weak", (_, _, t) => Level(On(10, t) ? 0.5 : 0.54));
        yield return new Strobe("a fast flicker of brights", (_, _, t) => Level(On(10, t) ? 1 : 0.92));
        yield return new Strobe("a fast small light", (x, y, t) => x is >= 20 and < 25 && y is >= 12 and < 17 && On(10, t) ? White : Black);
        yield return new Strobe("a slow pan", (x, y, t) => Level(0.5 + 0.5 * Math.Sin((x + 6 * t) / 4.0 + y)));
        yield return new Strobe("a ball", (x, y, t) => Math.Pow(x - 24 - 20 * Math.Sin(3 * t), 2) + Math.Pow(y - 18, 2) < 30 ? White : Grey);
        yield return new Strobe("hues in turn", (_, _, t) => (0.6 + 0.1 * Math.Sin(20 * t), 0.6, 0.6 + 0.1 * Math.Cos(17 * t)));
    }

    /// <summary>The frame that a player shows at a time.</summary>
    public byte[] Frame(double time)
    {
        var rgba = new byte[Width * Height * 4];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                (double r, double g, double b) = Color(x, y, time);
                Span<byte> pixel = rgba.AsSpan((y * Width + x) * 4, 4);
                (pixel[0], pixel[1], pixel[2], pixel[3]) = (Code(r), Code(g), Code(b), 255);
            }
        }

        return rgba;
    }

    private static byte Code(double value) => (byte)Math.Round(255 * Math.Clamp(value, 0, 1));

    private static bool On(double hertz, double time) => Fraction(hertz * time) < 0.5;

    private static double Fraction(double value) => value - Math.Floor(value);

    private static (double, double, double) Level(double level) => (level, level, level);
}
