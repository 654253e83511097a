using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What a device is opened for.</summary>
internal sealed record GpuOptions
{
    /// <summary>Which device.</summary>
    public StageDevice Device { get; init; } = StageDevice.Auto;

    /// <summary>Whether the validation layer listens, with its checks of synchronisation.</summary>
    public bool Validation { get; init; }

    /// <summary>Names of the instance extensions that a window needs; none without one.</summary>
    public IReadOnlyList<string> WindowExtensions { get; init; } = [];

    /// <summary>Makes the window's surface; null without a window.</summary>
    public Func<Instance, SurfaceKHR>? CreateSurface { get; init; }

    /// <summary>Wraps the calls that may fail, for tests; null leaves them.</summary>
    public Func<IQueueCalls, IQueueCalls>? Intercept { get; init; }
}
