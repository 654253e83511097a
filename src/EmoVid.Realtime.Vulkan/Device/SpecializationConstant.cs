namespace EmoVid.Realtime.Vulkan;

/// <summary>A value that a shader gets when its pipeline is made. Ids: 0 is the workgroup's width, those of a kernel's own
/// start at 20.</summary>
internal readonly record struct SpecializationConstant(uint Id, uint Value);
