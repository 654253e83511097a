using System.Runtime.InteropServices;
using System.Text.Json;

namespace EmoVid.Realtime.Generation.Tests.ShippedMotion;

/// <summary>The windows that the shipped pack's motion was trained on (training/emovid_training/window_asset.py): body codes at
/// 12 Hz, plain; a mirrored clip, which training saw as well, follows by its signs.</summary>
internal sealed class TrainingWindows
{
    private TrainingWindows(float[] scale, string[] codePoints, Trajectory[] plain, Trajectory[] mirrored)
    {
        Scale = scale;
        CodePoints = codePoints;
        Plain = plain;
        Mirrored = mirrored;
    }

    public static TrainingWindows Load()
    {
        string folder = Path.Combine(CommittedFiles.Root, "tests", "assets", "motion");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "windows.json")));
        JsonElement root = document.RootElement;
        int[] shape = [.. root.GetProperty("shape").EnumerateArray().Select(item => item.GetInt32())];
        float[] scale = [.. root.GetProperty("scale").EnumerateArray().Select(item => item.GetSingle())];
        float[] signs = [.. root.GetProperty("mirrorSigns").EnumerateArray().Select(item => item.GetSingle())];
        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(File.ReadAllBytes(Path.Combine(folder, "windows.f16")));
        Assert.Equal(shape[0] * shape[1] * shape[2], halves.Length);
        int size = shape[2], length = shape[1] * size;
        var plain = new Trajectory[shape[0]];
        var mirrored = new Trajectory[shape[0]];
        float[] window = new float[length];
        for (int n = 0; n < shape[0]; n++)
        {
            for (int i = 0; i < length; i++)
            {
                window[i] = (float)halves[n * length + i];
            }

            plain[n] = new Trajectory(window, size, scale);
            for (int i = 0; i < length; i++)
            {
                window[i] *= signs[i % size];
            }

            mirrored[n] = new Trajectory(window, size, scale);
        }

        return new TrainingWindows(scale, [.. root.GetProperty("codePoints").EnumerateArray().Select(item => item.GetString()!)], plain, mirrored);
    }

    /// <summary>Typical size of each body number.</summary>
    public float[] Scale { get; }

    /// <summary>First code point of each window's sticker: variants of one sticker share it.</summary>
    public string[] CodePoints { get; }

    public Trajectory[] Plain { get; }

    public Trajectory[] Mirrored { get; }
}
