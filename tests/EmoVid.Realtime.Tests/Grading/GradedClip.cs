using EmoVid.Realtime.Core.Tests.Grading;

namespace EmoVid.Realtime.Tests.Grading;

/// <summary>One clip through <see cref="SceneGrader"/> in fixed steps with one mood at full strength, from the first frame to the last, and what was seen of it.</summary>
internal sealed class GradedClip
{
    /// <summary>Frames from one comparison of colours to the next, and pixels within such a frame.</summary>
    private const int FrameStep = 12, PixelStep = 53;

    /// <summary>The ColorChecker's dark and light skin, and a darker and a paler one.</summary>
    private static readonly (byte Red, byte Green, byte Blue)[] Skins = [(115, 82, 68), (194, 150, 130), (70, 45, 36), (236, 205, 185)];

    private readonly List<(double, double, double)> _colors = [];

    public GradedClip(DecodedClip clip, IReadOnlyList<byte[]> frames, Emotion emotion)
    {
        Mood = MoodLibrary.BuiltIn.Parse(EmotionNames.Get(emotion));
        using PixelEngine engine = PixelEngine.Open(EngineChoice.Cpu);
        using var grader = new SceneGrader(engine);
        using AttributeMeter meter = engine.CreateMeter();
        grader.Settings = new SceneGradeSettings { Mood = Mood };
        short[] before = [];
        byte[] output = new byte[frames[0].Length];
        for (int n = 0; n < frames.Count; n++)
        {
            grader.Process(clip.View(frames[n]), clip.Target(output), clip.TimeOf(n));
            short[] table = grader.Lut.Entries.ToArray();
            LargestChangePerSecond = Math.Max(LargestChangePerSecond, LargestChange(before, table) * clip.FramesPerSecond);
            before = table;
            if (clip.Cuts.Any(cut => n == cut + 2 * clip.FramesPerSecond))
            {
                Settled.Add((meter.Measure(clip.View(frames[n])), meter.Measure(clip.View(output))));
                GradedSkins.AddRange(SkinsThrough(grader.Lut));
            }

            if (n % FrameStep == 0)
            {
                _colors.AddRange(Labs(output));
            }
        }
    }

    public GradeRecipe Mood { get; }

    /// <summary>Scene and output two seconds after the start and after each cut.</summary>
    public List<(VisualAttributes Scene, VisualAttributes Output)> Settled { get; } = [];

    /// <summary>What the tables of those moments make of four skin colours.</summary>
    public List<(byte Red, byte Green, byte Blue)> GradedSkins { get; } = [];

    /// <summary>Largest change of an entry of the table between two frames, a second, of a range of 1.</summary>
    public double LargestChangePerSecond { get; private set; }

    /// <summary>CIELAB of the compared pixels of a clip as it is.</summary>
    public static List<(double, double, double)> Original(IReadOnlyList<byte[]> frames) => [.. frames.Where((_, n) => n % FrameStep == 0).SelectMany(Labs)];

    /// <summary>Mean CIEDE2000 from other colours of the same pixels.</summary>
    public double DifferenceFrom(IEnumerable<(double, double, double)> others) => _colors.Zip(others, Ciede2000.Difference).Average();

    public double DifferenceFrom(GradedClip other) => DifferenceFrom(other._colors);

    private static double LargestChange(short[] before, short[] table)
    {
        int largest = 0;
        for (int i = 0; i < before.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(table[i] - before[i]));
        }

        return (double)largest / GradeLut.One;
    }

    private static IEnumerable<(byte, byte, byte)> SkinsThrough(GradeLut lut)
    {
        byte[] pixels = [.. Skins.SelectMany(skin => new[] { skin.Red, skin.Green, skin.Blue, (byte)255 })];
        using var grader = new CpuSceneGrader();
        grader.Grade(
            new FrameView(pixels, Skins.Length, 1, pixels.Length, PixelFormat.Rgba8, AlphaMode.Opaque),
            new FrameTarget(pixels, Skins.Length, 1, pixels.Length, PixelFormat.Rgba8, AlphaMode.Opaque),
            lut,
            new GradeOptions { NoDither = true });
        return pixels.Chunk(4).Select(pixel => (pixel[0], pixel[1], pixel[2]));
    }

    private static IEnumerable<(double, double, double)> Labs(byte[] frame)
    {
        for (int i = 0; i < frame.Length; i += 4 * PixelStep)
        {
            yield return Ciede2000.Lab(frame[i] / 255.0, frame[i + 1] / 255.0, frame[i + 2] / 255.0);
        }
    }
}
