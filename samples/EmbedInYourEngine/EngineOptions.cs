using System.Globalization;

namespace EmbedInYourEngine;

/// <summary>How the engine runs.</summary>
internal sealed record EngineOptions
{
    public const int Width = 640, Height = 360;

    public const string Usage = "usage: EmbedInYourEngine [--frames N] [--headless] [--validate] [-o PICTURE.png]";

    /// <summary>Frames to draw; a window that is closed ends earlier.</summary>
    public int Frames { get; private init; } = 120;

    /// <summary>Whether no window is wanted, display or not.</summary>
    public bool IsHeadless { get; private init; }

    /// <summary>Whether the validation layer listens, with its checks of synchronisation.</summary>
    public bool Validates { get; private init; }

    /// <summary>Where a picture of the last frame goes; null for none.</summary>
    public string? Picture { get; private init; }

    /// <returns>Null where the arguments are none of ours.</returns>
    public static EngineOptions? Read(string[] args)
    {
        var options = new EngineOptions();
        for (int i = 0; i < args.Length; i++)
        {
            EngineOptions? next = args[i] switch
            {
                "--headless" => options with { IsHeadless = true },
                "--validate" => options with { Validates = true },
                "--frames" when ++i < args.Length && int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out int frames) && frames > 0 => options with { Frames = frames },
                "-o" when ++i < args.Length && args[i].EndsWith(".png", StringComparison.OrdinalIgnoreCase) => options with { Picture = args[i] },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        return options;
    }
}
