namespace EmoVid.Realtime;

/// <summary>The arc of a clip: what it looks like as a whole, second by second and shot by shot, where each attribute is least and
/// greatest, and how often it cuts.</summary>
/// <remarks>Immutable; any number of threads. <see cref="AttributeArcBuilder"/> makes it.</remarks>
public sealed class AttributeArc
{
    internal AttributeArc(ArcSpan whole, AttributeSums sums, IReadOnlyList<ArcSpan> seconds, IReadOnlyList<ArcSpan> shots, IReadOnlyList<ArcExtreme> extremes, bool hasCuts, int repairedTimes)
    {
        (Whole, Sums, Seconds, Shots, Extremes, HasCuts, RepairedTimes) = (whole, sums, seconds, shots, extremes, hasCuts, repairedTimes);
    }

    /// <summary>All frames pooled.</summary>
    public ArcSpan Whole { get; }

    /// <summary>The exact sums of all frames, histograms included.</summary>
    public AttributeSums Sums { get; }

    /// <summary>Second by second from the first frame on. A second in which no frame starts is left out.</summary>
    public IReadOnlyList<ArcSpan> Seconds { get; }

    /// <summary>The shots, in order and without a gap; one that is everything where cuts were not looked for.</summary>
    public IReadOnlyList<ArcSpan> Shots { get; }

    /// <summary>Least and greatest value of every measured attribute that is no angle.</summary>
    public IReadOnlyList<ArcExtreme> Extremes { get; }

    /// <summary>Whether cuts were looked for: the sums held what that takes.</summary>
    public bool HasCuts { get; }

    /// <summary>Frames whose time was not after the frame before; see <see cref="FrameClock"/>.</summary>
    public int RepairedTimes { get; }

    /// <summary>Cuts a second; NaN where they were not looked for or the clip has no length.</summary>
    public double CutsPerSecond => HasCuts && Whole.Duration > TimeSpan.Zero ? (Shots.Count - 1) / Whole.Duration.TotalSeconds : double.NaN;

    /// <summary>What the look of the whole suggests; see its caveat.</summary>
    /// <exception cref="InvalidOperationException">Brightness and saturation were not measured.</exception>
    public MoodEstimate EstimateMood() => double.IsNaN(Whole.Look.Brightness)
        ? throw new InvalidOperationException("A mood is estimated from EmoVid's attributes, which were not asked for: the sums lack AttributeSet.EmoVid.")
        : MoodEstimate.FromLook(Whole.Look.Brightness, Whole.Look.Colorfulness, Whole.MotionPerSecond, CutsPerSecond);
}
