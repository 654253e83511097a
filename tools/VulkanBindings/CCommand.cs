namespace VulkanBindings;

/// <summary>A command (or, as <c>PFN_…</c>, a callback) of the registry.</summary>
public sealed record CCommand(string Name, CTypeReference Returns, IReadOnlyList<CField> Parameters);
