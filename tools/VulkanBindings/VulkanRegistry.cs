using System.Globalization;
using System.Xml.Linq;

namespace VulkanBindings;

/// <summary>
/// The parts of <c>vk.xml</c> that the generator needs. Enum members are those of the core versions and of the extensions asked for,
/// so that what is generated does not depend on extensions that nobody uses.
/// </summary>
public sealed class VulkanRegistry
{
    // Author tags, as vk.xml's <tags> lists them; an alias that ends in one repeats a core name.
    private readonly HashSet<string> _tags;
    private readonly XElement _root;
    private readonly HashSet<string> _extensions;

    private VulkanRegistry(XElement root, IEnumerable<string> extensions)
    {
        _root = root;
        _extensions = [.. extensions];
        _tags = [.. root.Element("tags")!.Elements("tag").Select(t => t.Attribute("name")!.Value)];
        foreach (var type in root.Element("types")!.Elements("type").Where(IsVulkan))
        {
            ReadType(type);
        }

        foreach (var constant in root.Elements("enums").Where(e => (string?)e.Attribute("name") == "API Constants").Elements("enum"))
        {
            ReadConstant(constant);
        }

        foreach (var command in root.Element("commands")!.Elements("command").Where(c => c.Attribute("alias") is null && IsVulkan(c)))
        {
            var proto = command.Element("proto")!;
            var name = proto.Element("name")!.Value;
            Commands[name] = new CCommand(name, ReadField(proto).Type, [.. command.Elements("param").Where(IsVulkan).Select(ReadField)]);
        }

        foreach (var extension in root.Element("extensions")!.Elements("extension").Where(x => _extensions.Contains(x.Attribute("name")!.Value)))
        {
            foreach (var command in extension.Elements("require").Elements("command"))
            {
                CommandExtensions.TryAdd(command.Attribute("name")!.Value, extension.Attribute("name")!.Value);
            }
        }

        ReadEnumMembers();
    }

    /// <summary>Structs and unions by C name.</summary>
    public Dictionary<string, CStruct> Structs { get; } = [];

    /// <summary>Handles by C name; true: dispatchable (a pointer), false: a 64-bit number.</summary>
    public Dictionary<string, bool> Handles { get; } = [];

    /// <summary>Bitmask typedefs by C name: the width in bits and the enum that holds the bits (null: reserved).</summary>
    public Dictionary<string, (int Bits, string? Enum)> Bitmasks { get; } = [];

    /// <summary>Names of all enum types.</summary>
    public HashSet<string> Enums { get; } = [];

    /// <summary>Members by enum name.</summary>
    public Dictionary<string, List<CEnumMember>> EnumMembers { get; } = [];

    /// <summary>Commands by C name, aliases left out.</summary>
    public Dictionary<string, CCommand> Commands { get; } = [];

    /// <summary>The extension of each command that one of the extensions asked for brings.</summary>
    public Dictionary<string, string> CommandExtensions { get; } = [];

    /// <summary>Callback types by C name.</summary>
    public Dictionary<string, CCommand> Callbacks { get; } = [];

    /// <summary>API constants by C name.</summary>
    public Dictionary<string, CConstant> Constants { get; } = [];

    /// <summary>Reads a registry file.</summary>
    /// <param name="path">Path of <c>vk.xml</c>.</param>
    /// <param name="extensions">Extensions whose enum members are wanted.</param>
    /// <exception cref="BindingException">The file is missing.</exception>
    public static VulkanRegistry Load(string path, IEnumerable<string> extensions)
    {
        if (!File.Exists(path))
        {
            throw new BindingException($"reading the Vulkan registry: '{path}' does not exist; a vk.xml was expected; install libvulkan-dev or name one with --registry");
        }

        return new VulkanRegistry(XDocument.Load(path, LoadOptions.PreserveWhitespace).Root!, extensions);
    }

    private static bool IsVulkan(XElement element) => element.Attribute("api") is not { } api || api.Value.Split(',').Contains("vulkan");

    private void ReadType(XElement type)
    {
        var name = (string?)type.Attribute("name") ?? type.Element("name")?.Value ?? type.Element("proto")?.Element("name")?.Value;
        if (name is null || type.Attribute("alias") is not null)
        {
            return;
        }

        switch ((string?)type.Attribute("category"))
        {
            case "struct" or "union":
                Structs[name] = new CStruct(name, (string?)type.Attribute("category") == "union", [.. type.Elements("member").Where(IsVulkan).Select(ReadField)]);
                break;
            case "handle":
                Handles[name] = type.Element("type")!.Value == "VK_DEFINE_HANDLE";
                break;
            case "bitmask":
                Bitmasks[name] = (type.Element("type")!.Value == "VkFlags64" ? 64 : 32, (string?)type.Attribute("requires") ?? (string?)type.Attribute("bitvalues"));
                break;
            case "enum":
                Enums.Add(name);
                break;
            case "funcpointer":
                Callbacks[name] = ReadCallback(name, type.Value);
                break;
        }
    }

