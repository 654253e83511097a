namespace VulkanBindings;

/// <summary>The committed list of what the project uses of Vulkan (<c>used.txt</c>).</summary>
public sealed class UsedList
{
    private UsedList(IReadOnlyList<string> extensions, IReadOnlyList<string> kept, IReadOnlyList<(string Family, string Name)> entries)
    {
        Extensions = extensions;
        Kept = kept;
        Entries = entries;
    }

    /// <summary>Extensions whose enum members are emitted beside those of the core versions.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>Prefixes of the package's names that the hand-written part of the compat assembly carries.</summary>
    public IReadOnlyList<string> Kept { get; }

    /// <summary>Commands, structs and constants by their C names, in file order, each with the family that names its output file.</summary>
    public IReadOnlyList<(string Family, string Name)> Entries { get; }

    /// <summary>Reads the list from its text.</summary>
    /// <exception cref="BindingException">An entry stands before the first family.</exception>
    public static UsedList Parse(string text)
    {
        var extensions = new List<string>();
        var kept = new List<string>();
        var entries = new List<(string, string)>();
        string? family = null;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                family = line.Trim('[', ']');
            }
            else if (line.StartsWith("extension ", StringComparison.Ordinal))
            {
                extensions.Add(line["extension ".Length..]);
            }
            else if (line.StartsWith("keep ", StringComparison.Ordinal))
            {
                kept.Add(line["keep ".Length..]);
            }
            else
            {
                entries.Add((family ?? throw new BindingException($"reading the used list: '{line}' stands before any [family]; every entry belongs to one; move it below a family line"), line));
            }
        }

        return new UsedList(extensions, kept, entries);
    }
}
