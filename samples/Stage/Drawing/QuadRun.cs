using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Consecutive quads that read one picture.</summary>
internal readonly record struct QuadRun(DescriptorSet Picture, int First, int Count);
