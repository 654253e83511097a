using System.Reflection;

namespace EmoVid.Realtime.DocsSite;

/// <summary>A public type and the members that a user of it can see.</summary>
internal sealed class ApiType
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private ApiType(Type type)
    {
        Clr = type;
        Name = Signature.TypeName(type);
        Path = $"api/{(type.FullName ?? type.Name).Replace('+', '.').Replace('`', '-')}.html";
        Members = typeof(Delegate).IsAssignableFrom(type) ? [] : [.. type.GetMembers(Declared).Where(IsShown).OrderBy(Rank).ThenBy(member => member.Name, StringComparer.Ordinal)];
    }

    public Type Clr { get; }

    public string Name { get; }

    /// <summary>Its page in the site.</summary>
    public string Path { get; }

    public IReadOnlyList<MemberInfo> Members { get; }

    public static IEnumerable<ApiType> Load(IEnumerable<Assembly> assemblies) =>
        assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Select(type => new ApiType(type)).OrderBy(type => type.Clr.Namespace, StringComparer.Ordinal).ThenBy(type => type.Name, StringComparer.Ordinal);

    private static int Rank(MemberInfo member) => member switch
    {
        ConstructorInfo => 0,
        FieldInfo => 1,
        PropertyInfo => 2,
        EventInfo => 3,
        _ => 4,
    };

    /// <summary>What the compiler adds to records and enumerations needs no words of ours.</summary>
    private bool IsShown(MemberInfo member)
    {
        if (member.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null)
        {
            return false;
        }

        return member switch
        {
            MethodInfo { IsSpecialName: true } method => method.Name.StartsWith("op_", StringComparison.Ordinal) && IsVisible(method),
            MethodBase method => IsVisible(method) && method is not ConstructorInfo { IsStatic: true } && method.Name != "Finalize" && !IsImplicit(method),
            FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) && property.Name != "EqualityContract",
            EventInfo raised => raised.AddMethod is { } add && IsVisible(add),
            _ => false,
        };
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>A constructor that nobody wrote: that of a class without one, and the primary one of a record, whose parameters are documented at the type.</summary>
    private bool IsImplicit(MethodBase method) => method is ConstructorInfo constructor
        && (constructor.GetParameters().Length == 0 || (IsRecord && constructor.GetParameters().Length > 0 && constructor.GetParameters().All(parameter => Clr.GetProperty(parameter.Name!) is not null)));

    private bool IsRecord => Clr.GetMethod("<Clone>$", Declared) is not null || Clr.GetMethod("PrintMembers", Declared) is not null;
}
