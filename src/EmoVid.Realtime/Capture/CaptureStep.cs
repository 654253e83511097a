using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>What held from one frame on, until the next step: the mix that was acted or graded by, and the grade's settings.</summary>
/// <param name="Frame">The first frame that it holds for, counted from 0.</param>
/// <param name="Mix">The mix as it was shown, on its way or arrived.</param>
/// <param name="Strength">How much of the mood is applied, 0-1; for a grade.</param>
/// <param name="SkinProtection">How far skin tones are kept, 0-1; for a grade.</param>
/// <param name="Grading">Dithering and the rectangle that stays as it is; for a grade.</param>
/// <param name="Time">The frame's time on the host's clock; for a live performance, where every frame has a step.</param>
/// <param name="Tier">How much of the work the actor got; for a live performance.</param>
/// <param name="Updates">Runs of its networks that had arrived when the frame was made, at most; for a live performance.</param>
public readonly record struct CaptureStep(long Frame, EmotionMix Mix, float Strength = 1, float SkinProtection = 0, GradeOptions Grading = default,
    TimeSpan Time = default, ActorTier Tier = ActorTier.Full, long Updates = 0)
{
    /// <summary>What a live performance did at a frame, asked for after <see cref="StickerPerformance.RenderAt"/> on the same thread.</summary>
    /// <param name="performance">The performance.</param>
    /// <param name="time">The frame's time.</param>
    /// <param name="mix">What <see cref="StickerPerformance.RenderAt"/> said is acted.</param>
    /// <exception cref="ArgumentException">Its networks do not run beside the frames: such a capture needs only the mix.</exception>
    public static CaptureStep Of(StickerPerformance performance, TimeSpan time, EmotionMix mix)
    {
        ArgumentNullException.ThrowIfNull(performance);
        return performance.Live is { } live
            ? new CaptureStep(0, mix, Time: time, Tier: live.Tier, Updates: live.Updates)
            : throw new ArgumentException("The performance has no ActorThread.", nameof(performance));
    }

    /// <summary>What a grader does at a frame.</summary>
    /// <param name="frame">The frame, counted from 0.</param>
    /// <param name="settings">The grader's settings; their mood is that of a signal.</param>
    /// <param name="time">The frame's time.</param>
    /// <exception cref="CaptureException">The mood is one of its own and not a mix of the eight emotions.</exception>
    public static CaptureStep Of(long frame, SceneGradeSettings settings, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Signal is null && settings.Mood is not null
            ? throw new CaptureException("capturing a grade: found a mood of its own, expected a mix of the eight emotions; drive the grade by a signal")
            : new CaptureStep(frame, settings.Signal?.MixAt(time) ?? EmotionMix.Neutral, settings.Strength, settings.SkinProtection, settings.Grading);
    }

    /// <summary>Whether the two differ in nothing but their frame.</summary>
    internal bool IsLike(in CaptureStep other) => this with { Frame = other.Frame } == other;
}
