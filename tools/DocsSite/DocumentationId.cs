using System.Reflection;

namespace EmoVid.Realtime.DocsSite;

/// <summary>The names of members in documentation files, as "ID strings" of the C# standard, annex D.4.2, have them.</summary>
internal static class DocumentationId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => "T:" + TypeId(type),
        FieldInfo field => $"F:{TypeId(field.DeclaringType!)}.{field.Name}",
        EventInfo raised => $"E:{TypeId(raised.DeclaringType!)}.{raised.Name}",
        PropertyInfo property => $"P:{TypeId(property.DeclaringType!)}.{Explicit(property.Name)}{Parameters(property.GetIndexParameters())}",
        MethodBase method => $"M:{TypeId(method.DeclaringType!)}.{Explicit(method.Name)}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}{Parameters(method.GetParameters())}{Result(method)}",
        _ => throw new ArgumentException($"A {member.MemberType} has no documentation.", nameof(member)),
    };

    private static string Explicit(string name) => name.Replace('.', '#');

    private static string TypeId(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Encoded(parameter.ParameterType)))})";

    private static string Result(MethodBase method) => method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? "~" + Encoded(conversion.ReturnType) : "";

    private static string Encoded(Type type)
    {
        if (type.IsByRef)
        {
            return Encoded(type.GetElementType()!) + "@";
        }

        if (type.IsPointer)
        {
            return Encoded(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            return Encoded(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : $"[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()))}]");
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }

        if (!type.IsGenericType)
        {
            return (type.FullName ?? type.Name).Replace('+', '.');
        }

        string name = type.GetGenericTypeDefinition().FullName!.Replace('+', '.');
        return $"{name[..name.IndexOf('`')]}{{{string.Join(',', type.GetGenericArguments().Select(Encoded))}}}";
    }
}
