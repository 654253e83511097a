using System.Reflection;

namespace EmoVid.Realtime.Architecture.Tests;

/// <summary>No Vulkan, ONNX Runtime or FFMpegCore type stands in a public signature: a host that takes the SDK does not
/// take the binding's types with it.</summary>
public class PublicSurfaceTests
{
    private static readonly string[] Hidden = ["Silk.NET.Vulkan", "Silk.NET.Core", "Silk.NET.Vulkan.Extensions.EXT", "Silk.NET.Vulkan.Extensions.KHR", "Silk.NET.GLFW", "Microsoft.ML.OnnxRuntime", "FFMpegCore"];

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("EmoVid.Realtime.Core")]
    [InlineData("EmoVid.Realtime.Vulkan")]
    [InlineData("EmoVid.Realtime.Generation")]
    [InlineData("EmoVid.Realtime.Media")]
    [InlineData("EmoVid.Realtime")]
    public void Public_signatures_show_no_type_of_a_binding(string assemblyName)
    {
        Assembly assembly = Assembly.Load(assemblyName);
        string[] leaks = [.. assembly.GetExportedTypes()
            .SelectMany(type => Signature(type).Select(shown => (type, shown)))
            .Where(pair => Hidden.Contains(pair.shown.Assembly.GetName().Name))
            .Select(pair => $"{pair.type.FullName} shows {pair.shown.FullName}")
            .Distinct()];
        Assert.Empty(leaks);
    }

    [Fact]
    public void The_walk_sees_what_it_must_find()
    {
        // Guards the guard: a signature that shows a foreign type in a generic argument, a parameter and a base class.
        Type[] seen = [.. Signature(typeof(Sample))];
        Assert.Contains(typeof(Uri), seen);
        Assert.Contains(typeof(Version), seen);
        Assert.Contains(typeof(System.Text.StringBuilder), seen);
        Assert.Contains(typeof(List<Uri>), seen);
    }

    private static IEnumerable<Type> Signature(Type type)
    {
        IEnumerable<Type> direct = type.GetInterfaces();
        if (type.BaseType is not null)
        {
            direct = direct.Append(type.BaseType);
        }

        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            direct = member switch
            {
                FieldInfo { IsPublic: true } or FieldInfo { IsFamily: true } or FieldInfo { IsFamilyOrAssembly: true } => direct.Append(((FieldInfo)member).FieldType),
                MethodInfo method when IsShown(method) => direct.Append(method.ReturnType).Concat(method.GetParameters().Select(parameter => parameter.ParameterType)),
                ConstructorInfo constructor when IsShown(constructor) => direct.Concat(constructor.GetParameters().Select(parameter => parameter.ParameterType)),
                _ => direct,
            };
        }

        return direct.SelectMany(Unfold);
    }

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Unfold(Type type)
    {
        yield return type;
        if (type.HasElementType)
        {
            foreach (Type inner in Unfold(type.GetElementType()!))
            {
                yield return inner;
            }
        }

        foreach (Type argument in type.IsGenericType ? type.GetGenericArguments() : [])
        {
            foreach (Type inner in Unfold(argument))
            {
                yield return inner;
            }
        }
    }

    private abstract class Sample : List<Uri>
    {
        protected Sample(Version[] versions) => Versions = versions;

        public Version[] Versions { get; }

        public abstract void Write(ref System.Text.StringBuilder text);
    }
}
