namespace EmoVid.Realtime.Vulkan.Tests;

/// <summary>Puts tests that use a device in one row: they share the machine's cores with the software device.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class VulkanTestGroup
{
    public const string Name = "Vulkan";
}
