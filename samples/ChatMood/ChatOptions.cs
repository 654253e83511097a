using System.Globalization;

namespace ChatMood;

/// <summary>The command line.</summary>
/// <param name="Chat">A transcript, or - for lines that are said now.</param>
/// <param name="Output">A clip by its extension, or - for raw RGBA frames on standard output.</param>
internal sealed record ChatOptions(string Chat, string Output)
{
    public const string Usage = "usage: ChatMood CHAT|- OUTPUT|- [--sticker STILL] [--scene VIDEO] [--rules FILE] [--size 512] [--fps 24] [--seconds N]";

    /// <summary>A still that acts the mood.</summary>
    public string? Sticker { get; private init; }

    /// <summary>A clip that the mood recolours.</summary>
    public string? Scene { get; private init; }

    public string Rules { get; private init; } = Path.Combine(AppContext.BaseDirectory, "rules.json");

    /// <summary>Side of the frames where there is no scene.</summary>
    public int Size { get; private init; } = 512;

    /// <summary>Frames a second where there is no scene.</summary>
    public double FramesPerSecond { get; private init; } = 24;

    /// <summary>Length; null for until some seconds after the last line, or until the scene ends.</summary>
    public double? Seconds { get; private init; }

    public bool IsLive => Chat == "-";

    /// <returns>Null where the arguments are wrong; the reason is one line.</returns>
    public static ChatOptions? Parse(string[] args, out string? problem)
    {
        problem = null;
        if (args.Length < 2 || args.Length % 2 != 0)
        {
            problem = Usage;
            return null;
        }

        var options = new ChatOptions(args[0], args[1]);
        for (int i = 2; i < args.Length; i += 2)
        {
            string value = args[i + 1];
            double number = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double parsed) ? parsed : double.NaN;
            ChatOptions? next = args[i] switch
            {
                "--sticker" => options with { Sticker = value },
                "--scene" => options with { Scene = value },
                "--rules" => options with { Rules = value },
                "--size" when number is >= 16 and <= 4096 && number == Math.Floor(number) => options with { Size = (int)number },
                "--fps" when number is >= 1 and <= 120 => options with { FramesPerSecond = number },
                "--seconds" when number is > 0 and <= 86400 => options with { Seconds = number },
                _ => null,
            };
            if (next is null)
            {
                problem = $"reading the arguments: found {args[i]} {value}, which is unknown or out of range; {Usage}";
                return null;
            }

            options = next;
        }

        if (options.Sticker is null && options.Scene is null)
        {
            problem = $"reading the arguments: found neither --sticker nor --scene, expected something that shows the mood; {Usage}";
            return null;
        }

        return options;
    }
}
