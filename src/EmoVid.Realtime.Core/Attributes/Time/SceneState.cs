namespace EmoVid.Realtime;

/// <summary>What is known of a running scene at a frame.</summary>
/// <param name="Time">The frame's time, on the tracker's <see cref="FrameClock"/>.</param>
/// <param name="Look">The smoothed look of the shot; it started anew at the shot's first frame, and stands still while a jump is
/// undecided, so that a flash leaves no trace. Motion and flicker in it are a frame's, and depend on the frame rate.</param>
/// <param name="MotionPerSecond">Smoothed luma change a second, black to white = 1, which does not; NaN where motion is not
/// measured or there was no frame before.</param>
/// <param name="ShotStart">Time of the shot's first frame.</param>
/// <param name="ShotNumber">Number of the shot, from 0.</param>
/// <param name="Verdict">What the cut detector made of the frame. At <see cref="CutVerdict.Confirmed"/> the look is that of the
/// new shot, as if it had been reset at <paramref name="ShotStart"/>, which lies some frames back.</param>
public readonly record struct SceneState(TimeSpan Time, VisualAttributes Look, double MotionPerSecond, TimeSpan ShotStart, int ShotNumber, CutVerdict Verdict);
