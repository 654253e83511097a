namespace VulkanBindings;

/// <summary>A struct or union of the registry.</summary>
public sealed record CStruct(string Name, bool IsUnion, IReadOnlyList<CField> Fields);
