using System.CommandLine;

namespace EmoVid.Realtime.Cli.Arguments;

/// <summary>The words of <c>--set</c>.</summary>
internal static class AttributeSetArgument
{
    private static readonly (string Name, AttributeSet Set)[] Words =
    [
        ("emovid", AttributeSet.EmoVid), ("hasler", AttributeSet.HaslerSusstrunk), ("luma", AttributeSet.Luma), ("luma-histogram", AttributeSet.LumaHistogram),
        ("weighted-hue", AttributeSet.WeightedHue), ("hue-histogram", AttributeSet.HueHistogram), ("motion", AttributeSet.Motion), ("edges", AttributeSet.Edges),
        ("grid", AttributeSet.Grid), ("standard", AttributeSet.Standard), ("all", AttributeSet.All),
    ];

    public static Option<AttributeSet?> Create() => new("--set")
    {
        Description = $"What to measure, for example emovid,motion (default: standard,motion,grid); {string.Join(", ", Words.Select(word => word.Name))}",
        HelpName = "NAME,…",
        CustomParser = result =>
        {
            AttributeSet set = AttributeSet.None;
            foreach (string name in result.Tokens[0].Value.Split(','))
            {
                int index = Array.FindIndex(Words, word => word.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
                if (index < 0)
                {
                    result.AddError($"reading --set: found '{name}', expected names of {string.Join(", ", Words.Select(word => word.Name))}; correct it");
                    return null;
                }

                set |= Words[index].Set;
            }

            return set;
        },
    };
}
