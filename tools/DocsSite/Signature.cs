using System.Globalization;
using System.Reflection;

namespace EmoVid.Realtime.DocsSite;

/// <summary>Types and members as C# writes them.</summary>
internal static class Signature
{
    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["Void"] = "void", ["Boolean"] = "bool", ["Byte"] = "byte", ["SByte"] = "sbyte", ["Int16"] = "short", ["UInt16"] = "ushort", ["Int32"] = "int", ["UInt32"] = "uint",
        ["Int64"] = "long", ["UInt64"] = "ulong", ["Single"] = "float", ["Double"] = "double", ["String"] = "string", ["Object"] = "object", ["Char"] = "char", ["IntPtr"] = "nint", ["UIntPtr"] = "nuint",
    };

    public static string TypeName(Type type)
    {
        if (type.IsByRef || type.IsPointer || type.IsArray)
        {
            return TypeName(type.GetElementType()!) + (type.IsPointer ? "*" : type.IsArray ? "[]" : "");
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return TypeName(value) + "?";
        }

        if (type.IsGenericType && type.Name.StartsWith("ValueTuple", StringComparison.Ordinal))
        {
            return $"({string.Join(", ", type.GetGenericArguments().Select(TypeName))})";
        }

        string name = type.Namespace == "System" && Keywords.TryGetValue(type.Name, out string? keyword) ? keyword : type.Name;
        int tick = name.IndexOf('`');
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }

    /// <summary>class, struct, interface, …</summary>
    public static string Kind(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : "class";

    public static string Of(MemberInfo member) => member switch
    {
        FieldInfo { FieldType.IsEnum: true, IsLiteral: true } value when value.DeclaringType!.IsEnum => $"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo { IsLiteral: true } constant => $"const {TypeName(constant.FieldType)} {constant.Name} = {Literal(constant.GetRawConstantValue())}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{TypeName(field.FieldType)} {field.Name}",
        PropertyInfo property => Property(property),
        EventInfo raised => $"event {TypeName(raised.EventHandlerType!)} {raised.Name}",
        ConstructorInfo constructor => $"{Short(constructor.DeclaringType!)}({Parameters(constructor)})",
        MethodInfo method => Method(method),
        _ => member.Name,
    };

    private static string Property(PropertyInfo property)
    {
        bool isStatic = property.GetAccessors(nonPublic: true)[0].IsStatic;
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(parameter => $"{TypeName(parameter.ParameterType)} {parameter.Name}"))}]";
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
        string accessors = (property.GetMethod is { IsPublic: true } or { IsFamily: true } ? " get;" : "") + (property.SetMethod is { IsPublic: true } or { IsFamily: true } ? isInit ? " init;" : " set;" : "");
        return $"{(isStatic ? "static " : "")}{TypeName(property.PropertyType)} {name} {{{accessors} }}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName))}>" : "";
        return $"{(method.IsStatic ? "static " : "")}{TypeName(method.ReturnType)} {method.Name.Replace("op_", "operator ", StringComparison.Ordinal)}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        string way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        return $"{way}{TypeName(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "")}";
    }));

    private static string Short(Type type) => TypeName(type).Split('<')[0];

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
