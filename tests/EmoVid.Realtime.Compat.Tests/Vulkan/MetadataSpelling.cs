using System.Reflection;
using System.Runtime.CompilerServices;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>Spells types and members as the list of the package's names does.</summary>
internal static class MetadataSpelling
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(string)] = "string", [typeof(object)] = "object",
    };

    public static string Type(Type type)
    {
        if (type.IsPointer || type.IsByRef)
        {
            return Type(type.GetElementType()!) + (type.IsPointer ? "*" : "&");
        }

        if (type.IsFunctionPointer)
        {
            return $"delegate*<{string.Join(",", type.GetFunctionPointerParameterTypes().Append(type.GetFunctionPointerReturnType()).Select(Type))}>";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Type(underlying) + "?";
        }

        if (Keywords.TryGetValue(type, out var keyword) || type.IsGenericParameter)
        {
            return keyword ?? type.Name;
        }

        var name = type.Name;
        if (type.IsGenericType)
        {
            name = $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(",", type.GetGenericArguments().Select(Type))}>";
        }

        return type.IsNested ? $"{Type(type.DeclaringType!)}.{name}" : Prefix(type) + name;
    }

    public static string Field(FieldInfo field)
    {
        if (field.GetCustomAttribute<FixedBufferAttribute>() is { } buffer)
        {
            return $"field fixed {Type(buffer.ElementType)} {field.Name}[{buffer.Length}]";
        }

        if (field.IsLiteral)
        {
            return $"field const {Type(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}";
        }

        // The list gives the offsets of a union's fields.
        return $"field {Type(field.FieldType)} {field.Name}" + (field.DeclaringType!.IsExplicitLayout ? $" @{ManagedLayout.OffsetOf(field.DeclaringType, field)}" : "");
    }

    public static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors();
        var label = property.GetIndexParameters() is { Length: > 0 } index ? $"this[{string.Join(", ", index.Select(p => $"{Type(p.ParameterType)} {p.Name}"))}]" : property.Name;
        return $"prop {(accessors[0].IsStatic ? "static " : "")}{Type(property.PropertyType)} {label} {{ get; {(property.CanWrite ? "set; " : "")}}}";
    }

    public static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(",", method.GetGenericArguments().Select(t => t.Name))}>" : "";
        return $"{(method.IsStatic ? "static " : "")}{Type(method.ReturnType)} {method.Name}{generic}({string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    public static string Constructor(ConstructorInfo constructor) => $"ctor({string.Join(", ", constructor.GetParameters().Select(Parameter))})";

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var kind = !type.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.GetCustomAttributesData().Any(a => a.AttributeType.Name is "IsReadOnlyAttribute" or "RequiresLocationAttribute") ? "ref readonly "
            : "ref ";
        var value = !parameter.HasDefaultValue ? "" : " = " + DefaultOf(parameter);
        return $"{kind}{Type(type.IsByRef ? type.GetElementType()! : type)} {parameter.Name}{value}";
    }

    private static string DefaultOf(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "null",
        int number when Nullable.GetUnderlyingType(parameter.ParameterType) is { IsEnum: true } type => Enum.GetName(type, number)!,
        var other => other.ToString()!,
    };

    private static string Prefix(Type type) => type.Namespace switch
    {
        { } name when name.StartsWith("Silk.NET.Core", StringComparison.Ordinal) => name["Silk.NET.".Length..].Replace("Core.Native", "Native", StringComparison.Ordinal) + ".",
        { } name when name.StartsWith("Silk.NET.Vulkan.", StringComparison.Ordinal) => name["Silk.NET.Vulkan.".Length..] + ".",
        "Silk.NET.GLFW" => "Silk.NET.GLFW.",
        _ => "",
    };
}
