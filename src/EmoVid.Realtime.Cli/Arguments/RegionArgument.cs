using System.CommandLine;
using System.Globalization;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>A rectangle of the frame, such as that of <c>--region</c>.</summary>
internal static class RegionArgument
{
    public static Option<FrameRegion?> Create(string name = "--region", string description = "Measure a rectangle of the frame, pixels from the top left") => new(name)
    {
        Description = description,
        HelpName = "X,Y,W,H",
        CustomParser = result =>
        {
            string[] parts = result.Tokens[0].Value.Split(',');
            Span<int> numbers = stackalloc int[4];
            bool valid = parts.Length == 4;
            for (int i = 0; valid && i < 4; i++)
            {
                valid = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) && (i < 2 || numbers[i] >= 1);
            }

            if (!valid)
            {
                result.AddError($"reading {name}: found '{result.Tokens[0].Value}', expected four whole numbers X,Y,W,H, the last two at least 1; correct it");
                return null;
            }

            return new FrameRegion(numbers[0], numbers[1], numbers[2], numbers[3]);
        },
    };
}
