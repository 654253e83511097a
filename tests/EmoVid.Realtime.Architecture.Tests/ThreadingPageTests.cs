using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>docs/threading.md says of every public call whether a thread that draws may make it: nothing is forgotten there, and nothing named that is gone.</summary>
public sealed partial class ThreadingPageTests
{
    private static readonly string[] Assemblies =
        ["EmoVid.Realtime.Core", "EmoVid.Realtime.Vulkan", "EmoVid.Realtime.Generation", "EmoVid.Realtime.Media", "EmoVid.Realtime", "EmoVid.Realtime.Control"];

    private static readonly Type[] Types = [.. Assemblies.SelectMany(name => Assembly.Load(name).GetExportedTypes()).Where(type => !type.IsEnum && !type.IsNested)];

    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryTree.Root, "docs", "threading.md"));

    [Fact]
    public void Every_public_call_has_a_row_or_its_type_is_said_to_calculate_only()
    {
        HashSet<string> rows = [.. RowNames()];
        HashSet<string> calculating = [.. CalculatingTypes()];
        string[] missing = [.. Types.Where(type => !calculating.Contains(NameOf(type)))
            .SelectMany(type => Calls(type).Select(call => $"{NameOf(type)}.{call}"))
            .Distinct()
            .Where(name => !rows.Contains(name))
            .Order(StringComparer.Ordinal)];
        Assert.True(missing.Length == 0, $"Without a row: {string.Join(", ", missing)}.");
    }

    [Fact]
    public void What_the_page_names_exists()
    {
        Dictionary<string, Type> types = Types.ToDictionary(NameOf);
        string[] names = [.. RowNames()];
        Assert.True(names.Length > 60, $"{names.Length} rows were read.");
        string[] gone = [.. names.Where(name => !(types.TryGetValue(name.Split('.')[0], out Type? type) && type.GetMember(name.Split('.')[1]).Length > 0))];
        Assert.True(gone.Length == 0, $"No such call: {string.Join(", ", gone)}.");
        Assert.DoesNotContain(CalculatingTypes(), name => !types.ContainsKey(name));
        Assert.Empty(CalculatingTypes().Intersect(names.Select(name => name.Split('.')[0])));
    }

    [Fact]
    public void The_walk_sees_what_it_must_find()
    {
        // Guards the guard: a static method, an own method, one of an interface that has its row there, and what is no call of its own.
        Assert.Equal(["Open", "Work"], Calls(typeof(Sample)).Order(StringComparer.Ordinal));
        Assert.Contains("Grade", Calls(typeof(IFrameGrader)));
        Assert.DoesNotContain("Grade", Calls(typeof(Vulkan.VulkanSceneGrader)));
    }

    /// <summary>Methods that a type brings into the world itself: not those of structs, which are values, nor what an interface or a base of the SDK declares, which has its own
    /// row, nor disposing, of which the page speaks as a whole.</summary>
    private static IEnumerable<string> Calls(Type type)
    {
        if (type.IsValueType || typeof(Exception).IsAssignableFrom(type))
        {
            return [];
        }

        HashSet<string> inherited = [.. type.GetInterfaces().SelectMany(shown => shown.GetMethods()).Select(method => method.Name), "DisposeAsync"];
        return type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method && !inherited.Contains(method.Name) && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(method => method.Name)
            .Distinct();
    }

    /// <summary>"Type.Member" of the tables' first columns, where a name without a type is of the type before it.</summary>
    private static IEnumerable<string> RowNames()
    {
        foreach (string line in Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            string type = "";
            foreach (Match span in CodeSpan().Matches(line.Split('|')[1]))
            {
                string[] parts = span.Groups[1].Value.Split('.');
                type = parts.Length == 2 ? parts[0] : type;
                yield return $"{type}.{parts[^1]}";
            }
        }
    }

    private static IEnumerable<string> CalculatingTypes()
    {
        string paragraph = Page.Split("\n\n").Single(text => text.StartsWith("Only calculate", StringComparison.Ordinal));
        return CodeSpan().Matches(paragraph).Select(span => span.Groups[1].Value);
    }

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex("`([A-Za-z.]+)`")]
    private static partial Regex CodeSpan();

    private sealed class Sample : IDisposable, IFormattable
    {
        public int Value { get; set; }

        public static Sample Open() => new();

        public void Work() => Value++;

        public string ToString(string? format, IFormatProvider? provider) => "";

        public override string ToString() => "";

        public void Dispose()
        {
        }
    }
}
