namespace EmoVid.Realtime;

/// <summary>How quickly <see cref="MoodSteering"/> follows. All times are half-lives in seconds: half of a difference is gone after one.</summary>
public sealed record MoodSteeringOptions
{
    /// <summary>Of the scene's colours within a shot, 0.05 to 10.</summary>
    public double SceneSeconds { get; init; } = 0.5;

    /// <summary>Of what measuring the output teaches, 0.05 to 10; a quarter of it in the first two seconds of a shot.</summary>
    public double FeedbackSeconds { get; init; } = 0.6;

    /// <summary>Of the grade's own approach, 0.05 to 10; nothing at a cut.</summary>
    public double GradeSeconds { get; init; } = 0.3;

    /// <summary>Skin protection of the bake (<see cref="GradeBakeOptions.SkinProtection"/>), which the prediction takes into account.</summary>
    public float SkinProtection { get; init; }

    internal MoodSteeringOptions Checked()
    {
        Check(SceneSeconds, nameof(SceneSeconds));
        Check(FeedbackSeconds, nameof(FeedbackSeconds));
        Check(GradeSeconds, nameof(GradeSeconds));
        return SkinProtection is >= 0f and <= 1f ? this : throw new ArgumentOutOfRangeException(nameof(SkinProtection), SkinProtection, "Must be 0 to 1.");
    }

    private static void Check(double seconds, string name)
    {
        if (!(seconds is >= 0.05 and <= 10))
        {
            throw new ArgumentOutOfRangeException(name, seconds, "Must be 0.05 to 10 seconds.");
        }
    }
}
