using System.Reflection;
using FFMpegCore;

namespace EmoVid.Realtime.Compat.Tests.FFMpegCore;

/// <summary>The stand-in shows nothing that the package does not have. FFMpegCore-5.2.0.txt lists the part of the package's
/// public members that the stand-in covers, checked against the sources of that release; who adds a member looks it up
/// there first and adds its line.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void Every_public_member_is_one_of_the_packages()
    {
        string[] listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "FFMpegCore", "FFMpegCore-5.2.0.txt"));
        Assert.Equal(listed, Surface(typeof(FFMpegArguments).Assembly).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Surface(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where member is not MethodInfo { IsSpecialName: true } && !(type.IsEnum && member.Name == "value__")
        select $"{type.FullName}: {(type.IsEnum ? $"{member.Name} = {Convert.ToInt32(((FieldInfo)member).GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}" : Shape(member))}";

    private static string Shape(MemberInfo member) => member switch
    {
        PropertyInfo property => $"{property.PropertyType} {property.Name}{(property.SetMethod is { IsPublic: true } ? " { get; set; }" : " { get; }")}",
        MethodBase method => $"{method} [{string.Join(", ", method.GetParameters().Select(parameter => parameter.Name + (parameter.HasDefaultValue ? "?" : string.Empty)))}]",
        _ => member.ToString()!,
    };
}
