namespace EmoVid.Realtime;

/// <summary>All that an evaluation found.</summary>
public sealed record EvaluationResult
{
    /// <summary>Name and version of the model pack.</summary>
    public required string Pack { get; init; }

    /// <summary>SHA-256 that names the model pack.</summary>
    public required string PackHash { get; init; }

    /// <summary>Name and version of the judge pack.</summary>
    public required string Judges { get; init; }

    /// <summary>SHA-256 that names the judge pack.</summary>
    public required string JudgesHash { get; init; }

    /// <summary>How the judges did while they were trained, on what they had not seen.</summary>
    public required IReadOnlyDictionary<string, double> JudgeTraining { get; init; }

    /// <summary>Stills that acted.</summary>
    public required int Stills { get; init; }

    /// <summary>Performances of each emotion by each still.</summary>
    public required int Seeds { get; init; }

    /// <summary>Wall clock in all.</summary>
    public required double Seconds { get; init; }

    /// <summary>Real held-out clips, and avatars in named expressions: the ceiling.</summary>
    public required MethodScore Ceiling { get; init; }

    /// <summary>The student first, then what it is compared with.</summary>
    public required IReadOnlyList<MethodScore> Methods { get; init; }

    /// <summary>Avatars by style: a judge that cannot read a style cannot judge it.</summary>
    public required IReadOnlyList<StyleScore> Styles { get; init; }

    /// <summary>Identity of the student's acts.</summary>
    public required IdentityScore Identity { get; init; }

    /// <summary>Identity of real held-out clips.</summary>
    public required IdentityScore RealIdentity { get; init; }

    /// <summary>The student's motion.</summary>
    public required MotionScore Motion { get; init; }

    /// <summary>The motion of real held-out clips.</summary>
    public required MotionScore RealMotion { get; init; }

    /// <summary>Mean distance between performances of one emotion over the mean distance between emotions of one seed; 0 would be always the same act.</summary>
    public required double Diversity { get; init; }

    /// <summary>The endless act.</summary>
    public required DriftScore Drift { get; init; }

    /// <summary>Times.</summary>
    public required LatencyScore Latency { get; init; }
}
