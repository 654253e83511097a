namespace VulkanBindings;

/// <summary>An enum member of the registry by its C name.</summary>
public sealed record CEnumMember(string Name, long Value);
