namespace VulkanBindings;

/// <summary>What is emitted: the types that the used list reaches, each with its family, and the C# spelling of every C name.</summary>
public sealed class BindingModel
{
    private static readonly Dictionary<string, string> Primitives = new()
    {
        ["void"] = "void", ["char"] = "byte", ["uint8_t"] = "byte", ["uint16_t"] = "ushort", ["uint32_t"] = "uint", ["int32_t"] = "int", ["int"] = "int",
        ["uint64_t"] = "ulong", ["int64_t"] = "long", ["size_t"] = "nuint", ["float"] = "float", ["double"] = "double",
        ["VkBool32"] = "Bool32", ["VkDeviceSize"] = "ulong", ["VkDeviceAddress"] = "ulong", ["VkSampleMask"] = "uint", ["VkFlags"] = "uint", ["VkFlags64"] = "ulong",
    };

    private readonly VulkanRegistry _registry;
    private readonly PackageNames _names;

    /// <summary>Follows the used list through the registry.</summary>
    /// <exception cref="BindingException">An entry is unknown, or what it reaches cannot be expressed with the package's names.</exception>
    public BindingModel(VulkanRegistry registry, PackageNames names, UsedList used)
    {
        _registry = registry;
        _names = names;
        foreach (var (family, name) in used.Entries)
        {
            if (registry.Commands.TryGetValue(name, out var command))
            {
                Commands.Add((family, command, OwnerOf(name)));
                ReachAll([command.Returns, .. command.Parameters.Select(p => p.Type)], family);
            }
            else if (registry.Structs.ContainsKey(name))
            {
                Reach(name, family);
            }
            else if (registry.Constants.TryGetValue(name, out var constant))
            {
                Constants.Add(constant);
            }
            else
            {
                throw new BindingException($"reading the used list: '{name}' is no command, struct or constant of the registry; a C name was expected; correct used.txt");
            }
        }
    }

    /// <summary>Commands in the order of the used list, each with the class that it is a method of.</summary>
    public List<(string Family, CCommand Command, CommandOwner Owner)> Commands { get; } = [];

    /// <summary>Constants in the order of the used list.</summary>
    public List<CConstant> Constants { get; } = [];

    /// <summary>Structs and unions by family.</summary>
    public List<(string Family, CStruct Struct)> Structs { get; } = [];

    /// <summary>Handles: C name and whether it is dispatchable.</summary>
    public List<(string Name, bool Dispatchable)> Handles { get; } = [];

    /// <summary>Callback types.</summary>
    public List<CCommand> Callbacks { get; } = [];

    /// <summary>Enums: family, C name of the enum (null: the bitmask reserves its bits), its C# name, and its members.</summary>
    public List<(string Family, string? CName, string Name, IReadOnlyList<CEnumMember> Members)> Enums { get; } = [];

    private readonly HashSet<string> _reached = [];

    /// <summary>The C# spelling of a C type, pointers included, arrays left to the caller.</summary>
    public string Spell(CTypeReference type) => SpellName(type.Name) + new string('*', type.Pointers);

    /// <summary>Whether values of this C# type spelling are plain numbers, which C# allows in fixed buffers.</summary>
    public static bool IsPrimitive(CTypeReference type) => type.Pointers == 0 && Primitives.TryGetValue(type.Name, out var name) && name != "Bool32";

    /// <summary>Whether the struct of this C name starts with <c>sType</c>.</summary>
    public bool IsTyped(string name) => _registry.Structs.TryGetValue(name, out var s) && s.Fields[0].Name == "sType";

    private CommandOwner OwnerOf(string command) =>
        _registry.CommandExtensions.TryGetValue(command, out var extension) ? CommandOwner.OfExtension(extension) : CommandOwner.Core;

    private string SpellName(string name)
    {
        if (Primitives.TryGetValue(name, out var primitive))
        {
            return primitive;
        }

        if (name.StartsWith("PFN_vk", StringComparison.Ordinal))
        {
            return "Pfn" + name["PFN_vk".Length..];
        }

        var plain = name["Vk".Length..].Replace("FlagBits", "Flags", StringComparison.Ordinal);
        if (_names.Has(plain))
        {
            return plain;
        }

        return _registry.Bitmasks.TryGetValue(name, out var mask)
            ? mask.Bits == 64 ? "ulong" : "uint"
            : throw new BindingException($"naming '{name}': the package has no type '{plain}'; one was expected; leave out what reaches it");
    }

    private void ReachAll(IEnumerable<CTypeReference> types, string family)
    {
        foreach (var type in types)
        {
            Reach(type.Name, family);
        }
    }

    private void Reach(string name, string family)
    {
        if (Primitives.ContainsKey(name) || !_reached.Add(name))
        {
            return;
        }

        var spelled = SpellName(name);
        if (_registry.Structs.TryGetValue(name, out var type))
        {
            ReachAll(type.Fields.Select(f => f.Type), family);
            Structs.Add((family, type));
        }
        else if (_registry.Handles.TryGetValue(name, out var dispatchable))
        {
            Handles.Add((name, dispatchable));
        }
        else if (_registry.Callbacks.TryGetValue(name, out var callback))
        {
            ReachAll([callback.Returns, .. callback.Parameters.Select(p => p.Type)], family);
            Callbacks.Add(callback);
        }
        else if (_registry.Bitmasks.TryGetValue(name, out var mask))
        {
            if (spelled is not ("uint" or "ulong"))
            {
                ReachEnum(mask.Enum, spelled, family);
            }
        }
        else if (_registry.Enums.Contains(name))
        {
            ReachEnum(name, spelled, family);
        }
        else
        {
            throw new BindingException($"following the used list: '{name}' is no type of the registry; a struct, handle, enum or callback was expected; leave out what reaches it");
        }
    }

    private void ReachEnum(string? cName, string spelled, string family)
    {
        if (Enums.TrueForAll(e => e.Name != spelled))
        {
            Enums.Add((family, cName, spelled, cName is not null && _registry.EnumMembers.TryGetValue(cName, out var members) ? members : []));
        }
    }
}
