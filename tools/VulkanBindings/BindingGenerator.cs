namespace VulkanBindings;

/// <summary>Puts the parts together: from registry, used list and names to the generated files.</summary>
public static class BindingGenerator
{
    private const string Vulkan = "Silk.NET.Vulkan";

    /// <summary>Generates all files.</summary>
    /// <param name="model">What to emit.</param>
    /// <param name="names">The package's names; the lines used are marked as taken.</param>
    /// <param name="used">The used list; its kept names are marked as taken too.</param>
    /// <returns>File contents by file name.</returns>
    /// <exception cref="BindingException">The inputs do not fit together.</exception>
    public static SortedDictionary<string, string> Generate(BindingModel model, PackageNames names, UsedList used)
    {
        foreach (var prefix in used.Kept)
        {
            names.TakeAll(prefix);
        }

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var enums = new EnumEmitter(names);
        foreach (var family in model.Enums.GroupBy(e => e.Family))
        {
            var file = new SourceFile(Vulkan);
            foreach (var (_, cName, name, members) in family)
            {
                enums.Write(file, cName, name, members);
            }

            files[$"Enums.{family.Key}.g.cs"] = file.ToString();
        }

        var structs = new StructEmitter(model, names);
        foreach (var family in model.Structs.GroupBy(s => s.Family))
        {
            var file = new SourceFile(Vulkan, "System.Diagnostics.CodeAnalysis");
            foreach (var (_, type) in family)
            {
                structs.Write(file, type);
            }

            files[$"Structs.{family.Key}.g.cs"] = file.ToString();
        }

        files["Handles.g.cs"] = Handles(model, names);
        files["Callbacks.g.cs"] = Callbacks(model, names);
        files["Vk.Constants.g.cs"] = Constants(model, names);
        foreach (var family in model.Commands.GroupBy(c => (c.Family, c.Owner)))
        {
            files[$"{family.Key.Owner.Class}.{family.Key.Family}.g.cs"] = Commands(model, names, family.Key.Owner, family.Select(f => f.Command));
        }

        foreach (var owner in model.Commands.GroupBy(c => c.Owner, c => c.Command))
        {
            files[$"{owner.Key.Class}.Slots.g.cs"] = Slots(owner.Key, owner.Select(owner.Key.MethodOf));
        }

        return files;
    }

    private static string Handles(BindingModel model, PackageNames names)
    {
        var file = new SourceFile(Vulkan);
        foreach (var (cName, dispatchable) in model.Handles.OrderBy(h => h.Name, StringComparer.Ordinal))
        {
            var name = cName["Vk".Length..];
            var type = dispatchable ? "nint" : "ulong";
            names.Take(name, $"field {type} Handle");
            names.Take(name, $"ctor({type}? handle = null)");
            file.Line();
            file.Line($"/// <summary>{cName}.</summary>");
            file.Open($"public struct {name}");
            file.Line($"public {type} Handle;");
            file.Line();
            file.Open($"public {name}({type}? handle = null)");
            file.Line("Handle = handle ?? 0;");
            file.Close();
            file.Close();
        }

        return file.ToString();
    }

    private static string Callbacks(BindingModel model, PackageNames names)
    {
        var file = new SourceFile(Vulkan);
        foreach (var callback in model.Callbacks.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            var name = model.Spell(new CTypeReference(callback.Name, 0, 0));
            var signature = string.Join(",", callback.Parameters.Select(p => model.Spell(p.Type)).Append(model.Spell(callback.Returns)));
            var inNames = $"delegate*<{signature.Replace("Bool32", "Core.Bool32", StringComparison.Ordinal)}>";
            names.Take(name, $"ctor({inNames} ptr)");
            names.Take(name, $"prop {inNames} Handle {{ get; }}");
            names.Take(name, $"static {name} op_Implicit({inNames} func)");
            names.Take(name, $"static {inNames} op_Implicit({name} pfn)");
            var pointer = $"delegate* unmanaged[Cdecl]<{signature.Replace(",", ", ", StringComparison.Ordinal)}>";
            file.Line();
            file.Line($"/// <summary>{callback.Name}.</summary>");
            file.Open($"public readonly unsafe struct {name}");
            file.Line("private readonly void* _handle;");
            file.Line();
            file.Line($"public {name}({pointer} ptr) => _handle = ptr;");
            file.Line();
            file.Line($"public {pointer} Handle => ({pointer})_handle;");
            file.Line();
            file.Line($"public static implicit operator {name}({pointer} func) => new(func);");
            file.Line();
            file.Line($"public static implicit operator {pointer}({name} pfn) => pfn.Handle;");
            file.Close();
        }

        return file.ToString();
    }

    private static string Constants(BindingModel model, PackageNames names)
    {
        var file = new SourceFile(Vulkan);
        file.Line();
        file.Open("public unsafe partial class Vk");
        foreach (var constant in model.Constants)
        {
            var flat = constant.Name["VK_".Length..].Replace("_", "", StringComparison.Ordinal);
            var literal = constant.Type == "float" ? constant.Literal : $"{constant.Literal}";
            var member = names.Members("Vk").FirstOrDefault(m => m.StartsWith("field const ", StringComparison.Ordinal) && m.Split(' ')[3].Equals(flat, StringComparison.OrdinalIgnoreCase))
                ?? throw new BindingException($"emitting {constant.Name}: the package's Vk has no such constant; one was expected; remove it from used.txt");
            names.Take("Vk", member);
            // The package gives VK_LOD_CLAMP_NONE (1000.0f) as the number 1000 of type uint; its own type is kept.
            var words = member.Split(' ');
            file.Line($"/// <summary>{constant.Name} ({literal}).</summary>");
            file.Line($"public const {words[2]} {words[3]} = {words[5]};");
            file.Line();
        }

        file.Close();
        return file.ToString();
    }

    private static string Commands(BindingModel model, PackageNames names, CommandOwner owner, IEnumerable<CCommand> commands)
    {
        var emitter = new CommandEmitter(model, names);
        var file = new SourceFile(owner.Namespace);
        file.Line();
        file.Open($"public unsafe partial class {owner.Class}");
        foreach (var command in commands)
        {
            emitter.Write(file, owner.Name, owner.MethodOf(command), command);
        }

        file.Close();
        return file.ToString();
    }

    // Where each command's entry point is kept.
    private static string Slots(CommandOwner owner, IEnumerable<string> methods)
    {
        var file = new SourceFile(owner.Namespace);
        file.Line();
        file.Open($"public unsafe partial class {owner.Class}");
        file.Open("private static class Slot");
        var count = 0;
        foreach (var method in methods)
        {
            file.Line($"public const int {method} = {count++};");
        }

        file.Line($"public const int Count = {count};");
        file.Close();
        file.Close();
        return file.ToString();
    }
}
