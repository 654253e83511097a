using System.Globalization;

namespace MoodCamera;

/// <summary>The command line.</summary>
/// <param name="Input">A video file, a V4L2 device (/dev/video0), or lavfi:FILTER for a picture that ffmpeg makes.</param>
/// <param name="Output">A clip by its extension, a folder for a PNG a frame, or - for raw I420 frames on standard output.</param>
internal sealed record CameraOptions(string Input, string Output)
{
    public const string Usage = "usage: MoodCamera INPUT OUTPUT|FOLDER/|- [--mood sadness:0.7,awe:0.3] [--size 1280x720] [--fps 30] [--frames N] [--strength 0..1] [--pace live|fast]";

    public string Mood { get; private init; } = "neutral";

    public int Width { get; private init; } = 1280;

    public int Height { get; private init; } = 720;

    public double FramesPerSecond { get; private init; } = 30;

    /// <summary>How many frames; null for as many as come.</summary>
    public int? Frames { get; private init; }

    public float Strength { get; private init; } = 1;

    /// <summary>Whether a file is read at its own pace, as a camera would give it.</summary>
    public bool IsPaced { get; private init; } = true;

    public bool WritesPictures => Output.EndsWith('/') || Output.EndsWith(Path.DirectorySeparatorChar);

    /// <returns>Null where the arguments are wrong; the reason is one line.</returns>
    public static CameraOptions? Parse(string[] args, out string? problem)
    {
        problem = null;
        if (args.Length < 2 || args.Length % 2 != 0)
        {
            problem = Usage;
            return null;
        }

        var options = new CameraOptions(args[0], args[1]);
        for (int i = 2; i < args.Length; i += 2)
        {
            string value = args[i + 1];
            double number = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double parsed) ? parsed : double.NaN;
            CameraOptions? next = args[i] switch
            {
                "--mood" => options with { Mood = value },
                "--size" when TrySize(value, out int width, out int height) => options with { Width = width, Height = height },
                "--fps" when number is >= 1 and <= 240 => options with { FramesPerSecond = number },
                "--frames" when number is >= 1 and <= 1e9 && number == Math.Floor(number) => options with { Frames = (int)number },
                "--strength" when number is >= 0 and <= 1 => options with { Strength = (float)number },
                "--pace" when value is "live" or "fast" => options with { IsPaced = value == "live" },
                _ => null,
            };
            if (next is null)
            {
                problem = $"reading the arguments: found {args[i]} {value}, which is unknown or out of range; {Usage}";
                return null;
            }

            options = next;
        }

        return options;
    }

    private static bool TrySize(string text, out int width, out int height)
    {
        string[] parts = text.Split('x');
        height = 0;
        // 4:2:0 has a colour for every two by two pixels.
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out width) && parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out height)
            && width is >= 16 and <= 8192 && height is >= 16 and <= 8192 && width % 2 == 0 && height % 2 == 0;
    }
}
