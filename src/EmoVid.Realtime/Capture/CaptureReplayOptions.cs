using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>How a capture is replayed.</summary>
public sealed record CaptureReplayOptions
{
    /// <summary>The clip to write, its format by its extension; null to compare alone.</summary>
    public string? Output { get; init; }

    /// <summary>Where the scene or still is that the capture names and does not hold; null where it holds it.</summary>
    public string? Input { get; init; }

    /// <summary>Folder of the model pack; needed for stickers.</summary>
    public string? PackFolder { get; init; }

    /// <summary>The engine; null for a device of the kind that the capture was made on.</summary>
    public EngineChoice? Engine { get; init; }

    /// <summary>Who runs the networks; null for the provider of the capture.</summary>
    public GeneratorOptions? Generator { get; init; }
}
