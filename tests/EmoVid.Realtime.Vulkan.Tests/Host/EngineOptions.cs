using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Vulkan.Tests.Host;

/// <summary>How the tests' engine sets itself up, and what it forgets.</summary>
internal sealed record EngineOptions
{
    public uint ApiVersion { get; init; } = Vk.Version13;

    public bool TimelineSemaphore { get; init; } = true;

    public bool DebugUtils { get; init; } = true;

    /// <summary>Whether the layer's synchronisation checks also compare one submission with another. It does not see waits for timeline
    /// semaphores, so they must be off where the SDK submits by itself.</summary>
    public bool ChecksSubmissions { get; init; }

    public int FramesInFlight { get; init; } = 2;
}
