namespace EmoVid.Realtime.Core.Tests.Attributes;

/// <summary>Made-up film: a picture as a function of time, from shots that move, and what happens to them. Measured for real.</summary>
internal sealed class SyntheticClip
{
    public const int Width = 64;
    public const int Height = 36;

    private readonly Func<double, RgbaImage> _picture;

    private SyntheticClip(double seconds, Func<double, RgbaImage> picture) => (Seconds, _picture) = (seconds, picture);

    public double Seconds { get; }

    /// <summary>One shot: a gradient, patches and a patch that wanders, all by the seed.</summary>
    public static SyntheticClip Shot(int seed, double seconds, double patchSpeed = 0.15) => new(seconds, time => Scene(seed, time, patchSpeed));

    public static SyntheticClip Flat(double seconds, byte red, byte green, byte blue) => new(seconds, _ => Each((_, _) => (red, green, blue)));

    /// <summary>A camera that turns over a wide scene, in picture widths a second.</summary>
    public static SyntheticClip Pan(int seed, double seconds, double widthsPerSecond)
    {
        RgbaImage[] wide = [.. Enumerable.Range(0, 8).Select(i => Scene(seed + i / 4, i, 0.02))];
        return new(seconds, time => Each((x, y) =>
        {
            int place = x + (int)(time * widthsPerSecond * Width), tile = place / Width % wide.Length;
            int at = (y * Width + place % Width) * 4;
            return (wide[tile].Pixels[at], wide[tile].Pixels[at + 1], wide[tile].Pixels[at + 2]);
        }));
    }

    public static SyntheticClip Concat(params SyntheticClip[] parts) => new(parts.Sum(part => part.Seconds), time =>
    {
        int i = 0;
        for (; i < parts.Length - 1 && time >= parts[i].Seconds - 1e-6; i++)
        {
            time -= parts[i].Seconds;
        }

        return parts[i]._picture(time);
    });

    public static SyntheticClip Dissolve(SyntheticClip from, SyntheticClip to, double start, double length) => new(from.Seconds, time =>
    {
        double share = Math.Clamp((time - start) / length, 0, 1);
        return Mix(from._picture(time), to._picture(time), share);
    });

    /// <summary>Light added, 0-1, as a function of time: 1 is white.</summary>
    public SyntheticClip Lit(Func<double, double> light) => new(Seconds, time =>
    {
        double amount = light(time);
        return amount == 0 ? _picture(time) : Mix(_picture(time), Each((_, _) => (255, 255, 255)), amount);
    });

    /// <summary>Light multiplied by a function of time.</summary>
    public SyntheticClip Dimmed(Func<double, double> gain) => new(Seconds, time => Mix(_picture(time), Each((_, _) => (0, 0, 0)), 1 - gain(time)));

    public IEnumerable<(TimeSpan Start, RgbaImage Image)> Frames(double framesPerSecond)
    {
        int count = (int)Math.Round(Seconds * framesPerSecond);
        for (int i = 0; i < count; i++)
        {
            yield return (TimeSpan.FromSeconds(i / framesPerSecond), _picture(i / framesPerSecond));
        }
    }

    /// <summary>Sums of every frame; the same object, filled anew.</summary>
    public IEnumerable<(TimeSpan Start, AttributeSums Sums)> Measured(double framesPerSecond)
    {
        using var meter = new CpuAttributeMeter(new AttributeMeterOptions { Set = AttributeSet.All });
        var sums = new AttributeSums();
        foreach ((TimeSpan start, RgbaImage image) in Frames(framesPerSecond))
        {
            meter.Measure(image.View, sums);
            yield return (start, sums);
        }
    }

    /// <summary>Times of confirmed cuts, seconds.</summary>
    public double[] Cuts(double framesPerSecond = 24, CutDetectorOptions? options = null)
    {
        var detector = new CutDetector(options);
        return [.. Measured(framesPerSecond).Where(frame => detector.Advance(frame.Sums, frame.Start) == CutVerdict.Confirmed).Select(_ => detector.SuspectedAt.TotalSeconds)];
    }

    private static RgbaImage Scene(int seed, double time, double patchSpeed)
    {
        var random = new Random(seed);
        (int R, int G, int B) Colour() => (random.Next(256), random.Next(256), random.Next(256));
        ((int R, int G, int B) top, (int R, int G, int B) bottom) = (Colour(), Colour());
        var patches = Enumerable.Range(0, 5).Select(_ => (X: random.NextDouble(), Y: random.NextDouble(), W: 0.1 + 0.3 * random.NextDouble(), H: 0.1 + 0.4 * random.NextDouble(), Colour: Colour())).ToArray();
        patches[4].X = (patches[4].X + patchSpeed * time) % 1;
        return Each((x, y) =>
        {
            double u = (double)x / Width, v = (double)y / Height;
            foreach (var patch in patches.AsEnumerable().Reverse())
            {
                if (u >= patch.X && u < patch.X + patch.W && v >= patch.Y && v < patch.Y + patch.H)
                {
                    return ((byte)patch.Colour.R, (byte)patch.Colour.G, (byte)patch.Colour.B);
                }
            }

            byte Between(int a, int b) => (byte)(a + (b - a) * v);
            return (Between(top.R, bottom.R), Between(top.G, bottom.G), Between(top.B, bottom.B));
        });
    }

    private static RgbaImage Each(Func<int, int, (byte R, byte G, byte B)> colour)
    {
        var image = new RgbaImage(Width, Height, AlphaMode.Opaque);
        for (int i = 0; i < Width * Height; i++)
        {
            (image.Pixels[4 * i], image.Pixels[4 * i + 1], image.Pixels[4 * i + 2]) = colour(i % Width, i / Width);
            image.Pixels[4 * i + 3] = 255;
        }

        return image;
    }

    private static RgbaImage Mix(RgbaImage from, RgbaImage to, double share)
    {
        var image = new RgbaImage(Width, Height, AlphaMode.Opaque);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)Math.Round(from.Pixels[i] + (to.Pixels[i] - from.Pixels[i]) * share);
        }

        return image;
    }
}
