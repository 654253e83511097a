namespace VulkanBindings;

/// <summary>Writes structs and unions with the package's fields, constructors and fixed buffers.</summary>
public sealed class StructEmitter(BindingModel model, PackageNames names)
{
    /// <summary>The C# name of a field, in the package's capitalisation.</summary>
    /// <exception cref="BindingException">The package's struct has no such field.</exception>
    public string FieldName(CStruct type, CField field) => Find(type, field).Name;

    /// <summary>Writes one struct.</summary>
    public void Write(SourceFile file, CStruct type)
    {
        var name = type.Name["Vk".Length..];
        file.Line();
        file.Line($"/// <summary>{type.Name}.</summary>");
        if (type.IsUnion)
        {
            WriteUnion(file, type, name);
            return;
        }

        file.Line("[StructLayout(LayoutKind.Sequential)]");
        file.Open($"public unsafe struct {name}");
        WriteConstructor(file, type, name);
        foreach (var field in type.Fields)
        {
            var (fieldName, member) = Find(type, field);
            names.Take(name, member);
            if (field.Type.ArrayLength == 0)
            {
                file.Line($"public {model.Spell(field.Type)} {fieldName};");
            }
            else if (BindingModel.IsPrimitive(field.Type))
            {
                file.Line($"public fixed {model.Spell(field.Type)} {fieldName}[{field.Type.ArrayLength}];");
            }
            else
            {
                file.Line($"public {fieldName}Buffer {fieldName};");
            }
        }

        foreach (var field in type.Fields.Where(f => f.Type.ArrayLength > 0 && !BindingModel.IsPrimitive(f.Type)))
        {
            WriteBuffer(file, name, FieldName(type, field), model.Spell(field.Type), field.Type.ArrayLength);
        }

        file.Close();
    }

