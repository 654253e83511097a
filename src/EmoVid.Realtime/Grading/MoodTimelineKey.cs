namespace EmoVid.Realtime;

/// <summary>A point of a <see cref="MoodTimeline"/>: from here on the grade turns to this mix and strength.</summary>
/// <param name="Time">When the turn begins, on the clip's clock; at least 0.</param>
/// <param name="Mix">The mix that it turns to.</param>
/// <param name="TransitionSeconds">Seconds for 95 % of the way, at least 0 (0: at once).</param>
/// <param name="Strength">How much of the mood is applied, 0 to 1.</param>
public readonly record struct MoodTimelineKey(TimeSpan Time, EmotionMix Mix, double TransitionSeconds = 0, float Strength = 1);
