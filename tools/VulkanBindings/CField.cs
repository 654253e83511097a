namespace VulkanBindings;

/// <summary>A struct member or command parameter of the registry; <see cref="Length"/> is its raw <c>len</c> attribute, <see cref="Values"/> its fixed <c>sType</c>.</summary>
public sealed record CField(string Name, CTypeReference Type, string? Length, string? Values);
