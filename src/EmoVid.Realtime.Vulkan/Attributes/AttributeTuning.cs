namespace EmoVid.Realtime.Vulkan;

/// <summary>How the attribute pass suits a device: what costs least there, never what comes out.</summary>
internal sealed record AttributeTuning
{
    /// <summary>Invocations of a workgroup. A software device runs one as one vector on one thread: a subgroup is best, and every
    /// further one a detour (lavapipe, Mesa 22.3.6). A GPU wants four to eight subgroups.</summary>
    public required uint GroupWidth { get; init; }

    /// <summary>Workgroups of a frame, about. Each costs the adding up of its sums, so few are best: on a software device as many as
    /// leave no thread idle for long, on a GPU as many as fill it.</summary>
    public required uint Groups { get; init; }

    /// <summary>Quads an invocation, about, at most. On a GPU as many as 32-bit sums of weighted pixels hold; on a software device
    /// half as many as keep its counts in a histogram of hues below 2³², 65,280 a pixel.</summary>
    public required uint MostQuads { get; init; }

    /// <summary>Whether each invocation counts in a histogram of its own, which on a software device costs a fifth of shared
    /// atomics, and on a GPU more registers than there are.</summary>
    public required bool HasPrivateHistograms { get; init; }

    /// <summary>Whether frames are copied into the device's own memory before the pass reads them.</summary>
    public required bool IsStaged { get; init; }

    /// <summary>Words that a texel buffer holds; larger frames are read as storage.</summary>
    public required uint TexelLimit { get; init; }

    /// <summary>Copies of a histogram that a workgroup shares, so that neighbours of one colour meet less often.</summary>
    public uint HistogramCopies { get; } = 4;

    /// <summary>What suits a device.</summary>
    public static AttributeTuning For(VulkanDevice device) => ForKind(device, device.IsSoftware);

    /// <summary>What suits a device as if it were a software device or a GPU.</summary>
    public static AttributeTuning ForKind(VulkanDevice device, bool isSoftware) => new()
    {
        GroupWidth = isSoftware ? (uint)device.Info.SubgroupSize : 128,
        Groups = isSoftware ? 32u : 1024u,
        MostQuads = isSoftware ? 8192u : 16u,
        HasPrivateHistograms = isSoftware,
        IsStaged = device.Info.Kind == VulkanDeviceKind.DiscreteGpu,
        TexelLimit = device.Limits.MaxTexelBufferElements,
    };
}