    private (string Name, string Member) Find(CStruct type, CField field)
    {
        var owner = type.Name["Vk".Length..];
        if (field.Type.ArrayLength < 0)
        {
            throw new BindingException($"emitting {type.Name}: '{field.Name}' is a bit field or a matrix; a plain field or an array was expected; leave out what reaches it");
        }

        foreach (var member in names.Members(owner).Where(m => m.StartsWith("field ", StringComparison.Ordinal)))
        {
            var body = member["field ".Length..];
            var space = body.LastIndexOf(' ');
            var (spelled, label) = (body[..space], body[(space + 1)..]);
            var bare = label.Split('[')[0];
            if (!bare.Equals(Flat(field.Name), StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var expected = field.Type.ArrayLength == 0 ? model.Spell(field.Type)
                : BindingModel.IsPrimitive(field.Type) ? $"fixed {model.Spell(field.Type)}"
                : $"{owner}.{bare}Buffer";
            if (spelled.Replace("Core.", "", StringComparison.Ordinal) != expected)
            {
                throw new BindingException($"emitting {type.Name}: the package spells '{field.Name}' as '{spelled}'; '{expected}' was expected; correct the generator");
            }

            return (bare, member);
        }

        throw new BindingException($"emitting {type.Name}: the package's struct has no field '{field.Name}'; one was expected; leave out what reaches it");
    }

    // The package's constructors: every field but the arrays as an optional argument, sType defaulting to the right value. `new T()` leaves all fields 0.
    private void WriteConstructor(SourceFile file, CStruct type, string name)
    {
        var fields = type.Fields.Where(f => f.Type.ArrayLength == 0).ToList();
        if (fields.Count == 0)
        {
            return;
        }

        var member = names.Members(name).FirstOrDefault(m => m.StartsWith("ctor(", StringComparison.Ordinal))
            ?? throw new BindingException($"emitting {type.Name}: the package's struct has no constructor; one was expected; correct the generator");
        var parameters = fields.Select(f => (Field: f, Spelled: f.Type.Pointers > 0 ? model.Spell(f.Type) : model.Spell(f.Type) + "?")).ToList();
        var actual = member["ctor(".Length..^1].Split(", ").Select(p => p[..p.IndexOf(" = ", StringComparison.Ordinal)].Replace("Core.", "", StringComparison.Ordinal).Split(' ')).ToList();
        if (!actual.Select(a => $"{a[0]} {a[1]}").SequenceEqual(parameters.Select(p => $"{p.Spelled} {Flat(p.Field.Name)}"), StringComparer.OrdinalIgnoreCase))
        {
            throw new BindingException($"emitting {type.Name}: the package's constructor is '{member}'; its parameters were expected to be the fields in order; correct the generator");
        }

        names.Take(name, member);
        // The package's capitalisation of parameters differs from the registry's here and there (deviceLUIDValid is deviceLuidvalid).
        file.Open($"public {name}({string.Join(", ", parameters.Select((p, i) => $"{p.Spelled} {Escape(actual[i][1])} = {Default(type, p.Field)}"))}) : this()");
        for (var i = 0; i < parameters.Count; i++)
        {
            var (field, argument) = (parameters[i].Field, Escape(actual[i][1]));
            file.Open($"if ({argument} is not null)");
            file.Line($"{FieldName(type, field)} = {argument}{(field.Type.Pointers > 0 ? "" : ".Value")};");
            file.Close();
            file.Line();
        }

        file.Close();
        file.Line();
    }

    private string Default(CStruct type, CField field)
    {
        if (field.Values is null)
        {
            return "null";
        }

        var flat = field.Values.Replace("_", "", StringComparison.Ordinal)["VKSTRUCTURETYPE".Length..];
        var (_, _, _, members) = model.Enums.Find(e => e.Name == "StructureType");
        var match = new EnumEmitter(names).Members("StructureType", members).FirstOrDefault(m => m.Name.Equals(flat, StringComparison.OrdinalIgnoreCase)).Name
            ?? throw new BindingException($"emitting {type.Name}: StructureType has no '{field.Values}'; the struct's own value was expected; name its extension in used.txt");
        return $"StructureType.{match}";
    }

    private void WriteUnion(SourceFile file, CStruct type, string name)
    {
        file.Line("[StructLayout(LayoutKind.Explicit)]");
        file.Open($"public unsafe struct {name}");
        foreach (var member in names.Members(name).Where(m => m.StartsWith("field ", StringComparison.Ordinal)))
        {
            // "field float Float32_0 @0": the package flattens the arrays of a union.
            var words = member.Split(' ');
            names.Take(name, member);
            file.Line($"[FieldOffset({(words.Length > 3 ? words[3][1..] : "0")})]");
            file.Line($"public {words[1]} {words[2]};");
        }

        file.Close();
    }

    private void WriteBuffer(SourceFile file, string owner, string field, string element, int length)
    {
        var nested = $"{owner}.{field}Buffer";
        names.Declaration(nested);
        names.Take(nested, $"Span<{element}> AsSpan()");
        names.Take(nested, $"prop {element}& this[int index] {{ get; }}");
        file.Line();
        file.Line($"/// <summary>The {length} elements of <see cref=\"{field}\"/>.</summary>");
        file.Open($"public struct {field}Buffer");
        for (var i = 0; i < length; i++)
        {
            names.Take(nested, $"field {element} Element{i}");
            file.Line($"public {element} Element{i};");
        }

        file.Line();
        file.Line("/// <summary>An element by its index.</summary>");
        file.Open($"public ref {element} this[int index]");
        file.Line("[UnscopedRef]");
        file.Line("get => ref AsSpan()[index];");
        file.Close();
        file.Line();
        file.Line("/// <summary>All elements.</summary>");
        file.Line("[UnscopedRef]");
        file.Line($"public Span<{element}> AsSpan() => MemoryMarshal.CreateSpan(ref Element0, {length});");
        file.Close();
    }

    private static string Flat(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static string Escape(string name) => name is "event" or "object" or "params" or "ref" or "out" or "in" ? "@" + name : name;
}
