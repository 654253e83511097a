namespace VulkanBindings;

/// <summary>
/// The public names of the real package, one member a line as its metadata spells them (<c>Owner::member</c>, <c>struct Name</c>, <c>enum Name : int</c>).
/// The generator takes every C# name from here, so that nothing it emits is missing from the package; it remembers which lines it took.
/// </summary>
public sealed class PackageNames
{
    /// <summary>The comment at the head of the reduced list.</summary>
    public const string Header = """
        # Public names of Silk.NET.Vulkan 2.x (MIT) that this project uses, as the package's metadata spells them:
        # "Core." stands for Silk.NET.Core, "Extensions." for Silk.NET.Vulkan.Extensions. Reduced from the full list by tools/VulkanBindings --names FILE.

        """;

    private readonly Dictionary<string, List<string>> _members = [];
    private readonly Dictionary<string, string> _types = [];
    private readonly HashSet<string> _lines;
    private readonly HashSet<string> _taken = [];

    private PackageNames(IEnumerable<string> lines)
    {
        _lines = [.. lines.Where(l => l.Length > 0 && l[0] != '#')];
        // Sorted, so that the full list and the reduced one give the same files.
        foreach (var line in _lines.Order(StringComparer.Ordinal))
        {
            var split = line.IndexOf("::", StringComparison.Ordinal);
            if (split < 0)
            {
                var words = line.Split(' ');
                _types[words[1]] = line;
                continue;
            }

            var owner = line[..split];
            if (!_members.TryGetValue(owner, out var members))
            {
                _members[owner] = members = [];
            }

            members.Add(line[(split + 2)..]);
            const string Default = "ctor(StructureType? sType = ";
            if (members[^1].StartsWith(Default, StringComparison.Ordinal))
            {
                StructureTypes.TryAdd(members[^1][Default.Length..].Split(',', ')')[0], (owner, members[^1]));
            }
        }
    }

    /// <summary>Members of <c>StructureType</c> that constructors give as defaults, each with such a constructor: the list leaves out some of the enum's own
    /// lines, and these prove them.</summary>
    public Dictionary<string, (string Owner, string Constructor)> StructureTypes { get; } = [];

    /// <summary>The lines taken so far, sorted ordinally.</summary>
    public IEnumerable<string> Taken => _taken.Order(StringComparer.Ordinal);

    /// <summary>Reads names from their text.</summary>
    public static PackageNames Parse(string text) => new(text.Split('\n').Select(l => l.TrimEnd('\r')));

    /// <summary>Whether the package has this type; some types are listed by their members alone.</summary>
    public bool Has(string type) => Declaration(type) is not null || _members.ContainsKey(type);

    /// <summary>The declaration line of a type, or null where the list has none.</summary>
    public string? Declaration(string type)
    {
        if (!_types.TryGetValue(type, out var line))
        {
            return null;
        }

        _taken.Add(line);
        return line;
    }

    /// <summary>The members of a type; <see cref="Take"/> those that are used.</summary>
    public IReadOnlyList<string> Members(string owner) => _members.TryGetValue(owner, out var members) ? members : [];

    /// <summary>Marks a member as used.</summary>
    public void Take(string owner, string member)
    {
        var line = $"{owner}::{member}";
        if (!_lines.Contains(line))
        {
            throw new BindingException($"checking a name: the package has no '{line}'; every name must come from it; correct the generator");
        }

        _taken.Add(line);
    }

    /// <summary>Marks every line with this start as used.</summary>
    public void TakeAll(string prefix)
    {
        var found = _lines.Where(l => l.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
        {
            throw new BindingException($"keeping names: no name of the package starts with '{prefix}'; at least one was expected; correct the keep line of used.txt");
        }

        _taken.UnionWith(found);
    }
}
