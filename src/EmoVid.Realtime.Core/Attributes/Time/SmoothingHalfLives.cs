namespace EmoVid.Realtime;

/// <summary>How long smoothed attributes take: seconds in which half of a difference is gone; 0 smooths nothing.</summary>
public sealed record SmoothingHalfLives
{
    /// <summary>The half-lives of smoothers that bring none: a look that changes for good is shown by 94 % within a second.</summary>
    public static SmoothingHalfLives Default { get; } = new();

    /// <summary>Of brightness, luma, its spread, contrast, edges and coverage.</summary>
    public double LightSeconds { get; init; } = 0.25;

    /// <summary>Of colorfulness, Hasler–Süsstrunk and warm–cool.</summary>
    public double ColorSeconds { get; init; } = 0.25;

    /// <summary>Of the hue vectors.</summary>
    public double HueSeconds { get; init; } = 0.25;

    /// <summary>Of motion and flicker.</summary>
    public double MotionSeconds { get; init; } = 0.5;

    internal SmoothingHalfLives Checked()
    {
        HalfLife.Check(LightSeconds, nameof(LightSeconds));
        HalfLife.Check(ColorSeconds, nameof(ColorSeconds));
        HalfLife.Check(HueSeconds, nameof(HueSeconds));
        HalfLife.Check(MotionSeconds, nameof(MotionSeconds));
        return this;
    }
}
