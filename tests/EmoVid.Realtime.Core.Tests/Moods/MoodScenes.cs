namespace EmoVid.Realtime.Core.Tests.Moods;

/// <summary>Pictures to judge moods by, as sRGB-encoded triples, 0-1.</summary>
internal static class MoodScenes
{
    /// <summary>Two frames of a real clip: a city at night, green glass and navy sky.</summary>
    public static (float Red, float Green, float Blue)[] City()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(CommittedFiles.Root, "tests", "assets", "clips", "city.rgb"));
        return [.. bytes.Chunk(3).Select(pixel => (pixel[0] / 255f, pixel[1] / 255f, pixel[2] / 255f))];
    }

    /// <summary>An overcast day as the launch clip has it: half sky, then sea, concrete, grass, a red roof, a flame, skin; each from dark to light.</summary>
    public static (float Red, float Green, float Blue)[] Daylight()
    {
        ((int, int, int) From, (int, int, int) To, int Share)[] parts =
        [
            ((120, 140, 185), (215, 222, 240), 50), ((90, 105, 130), (140, 155, 180), 10), ((70, 72, 75), (185, 183, 178), 15),
            ((38, 48, 32), (95, 110, 75), 15), ((90, 40, 35), (170, 90, 80), 3), ((235, 150, 60), (255, 240, 190), 3), ((115, 82, 68), (225, 190, 170), 4),
        ];
        return [.. parts.SelectMany(part => Enumerable.Range(0, part.Share * 20).Select(i =>
        {
            float t = i / (part.Share * 20 - 1f);
            return (Mix(part.From.Item1, part.To.Item1), Mix(part.From.Item2, part.To.Item2), Mix(part.From.Item3, part.To.Item3));

            float Mix(int from, int to) => MathF.Round(from + (to - from) * t) / 255f;
        }))];
    }

    /// <summary>Twelve hues, each pale, middling and strong, dark to light.</summary>
    public static (float Red, float Green, float Blue)[] AllHues() =>
        [.. from hue in Enumerable.Range(0, 12)
            from saturation in new[] { 0.15f, 0.3f, 0.6f }
            from value in new[] { 0.25f, 0.5f, 0.75f }
            select (Channel(5, hue, saturation, value), Channel(3, hue, saturation, value), Channel(1, hue, saturation, value))];

    /// <summary>The scene through a table, in 8-bit codes.</summary>
    public static (int Red, int Green, int Blue)[] Graded((float Red, float Green, float Blue)[] scene, GradeLut lut)
    {
        byte[] pixels = [.. scene.SelectMany(color => new[] { (byte)(255 * color.Red + 0.5f), (byte)(255 * color.Green + 0.5f), (byte)(255 * color.Blue + 0.5f), (byte)255 })];
        using var grader = new CpuSceneGrader();
        grader.Grade(
            new FrameView(pixels, scene.Length, 1, pixels.Length, PixelFormat.Rgba8, AlphaMode.Opaque),
            new FrameTarget(pixels, scene.Length, 1, pixels.Length, PixelFormat.Rgba8, AlphaMode.Opaque),
            lut,
            new GradeOptions { NoDither = true });
        return [.. pixels.Chunk(4).Select(pixel => ((int)pixel[0], (int)pixel[1], (int)pixel[2]))];
    }

    /// <summary>A channel of HSV, its hue in twelfths of the circle.</summary>
    private static float Channel(int offset, int hue, float saturation, float value)
    {
        float k = (offset + hue / 2f) % 6;
        return MathF.Round(255 * value * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1))) / 255f;
    }
}