    // A callback is declared as text: "typedef RET (VKAPI_PTR *NAME)( TYPE name, … );".
    private static CCommand ReadCallback(string name, string text)
    {
        var returns = text["typedef".Length..text.IndexOf('(', StringComparison.Ordinal)].Trim();
        var parameters = text[(text.IndexOf(name, StringComparison.Ordinal) + name.Length)..].TrimStart(')').Trim().TrimStart('(').TrimEnd(';', ')');
        var fields = parameters.Trim() == "void"
            ? []
            : parameters.Split(',').Select(p =>
            {
                var words = p.Replace("*", " * ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w != "const").ToArray();
                return new CField(words[^1], new CTypeReference(words[0], words.Count(w => w == "*"), 0), null, null);
            }).ToList();
        return new CCommand(name, new CTypeReference(returns.TrimEnd('*'), returns.Count(c => c == '*'), 0), fields);
    }

    private CField ReadField(XElement element)
    {
        var name = element.Element("name")!.Value;
        var text = string.Concat(element.Nodes().Where(n => n is not XElement { Name.LocalName: "comment" }).Select(n => n is XElement e ? e.Value : n.ToString()));
        var tail = text[(text.LastIndexOf(name, StringComparison.Ordinal) + name.Length)..];
        if (tail.Contains(':', StringComparison.Ordinal) || tail.Count(c => c == '[') > 1)
        {
            // Bit fields and two-dimensional arrays occur only in families that no entry reaches; a length of -1 makes reaching one an error.
            return new CField(name, new CTypeReference(element.Element("type")!.Value, 0, -1), null, null);
        }

        var length = 0;
        if (tail.Contains('[', StringComparison.Ordinal))
        {
            var inside = tail[(tail.IndexOf('[', StringComparison.Ordinal) + 1)..tail.IndexOf(']', StringComparison.Ordinal)].Trim();
            length = int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : ConstantOf(inside);
        }

        return new CField(name, new CTypeReference(element.Element("type")!.Value, text.Count(c => c == '*'), length), (string?)element.Attribute("len"), (string?)element.Attribute("values"));
    }

    private int ConstantOf(string name) => int.Parse(
        _root.Elements("enums").Elements("enum").First(e => (string?)e.Attribute("name") == name).Attribute("value")!.Value, CultureInfo.InvariantCulture);

    private void ReadConstant(XElement element)
    {
        var name = element.Attribute("name")!.Value;
        if (element.Attribute("value")?.Value is not { } value)
        {
            return;
        }

        Constants[name] = value switch
        {
            "(~0U)" => new CConstant(name, "uint", "4294967295"),
            "(~1U)" => new CConstant(name, "uint", "4294967294"),
            "(~2U)" => new CConstant(name, "uint", "4294967293"),
            "(~0ULL)" => new CConstant(name, "ulong", "18446744073709551615"),
            _ when value.EndsWith('F') => new CConstant(name, "float", value),
            _ => new CConstant(name, "uint", value),
        };
    }

    private void ReadEnumMembers()
    {
        var aliases = new List<(string Enum, string Name, string Alias)>();
        foreach (var block in _root.Elements("enums"))
        {
            AddMembers(block.Elements("enum").Select(e => (e, block.Attribute("name")!.Value, 0)), aliases);
        }

        var features = _root.Elements("feature").Where(IsVulkan).SelectMany(f => f.Elements("require").Elements("enum")).Select(e => (e, 0));
        var extensions = _root.Element("extensions")!.Elements("extension").Where(x => _extensions.Contains(x.Attribute("name")!.Value))
            .SelectMany(x => x.Elements("require").Elements("enum").Select(e => (e, int.Parse(x.Attribute("number")!.Value, CultureInfo.InvariantCulture))));
        AddMembers(features.Concat(extensions).Where(e => e.Item1.Attribute("extends") is not null).Select(e => (e.Item1, e.Item1.Attribute("extends")!.Value, e.Item2)), aliases);

        // An alias may name another alias, in either order.
        for (var open = aliases.Count; open > 0; open--)
        {
            foreach (var (owner, name, alias) in aliases)
            {
                var members = EnumMembers[owner];
                if (members.All(m => m.Name != name) && members.Find(m => m.Name == alias) is { } target)
                {
                    members.Add(new CEnumMember(name, target.Value));
                }
            }
        }

        foreach (var members in EnumMembers.Values)
        {
            members.RemoveAll(m => aliases.Exists(a => a.Name == m.Name) && _tags.Contains(m.Name[(m.Name.LastIndexOf('_') + 1)..]));
        }
    }

    private void AddMembers(IEnumerable<(XElement Element, string Enum, int Extension)> elements, List<(string, string, string)> aliases)
    {
        foreach (var (element, owner, extension) in elements.Where(e => IsVulkan(e.Element)))
        {
            var name = element.Attribute("name")!.Value;
            if (!EnumMembers.TryGetValue(owner, out var members))
            {
                EnumMembers[owner] = members = [];
            }

            if (element.Attribute("alias")?.Value is { } alias)
            {
                aliases.Add((owner, name, alias));
            }
            else if (owner != "API Constants" && members.All(m => m.Name != name))
            {
                members.Add(new CEnumMember(name, ValueOf(element, extension)));
            }
        }
    }

    private static long ValueOf(XElement element, int extension)
    {
        if (element.Attribute("bitpos")?.Value is { } bit)
        {
            return 1L << int.Parse(bit, CultureInfo.InvariantCulture);
        }

        if (element.Attribute("offset")?.Value is { } offset)
        {
            // The registry's rule for extension values: 1000000000 + (number - 1) * 1000 + offset, negative where dir="-".
            var number = element.Attribute("extnumber")?.Value is { } own ? int.Parse(own, CultureInfo.InvariantCulture) : extension;
            var value = 1_000_000_000L + ((number - 1) * 1000L) + int.Parse(offset, CultureInfo.InvariantCulture);
            return element.Attribute("dir") is null ? value : -value;
        }

        var text = element.Attribute("value")!.Value;
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : long.Parse(text, CultureInfo.InvariantCulture);
    }
}
