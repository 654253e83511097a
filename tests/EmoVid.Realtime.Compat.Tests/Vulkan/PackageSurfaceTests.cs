using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>Every public member of the compat assembly is one of the real package, by name and shape.</summary>
public sealed partial class PackageSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // The list spells these types of the package in declarations and signatures only ("class Vk : Native.NativeAPI", "ctor(Core.Contexts.INativeContext ctx)").
    private static readonly HashSet<Type> BaseClasses = [typeof(NativeAPI), typeof(NativeExtension<>), typeof(INativeContext)];

    private static readonly HashSet<string> Names = [.. File.ReadLines(BindingInputs.NamesPath)];

    // The list spells the default of sType by an alias of the member that we emit; LayoutTests compares its value with the headers.
    private static readonly HashSet<string> Shapes = [.. Names.Select(WithoutStructureType)];

    private static readonly HashSet<string> Owners = [.. Names.Where(n => n.Contains("::", StringComparison.Ordinal)).Select(n => n[..n.IndexOf("::", StringComparison.Ordinal)])];

    private static IEnumerable<Type> Types => typeof(NativeAPI).Assembly.GetExportedTypes().Concat(typeof(Vk).Assembly.GetExportedTypes())
        .Where(t => !BaseClasses.Contains(t) && !t.Name.EndsWith("e__FixedBuffer", StringComparison.Ordinal));

    [Fact]
    public void Types_exist_in_the_package()
    {
        Assert.Equal("Silk.NET.Vulkan", typeof(Vk).Assembly.GetName().Name);
        Assert.All(Types, t => Assert.True(Owners.Contains(MetadataSpelling.Type(t)) || Names.Any(n => n.Split(' ') is [_, var name, ..] && name == MetadataSpelling.Type(t)), MetadataSpelling.Type(t)));
        Assert.Contains("class Vk : Native.NativeAPI", Names);
        Assert.Equal("Silk.NET.Core", typeof(NativeAPI).Assembly.GetName().Name);
        Assert.All(["EXT.ExtDebugUtils", "KHR.KhrSurface", "KHR.KhrSwapchain"], extension => Assert.Contains($"class Extensions.{extension} : Native.NativeExtension<Vk>", Names));
        Assert.Equal(typeof(NativeAPI), typeof(Vk).BaseType);
    }

    [Fact]
    public void Enums_have_the_package_s_members_values_and_width()
    {
        // The list leaves out some members of StructureType and proves them by the constructors that default to them.
        var proven = Names.Where(n => n.Contains("::ctor(StructureType? sType = ", StringComparison.Ordinal)).Select(n => n.Split(" = ")[1].Split(',', ')')[0]).ToHashSet();
        var missing = new List<string>();
        foreach (var type in Types.Where(t => t.IsEnum))
        {
            var width = Enum.GetUnderlyingType(type) == typeof(int) ? "int" : "long";
            var flags = type.IsDefined(typeof(FlagsAttribute)) ? " [Flags]" : "";
            missing.AddRange(new[] { $"enum {type.Name} : {width}{flags}" }.Where(n => !Names.Contains(n)));
            missing.AddRange(type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(f => !(type == typeof(StructureType) && proven.Contains(f.Name)))
                .Select(f => $"{type.Name}::{f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}")
                .Where(n => !Names.Contains(n)));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Members_exist_in_the_package()
    {
        var missing = new List<string>();
        var seen = 0;
        foreach (var type in Types.Where(t => !t.IsEnum))
        {
            var members = type.GetFields(Declared).Select(MetadataSpelling.Field)
                .Concat(type.GetProperties(Declared).Select(MetadataSpelling.Property))
                .Concat(type.GetMethods(Declared).Where(m => !m.Name.StartsWith("get_", StringComparison.Ordinal) && !m.Name.StartsWith("set_", StringComparison.Ordinal)).Select(MetadataSpelling.Method))
                .Concat(type.GetConstructors(Declared & ~BindingFlags.Static).Select(MetadataSpelling.Constructor))
                .Select(m => $"{MetadataSpelling.Type(type)}::{m}")
                .ToList();
            seen += members.Count;
            missing.AddRange(members.Where(m => !Shapes.Contains(WithoutStructureType(m))));
        }

        Assert.Empty(missing);
        Assert.True(seen > 1000);
    }

    private static string WithoutStructureType(string name) => StructureTypeDefault().Replace(name, "StructureType? sType = ");

    [GeneratedRegex(@"StructureType\? sType = \w+")]
    private static partial Regex StructureTypeDefault();
}
