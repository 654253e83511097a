namespace VulkanBindings;

/// <summary>An API constant: its C# type (<c>uint</c>, <c>ulong</c> or <c>float</c>) and its literal.</summary>
public sealed record CConstant(string Name, string Type, string Literal);
