namespace VulkanBindings;

/// <summary>A C type as it stands in a member or parameter: base type name, levels of pointer, array length (0: none).</summary>
public sealed record CTypeReference(string Name, int Pointers, int ArrayLength);
