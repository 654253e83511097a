using System.Globalization;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The sample's own command line; <c>emovid stage</c> has the same options.</summary>
internal static class StageArguments
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="args">As the program got them.</param>
    /// <param name="headless">Whether no window is wanted.</param>
    /// <exception cref="FormatException">An argument is unknown or out of its range.</exception>
    public static StageOptions Read(string[] args, out bool headless)
    {
        headless = args.Contains("--headless");
        var options = new StageOptions { PackFolder = ReferencePack.Find() ?? "models" };
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--headless" => options,
                "--overlay" => options with { Overlay = true },
                "--validation" => options with { Validation = true },
                "--frames" => options with { Frames = Number(args, ref i, 1, 1_000_000) },
                "--fps" => options with { FramesPerSecond = Number(args, ref i, 1, 240) },
                "--width" => options with { Width = Number(args, ref i, 64, 7680) },
                "--height" => options with { Height = Number(args, ref i, 64, 4320) },
                "--actors" => options with { Actors = Number(args, ref i, 1, StageScene.MaxActors) },
                "--device" => options with { Device = Enum.TryParse(Next(args, ref i), ignoreCase: true, out StageDevice device) ? device : throw new FormatException("reading --device: expected auto, gpu or software") },
                "--log" => options with { LogFolder = Next(args, ref i) },
                "--pack" => options with { PackFolder = Next(args, ref i) },
                "-o" or "--output" => options with { Output = Next(args, ref i) },
                string other => throw new FormatException($"reading the arguments: found '{other}', expected --headless, --frames, --output, --width, --height, --actors, --device, --overlay, --fps, --log, --pack or --validation"),
            };
        }

        return headless && options.LogFolder is not null
            ? throw new FormatException("reading --log: found --headless beside it, expected a window: without one the same options give the same pictures; leave one away")
            : options;
    }

    private static string Next(string[] args, ref int index) => ++index < args.Length ? args[index] : throw new FormatException($"reading {args[index - 1]}: found nothing behind it, expected its value");

    private static int Number(string[] args, ref int index, int least, int most)
    {
        string name = args[index], text = Next(args, ref index);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value : throw new FormatException($"reading {name}: found '{text}', expected a whole number from {least} to {most}; correct the value");
    }
}
