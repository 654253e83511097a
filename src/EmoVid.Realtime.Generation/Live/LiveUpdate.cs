namespace EmoVid.Realtime.Generation;

/// <summary>One run of a live actor's networks and when it arrived: enough to repeat a live act with <see cref="LiveActor.Repeat"/>.</summary>
/// <param name="Kind">What the run was for.</param>
/// <param name="Asked">The host's time when the run began, in seconds.</param>
/// <param name="Instant">The instant that it rendered, in seconds of the host's time.</param>
/// <param name="Mix">What was acted.</param>
/// <param name="Arrived">The host's time of the last <see cref="LiveActor.Show(double, MotionFields)"/> before it arrived.</param>
/// <param name="Shown">Calls of <see cref="LiveActor.Show(double, MotionFields)"/> that had read fields before it arrived.</param>
/// <param name="IsInTime">Whether it came before its deadline; otherwise it was not shown.</param>
public readonly record struct LiveUpdate(LiveUpdateKind Kind, double Asked, double Instant, EmotionMix Mix, double Arrived, long Shown, bool IsInTime);
