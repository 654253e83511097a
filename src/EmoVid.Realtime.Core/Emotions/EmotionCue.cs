namespace EmoVid.Realtime;

/// <summary>A change of target: from a time on, an <see cref="EmotionSignal"/> turns to a mix.</summary>
/// <param name="At">When the turn begins, on the host's clock.</param>
/// <param name="Mix">The mix that it turns to, with its intensity.</param>
/// <param name="TransitionSeconds">Seconds for 95 % of the way, at least 0 (0: at once); null for the signal's attack or release time.</param>
public readonly record struct EmotionCue(TimeSpan At, EmotionMix Mix, double? TransitionSeconds = null);
