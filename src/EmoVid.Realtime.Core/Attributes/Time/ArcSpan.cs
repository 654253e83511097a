namespace EmoVid.Realtime;

/// <summary>A stretch of a clip: a second of it, or a shot.</summary>
/// <param name="Start">Start of its first frame; of a second, the second's own.</param>
/// <param name="End">End of its last frame; of a second, the second's own or the clip's.</param>
/// <param name="Frames">Measured frames that start in it.</param>
/// <param name="Look">Attributes pooled over all pixels of these frames.</param>
/// <param name="MotionPerSecond">Luma change a second, black to white = 1, the jump at a cut left out; NaN where motion was not measured
/// or no time passed.</param>
public readonly record struct ArcSpan(TimeSpan Start, TimeSpan End, int Frames, VisualAttributes Look, double MotionPerSecond)
{
    /// <summary>Length.</summary>
    public TimeSpan Duration => End - Start;
}
