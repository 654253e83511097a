using System.CommandLine;
using System.Globalization;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The words of <c>--raw</c>: what frames on standard input are.</summary>
internal static class RawArgument
{
    private const string Form = "WIDTHxHEIGHT[:rgba|bgra|nv12|yuv420p|rgb10a2|rgba16f][:bt601|bt709|bt2020][:limited|full][:straight|premultiplied|opaque][@FPS]";

    public static Option<RawFrameFormat?> Create() => new("--raw")
    {
        Description = "What raw frames on standard input are, for example 1920x1080:nv12:bt709:limited@60; without it standard input is a file",
        HelpName = "WxH:FORMAT@FPS",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Parse(text) is { } format)
            {
                return format;
            }

            result.AddError($"reading --raw: found '{text}', expected {Form}; correct it");
            return null;
        },
    };

    private static RawFrameFormat? Parse(string text)
    {
        string[] rate = text.ToLowerInvariant().Split('@');
        string[] words = rate[0].Split(':');
        string[] size = words[0].Split('x');
        if (rate.Length > 2 || size.Length != 2 || !Whole(size[0], out int width) || !Whole(size[1], out int height))
        {
            return null;
        }

        var format = new RawFrameFormat(width, height, RawPixelLayout.Rgba);
        foreach (string word in words.AsSpan(1))
        {
            if (Name(word, out RawPixelLayout layout))
            {
                format = format with { Layout = layout };
            }
            else if (Name(word, out YuvMatrix matrix))
            {
                format = format with { Matrix = matrix };
            }
            else if (Name(word, out YuvRange range))
            {
                format = format with { Range = range };
            }
            else if (Name(word, out AlphaMode alpha))
            {
                format = format with { AlphaMode = alpha };
            }
            else
            {
                return null;
            }
        }

        if (rate.Length == 1)
        {
            return format;
        }

        return double.TryParse(rate[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double fps) && fps is >= 0.001 and <= 10_000
            ? format with { FramesPerSecond = fps }
            : null;
    }

    private static bool Whole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= 1_000_000;

    private static bool Name<T>(string word, out T value)
        where T : struct, Enum => Enum.TryParse(word, ignoreCase: true, out value) && !int.TryParse(word, CultureInfo.InvariantCulture, out _);
}
