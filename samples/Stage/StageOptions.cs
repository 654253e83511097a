namespace EmoVid.Realtime.Samples.Stage;

/// <summary>How the stage runs.</summary>
public sealed record StageOptions
{
    /// <summary>Folder of the model pack.</summary>
    public required string PackFolder { get; init; }

    /// <summary>Which Vulkan device draws.</summary>
    public StageDevice Device { get; init; } = StageDevice.Auto;

    /// <summary>Pixels a row, 64 to 7680.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>Rows, 64 to 4320.</summary>
    public int Height { get; init; } = 720;

    /// <summary>Actors, 1 to 64; the cast repeats beyond seven.</summary>
    public int Actors { get; init; } = 7;

    /// <summary>Whether the validation layer listens; any message of it fails the run.</summary>
    public bool Validation { get; init; }

    /// <summary>Frames of a run without a window, at <see cref="FramesPerSecond"/>.</summary>
    public int Frames { get; init; } = 240;

    /// <summary>Frames a second of a run without a window.</summary>
    public double FramesPerSecond { get; init; } = 24;

    /// <summary>The file of a run without a window: .webm, .webp, .mp4, .gif, .apng, or .png with one frame. Null keeps no pictures.</summary>
    public string? Output { get; init; }

    /// <summary>Whether the overlay is drawn into the pictures of a run without a window.</summary>
    public bool Overlay { get; init; }

    /// <summary>Folder, which exists, for a capture of each actor's act in a window, to replay with <c>emovid replay</c>; null for none.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Folder for what R records in a window.</summary>
    public string RecordingFolder { get; init; } = ".";
}
