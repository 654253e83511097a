using System.Reflection;
using Silk.NET.Vulkan;
using VulkanBindings;

namespace EmoVid.Realtime.Compat.Tests.Vulkan;

/// <summary>Every generated struct, handle, callback and enum against the C compiler and the Vulkan headers.</summary>
public sealed class LayoutTests
{
    private static readonly Assembly Bindings = typeof(Vk).Assembly;

    private static IEnumerable<Type> Structs => Bindings.GetExportedTypes().Where(t => t is { IsValueType: true, IsEnum: false, IsNested: false, Namespace: "Silk.NET.Vulkan" });

    [Fact]
    public void Every_struct_of_the_assembly_is_one_that_the_model_maps_to_C()
    {
        var expected = BindingInputs.Model.Structs.Select(s => s.Struct.Name["Vk".Length..])
            .Concat(BindingInputs.Model.Handles.Select(h => h.Name["Vk".Length..]))
            .Concat(BindingInputs.Model.Callbacks.Select(c => "Pfn" + c.Name["PFN_vk".Length..]));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Structs.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.True(BindingInputs.Model.Structs.Count > 100);
    }

    [Fact]
    public void Sizes_and_field_offsets_are_those_of_the_headers()
    {
        var emitter = new StructEmitter(BindingInputs.Model, BindingInputs.Names);
        var rows = new List<(string Expression, long Managed)>();
        foreach (var (_, type) in BindingInputs.Model.Structs)
        {
            var managed = Managed(type.Name["Vk".Length..]);
            rows.Add(($"sizeof({type.Name})", ManagedLayout.SizeOf(managed)));
            var fields = managed.GetFields(BindingFlags.Public | BindingFlags.Instance).ToList();
            foreach (var (member, name) in type.Fields.SelectMany(f => type.IsUnion ? Flattened(f) : [(f.Name, emitter.FieldName(type, f))]))
            {
                var field = Assert.Single(fields, f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                fields.Remove(field);
                rows.Add(($"offsetof({type.Name}, {member})", ManagedLayout.OffsetOf(managed, field)));
                rows.Add(($"sizeof((({type.Name} *)0)->{member})", ManagedLayout.SizeOf(field.FieldType)));
            }

            Assert.Empty(fields);
        }

        rows.AddRange(BindingInputs.Model.Handles.Select(h => ($"sizeof({h.Name})", (long)ManagedLayout.SizeOf(Managed(h.Name["Vk".Length..])))));
        rows.AddRange(BindingInputs.Model.Callbacks.Select(c => ($"sizeof({c.Name})", (long)ManagedLayout.SizeOf(Managed("Pfn" + c.Name["PFN_vk".Length..])))));
        AssertEqualToHeaders(rows);
    }

    [Fact]
    public void Constructors_set_the_structure_type_of_the_headers()
    {
        var rows = new List<(string, long)>();
        foreach (var (_, type) in BindingInputs.Model.Structs.Where(s => s.Struct.Fields[0].Values is not null))
        {
            var parameter = Assert.Single(Managed(type.Name["Vk".Length..]).GetConstructors()).GetParameters()[0];
            Assert.Equal(typeof(StructureType?), parameter.ParameterType);
            rows.Add((type.Fields[0].Values!, Convert.ToInt64(parameter.RawDefaultValue, null)));
        }

        AssertEqualToHeaders(rows);
    }

    [Fact]
    public void Enum_members_have_the_values_of_the_headers()
    {
        var emitter = new EnumEmitter(BindingInputs.Names);
        var rows = new List<(string, long)>();
        foreach (var (_, cName, name, members) in BindingInputs.Model.Enums)
        {
            var managed = Managed(name);
            var mapped = emitter.Members(name, members);
            Assert.Equal(mapped.Select(m => m.Name).Order(StringComparer.Ordinal), Enum.GetNames(managed).Order(StringComparer.Ordinal));
            foreach (var (member, cMember, _) in mapped)
            {
                var value = Convert.ToInt64(Enum.Parse(managed, member), null);
                if (cMember is null)
                {
                    Assert.Equal(("None", 0L), (member, value));
                    continue;
                }

                // A 32-bit enum is compared as 32 bits: bit 31 is negative here and positive there.
                rows.Add((Enum.GetUnderlyingType(managed) == typeof(int) ? $"(int){cMember}" : cMember, value));
            }

            if (cName is not null)
            {
                rows.Add(($"sizeof({(Enum.GetUnderlyingType(managed) == typeof(int) ? cName : "VkFlags64")})", ManagedLayout.SizeOf(managed)));
            }
        }

        Assert.Equal(BindingInputs.Model.Enums.Select(e => e.Name).Order(StringComparer.Ordinal), Bindings.GetExportedTypes().Where(t => t.IsEnum).Select(t => t.Name).Order(StringComparer.Ordinal));
        AssertEqualToHeaders(rows);
    }

    [Fact]
    public void Constants_have_the_values_of_the_headers() => AssertEqualToHeaders([
        .. BindingInputs.Model.Constants.Select(c => (
            c.Name,
            Managed: typeof(Vk).GetFields(BindingFlags.Public | BindingFlags.Static).Single(f => f.Name.Equals(c.Name["VK_".Length..].Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)).GetRawConstantValue()!))
            .Select(c => (c.Name, c.Managed is ulong wide ? unchecked((long)wide) : Convert.ToInt64(c.Managed, null))),
    ]);

    private static void AssertEqualToHeaders(IReadOnlyList<(string Expression, long Managed)> rows)
    {
        Assert.NotEmpty(rows);
        var values = HeaderProbe.Evaluate([.. rows.Select(r => r.Expression)]);
        var wrong = rows.Zip(values).Where(r => r.First.Managed != r.Second).Select(r => $"{r.First.Expression}: C {r.Second}, C# {r.First.Managed}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // The package flattens arrays in unions: float32[2] is Float32_2.
    private static IEnumerable<(string, string)> Flattened(CField field) => field.Type.ArrayLength == 0
        ? [(field.Name, field.Name)]
        : Enumerable.Range(0, field.Type.ArrayLength).Select(i => ($"{field.Name}[{i}]", $"{field.Name}_{i}"));

    private static Type Managed(string name) => Bindings.GetType("Silk.NET.Vulkan." + name, throwOnError: true)!;
}
