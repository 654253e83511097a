using Silk.NET.Vulkan;

namespace EmbedInYourEngine;

/// <summary>Where the engine's frames go: images that are drawn in turn and shown.</summary>
internal interface IEngineScreen : IDisposable
{
    /// <summary>The images; others after <see cref="Rebuild"/>.</summary>
    IReadOnlyList<EngineImage> Images { get; }

    /// <summary>The layout that an image is shown in.</summary>
    ImageLayout ShownLayout { get; }

    /// <summary>Whether somebody watches: time is the clock's then, and a frame's number over its rate otherwise.</summary>
    bool IsLive { get; }

    /// <summary>Whether whoever watched has left.</summary>
    bool IsClosed { get; }

    /// <summary>Takes the next image.</summary>
    /// <param name="frame">The frame that will be drawn into it.</param>
    /// <param name="image">Its index.</param>
    /// <returns>False when the images no longer fit the window: <see cref="Rebuild"/> them.</returns>
    bool TryAcquire(EngineFrame frame, out int image);

    /// <summary>Submits a frame and shows its image.</summary>
    void Show(EngineFrame frame, int image);

    /// <summary>Makes the images anew; nothing uses the old ones any more.</summary>
    void Rebuild();
}
