namespace VulkanBindings;

/// <summary>Writes a command's overloads exactly as the package has them: pointers, references, spans and strings, and results as return values.</summary>
public sealed class CommandEmitter(BindingModel model, PackageNames names)
{
    /// <summary>Writes every usable overload of a command.</summary>
    /// <param name="file">The file to write to, inside the owner's class.</param>
    /// <param name="owner">The package's class.</param>
    /// <param name="method">The package's method name.</param>
    /// <param name="command">The command.</param>
    /// <exception cref="BindingException">The package has no such method.</exception>
    public void Write(SourceFile file, string owner, string method, CCommand command)
    {
        var written = 0;
        foreach (var member in names.Members(owner))
        {
            var open = member.IndexOf('(', StringComparison.Ordinal);
            if (open < 0 || !member[..open].EndsWith(' ' + method, StringComparison.Ordinal))
            {
                continue;
            }

            var returns = member[..(open - method.Length - 1)];
            var parameters = member[(open + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
            if (!IsUsable(command, returns, parameters))
            {
                continue;
            }

            names.Take(owner, member);
            WriteOverload(file, method, command, EntryOf(owner, method, command), returns, parameters);
            written++;
        }

        if (written == 0)
        {
            throw new BindingException($"emitting {command.Name}: the package's '{owner}' has no usable method '{method}'; one was expected; remove the command from used.txt");
        }
    }

    // A command is looked up on what it is called on: asking a device, which may be gone, for vkDestroyInstance would be a use after free.
    private static string EntryOf(string owner, string method, CCommand command)
    {
        var arguments = $"Slot.{method}, \"{command.Name}\\0\"u8";
        return owner != "Vk" ? $"Entry({arguments})" : command.Parameters[0].Type.Name switch
        {
            "VkDevice" or "VkQueue" or "VkCommandBuffer" => $"Entry({arguments}, EntryLevel.Device)",
            "VkInstance" or "VkPhysicalDevice" => $"Entry({arguments}, EntryLevel.Instance)",
            _ => $"Entry({arguments}, EntryLevel.Global)",
        };
    }

    // An out parameter (or a result) of a struct with sType and pNext would be passed with both unset, which Vulkan forbids: those overloads are left out.
    private bool IsUsable(CCommand command, string returns, string[] parameters)
    {
        if (parameters.Any(p => p.Contains("string ", StringComparison.Ordinal) && p.Contains(" = ", StringComparison.Ordinal)))
        {
            return false;
        }

        var asResult = model.Spell(command.Returns) != Plain(returns);
        if (asResult && model.IsTyped(command.Parameters[^1].Type.Name))
        {
            return false;
        }

        return !parameters.Any(p => p.StartsWith("out ", StringComparison.Ordinal) && model.IsTyped("Vk" + p.Split(' ')[1]));
    }

    private void WriteOverload(SourceFile file, string method, CCommand command, string entry, string returns, string[] parameters)
    {
        var byName = parameters.ToDictionary(p => p[(p.LastIndexOf(' ') + 1)..], p => Plain(p[..p.LastIndexOf(' ')]));
        var blocks = new List<string>();
        var arguments = new List<string>();
        string? result = null;
        foreach (var parameter in command.Parameters)
        {
            arguments.Add(Argument(command, parameter, byName, blocks, ref result));
        }

        file.Line();
        file.Line($"/// <summary>{command.Name}.</summary>");
        file.Open($"public {Plain(returns)} {method}({string.Join(", ", byName.Select(p => $"{p.Value} {Escape(p.Key)}"))})");
        if (result is not null)
        {
            file.Line($"{Plain(returns)} {result};");
        }

        foreach (var block in blocks.Where(b => b.EndsWith(';')))
        {
            file.Line(block);
        }

        var fixedBlocks = blocks.Where(b => !b.EndsWith(';')).ToList();
        for (var i = 0; i < fixedBlocks.Count; i++)
        {
            if (i == fixedBlocks.Count - 1)
            {
                file.Open(fixedBlocks[i]);
            }
            else
            {
                file.Line(fixedBlocks[i]);
            }
        }

        var signature = string.Join(", ", command.Parameters.Select(p => model.Spell(Decayed(p.Type))).Append(model.Spell(command.Returns)));
        var call = $"((delegate* unmanaged<{signature}>){entry})({string.Join(", ", arguments)});";
        file.Line(model.Spell(command.Returns) == "void" ? call : "return " + call);
        if (fixedBlocks.Count > 0)
        {
            file.Close();
        }

        if (result is not null)
        {
            file.Line($"return {result};");
        }

        file.Close();
    }

    private string Argument(CCommand command, CField parameter, Dictionary<string, string> given, List<string> blocks, ref string? result)
    {
        var spelled = model.Spell(Decayed(parameter.Type));
        var name = Escape(parameter.Name);
        if (!given.TryGetValue(parameter.Name, out var form))
        {
            // Left out: either the count of a span, or the last parameter, which is the method's result.
            var counted = command.Parameters.FirstOrDefault(p => p.Length == parameter.Name && given.TryGetValue(p.Name, out var f) && IsSpan(f));
            if (counted is not null)
            {
                return $"({spelled}){Escape(counted.Name)}.Length";
            }

            if (parameter != command.Parameters[^1])
            {
                throw new BindingException($"emitting {command.Name}: an overload of the package leaves out '{parameter.Name}'; a count of a span or the last parameter was expected; correct the generator");
            }

            result = name;
            return $"&{name}";
        }

        if (form == spelled)
        {
            return name;
        }

        if (form == "string")
        {
            blocks.Add($"byte[]? {name}Bytes = {name} is null ? null : Encoding.UTF8.GetBytes({name} + '\\0');");
            blocks.Add($"fixed (byte* {name}Ptr = {name}Bytes)");
        }
        else if (form == $"ReadOnlySpan<{spelled[..^1]}>" || form == $"Span<{spelled[..^1]}>")
        {
            blocks.Add($"fixed ({spelled} {name}Ptr = {name})");
        }
        else if (form == $"ref readonly {spelled[..^1]}" || form == $"ref {spelled[..^1]}" || form == $"out {spelled[..^1]}")
        {
            blocks.Add($"fixed ({spelled} {name}Ptr = &{name})");
        }
        else
        {
            throw new BindingException($"emitting {command.Name}: the package gives '{parameter.Name}' as '{form}'; '{spelled}' or a form of it was expected; correct the generator");
        }

        return name + "Ptr";
    }

    private static bool IsSpan(string form) => form.StartsWith("ReadOnlySpan<", StringComparison.Ordinal) || form.StartsWith("Span<", StringComparison.Ordinal);

    private static CTypeReference Decayed(CTypeReference type) => type.ArrayLength == 0 ? type : new CTypeReference(type.Name, type.Pointers + 1, 0);

    private static string Plain(string spelled) => spelled.Replace("Core.", "", StringComparison.Ordinal);

    private static string Escape(string name) => name is "event" or "object" or "params" ? "@" + name : name;
}
