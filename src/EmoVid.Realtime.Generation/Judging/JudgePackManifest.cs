namespace EmoVid.Realtime.Generation;

/// <summary>What a judge pack says about itself: two judges, the stills that shall act and the real clips that are the ceiling.</summary>
public sealed record JudgePackManifest
{
    /// <summary>The one form that this version reads.</summary>
    public const int SupportedFormat = 1;

    /// <summary>Form of the manifest.</summary>
    public required int Format { get; init; }

    /// <summary>Name of the pack.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the pack.</summary>
    public required string Version { get; init; }

    /// <summary>Side of the pictures that the expression judge sees, in pixels.</summary>
    public required int ExpressionSide { get; init; }

    /// <summary>Side of the frames that the motion judge sees, in pixels.</summary>
    public required int MotionSide { get; init; }

    /// <summary>Frames that the motion judge sees at once.</summary>
    public required int MotionFrames { get; init; }

    /// <summary>Numbers by which the motion judge describes a clip, its second output.</summary>
    public required int MotionFeatures { get; init; }

    /// <summary>Frames a second of the clips, and of what the motion judge sees.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>How the judges did on what they had not seen while they were trained, as the training printed it.</summary>
    public required IReadOnlyDictionary<string, double> Training { get; init; }

    /// <summary>SHA-256 and size of every file.</summary>
    public required IReadOnlyDictionary<string, JudgePackEntry> Files { get; init; }

    /// <summary>The stills.</summary>
    public required IReadOnlyList<EvaluationStillEntry> Stills { get; init; }

    /// <summary>The real clips.</summary>
    public required IReadOnlyList<EvaluationClipEntry> Clips { get; init; }
}
