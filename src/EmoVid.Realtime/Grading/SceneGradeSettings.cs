namespace EmoVid.Realtime;

/// <summary>What a <see cref="SceneGrader"/> shall do now. Immutable: set another one to change it.</summary>
public sealed record SceneGradeSettings
{
    /// <summary>The emotion signal that drives the mood, by the time of each frame. Comes before <see cref="Mood"/>.</summary>
    public EmotionSignal? Signal { get; init; }

    /// <summary>A mood of its own, for example of <see cref="MoodLibrary.Parse"/>, where there is no signal. It is not changed while it is set.</summary>
    public GradeRecipe? Mood { get; init; }

    /// <summary>How much of the mood is applied, 0 to 1.</summary>
    public float Strength { get; init; } = 1;

    /// <summary>How far skin tones are kept, 0 to 1 (<see cref="GradeBakeOptions.SkinProtection"/>).</summary>
    public float SkinProtection { get; init; }

    /// <summary>Dithering, and the rectangle of a head-up display.</summary>
    public GradeOptions Grading { get; init; }

    internal SceneGradeSettings Checked()
    {
        CheckUnit(Strength, nameof(Strength));
        CheckUnit(SkinProtection, nameof(SkinProtection));
        return this;
    }

    private static void CheckUnit(float value, string name)
    {
        if (!(value is >= 0f and <= 1f))
        {
            throw new ArgumentOutOfRangeException(name, value, "Must be 0 to 1.");
        }
    }
}
