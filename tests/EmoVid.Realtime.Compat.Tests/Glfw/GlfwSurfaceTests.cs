using System.Globalization;
using System.Reflection;
using EmoVid.Realtime.Compat.Tests.Vulkan;
using Silk.NET.GLFW;

namespace EmoVid.Realtime.Compat.Tests.Glfws;

/// <summary>Every public member of the stand-in is one of the real package, by name and shape.</summary>
public sealed class GlfwSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> Names = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Glfw", "names.txt"))];

    private static Type[] Types => typeof(Glfw).Assembly.GetExportedTypes();

    [Fact]
    public void Types_exist_in_the_package()
    {
        Assert.Equal("Silk.NET.GLFW", typeof(Glfw).Assembly.GetName().Name);
        string[] missing = [.. Types.Select(Declaration).Where(declaration => !Names.Contains(declaration))];
        Assert.Empty(missing);
        Assert.True(Types.Length > 20);
    }

    [Fact]
    public void Members_exist_in_the_package()
    {
        string[] members = [.. Types.SelectMany(type => Members(type).Select(member => $"{MetadataSpelling.Type(type)}::{member}"))];
        Assert.DoesNotContain(members, member => !Names.Contains(member));
        Assert.True(members.Length > 200);
    }

    private static string Declaration(Type type)
    {
        string name = MetadataSpelling.Type(type);
        return type switch
        {
            { IsEnum: true } => $"enum {name} : {(Enum.GetUnderlyingType(type) == typeof(int) ? "int" : "other")}",
            { IsValueType: true } => $"struct {name}",
            _ when typeof(Delegate).IsAssignableFrom(type) => $"delegate {name}",
            { IsAbstract: true, IsSealed: true } => $"static class {name}",
            _ => $"class {name} : {MetadataSpelling.Type(type.BaseType!)}",
        };
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"{f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [MetadataSpelling.Method(invoke) is { } spelled && spelled.Split(' ', 2) is [var result, var rest] ? $"Invoke {result}{rest["Invoke".Length..]}" : ""];
        }

        return type.GetFields(Declared).Select(MetadataSpelling.Field)
            .Concat(type.GetProperties(Declared).Select(MetadataSpelling.Property))
            .Concat(type.GetMethods(Declared).Where(method => !method.IsSpecialName).Select(MetadataSpelling.Method))
            .Concat(type.GetConstructors(Declared & ~BindingFlags.Static).Select(MetadataSpelling.Constructor));
    }
}
