using System.Globalization;

namespace VulkanBindings;

/// <summary>Writes enums; member names come from the package, matched by value and spelling.</summary>
public sealed class EnumEmitter(PackageNames names)
{
    /// <summary>The C# names of an enum's members with their C names (null: the package's own <c>None</c>) and values, in registry order.</summary>
    /// <exception cref="BindingException">A member has no counterpart in the package.</exception>
    public IReadOnlyList<(string Name, string? CName, long Value)> Members(string type, IEnumerable<CEnumMember> members)
    {
        var known = names.Members(type)
            .Select(m => m.Split(" = "))
            .Select(p => (Name: p[0], Value: p[1].StartsWith('-') ? long.Parse(p[1], CultureInfo.InvariantCulture) : unchecked((long)ulong.Parse(p[1], CultureInfo.InvariantCulture)), Line: $"{p[0]} = {p[1]}"))
            .ToList();
        var result = new List<(string, string?, long)>();
        foreach (var member in members)
        {
            // VK_ACCESS_2_SHADER_READ_BIT ends, without underscores, in the package's ShaderReadBit; the longest such name is the right one.
            var flat = member.Name.Replace("_", "", StringComparison.Ordinal);
            var match = known.Where(k => flat.EndsWith(k.Name, StringComparison.OrdinalIgnoreCase) && (k.Value == member.Value || (int)k.Value == (int)member.Value)).OrderByDescending(k => k.Name.Length).FirstOrDefault();
            if (match.Name is null && type == "StructureType" && names.StructureTypes.FirstOrDefault(t => flat.Equals("VKSTRUCTURETYPE" + t.Key, StringComparison.OrdinalIgnoreCase)) is { Key: not null } proven)
            {
                names.Take(proven.Value.Owner, proven.Value.Constructor);
                result.Add((proven.Key, member.Name, member.Value));
                continue;
            }

            if (match.Name is null)
            {
                throw new BindingException($"naming {member.Name}: '{type}' of the package has no such member with value {member.Value}; one was expected; leave out the extension that brings it");
            }

            if (result.Exists(r => r.Item1 == match.Name))
            {
                continue;
            }

            names.Take(type, match.Line);
            result.Add((match.Name, member.Name, member.Value));
        }

        if (known.Exists(k => k.Name == "None") && !result.Exists(r => r.Item1 == "None"))
        {
            names.Take(type, "None = 0");
            result.Insert(0, ("None", null, 0));
        }

        return result;
    }

    /// <summary>Writes one enum.</summary>
    public void Write(SourceFile file, string? cName, string type, IEnumerable<CEnumMember> members)
    {
        var declaration = names.Declaration(type)!.Split(' ');
        var underlying = declaration[3];
        file.Line();
        file.Line($"/// <summary>{cName ?? $"Vk{type}, whose bits are all reserved"}.</summary>");
        if (declaration[^1] == "[Flags]")
        {
            file.Line("[Flags]");
        }

        file.Open($"public enum {type} : {underlying}");
        foreach (var (name, _, value) in Members(type, members))
        {
            var literal = underlying == "int" && value > int.MaxValue
                ? $"unchecked((int){value.ToString(CultureInfo.InvariantCulture)})"
                : value.ToString(CultureInfo.InvariantCulture);
            file.Line($"{name} = {literal},");
        }

        file.Close();
    }
}
