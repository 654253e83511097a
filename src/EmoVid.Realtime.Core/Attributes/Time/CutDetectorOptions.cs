namespace EmoVid.Realtime;

/// <summary>How a <see cref="CutDetector"/> decides. The defaults are measured, see docs/analysis.md.</summary>
public sealed record CutDetectorOptions
{
    /// <summary>The options of detectors that bring none.</summary>
    public static CutDetectorOptions Default { get; } = new();

    /// <summary>Least change of look that may be a cut, 0-1; see <see cref="CutDetector"/> for what it measures.</summary>
    public double Threshold { get; init; } = 0.15;

    /// <summary>How many times the change around it a cut must be, at least 1: fast motion changes every frame.</summary>
    public double Prominence { get; init; } = 2;

    /// <summary>Seconds that a new look must last to be a shot, above 0. Shorter than it is a flash, and a decision lags by it.
    /// The half period of the slowest flashing that WCAG 2.3.1 speaks of, three a second, is 0.167 s.</summary>
    public double ConfirmSeconds { get; init; } = 0.3;

    internal CutDetectorOptions Checked() =>
        !(Threshold > 0 && Threshold <= 1) ? throw new ArgumentOutOfRangeException(nameof(Threshold), Threshold, "Must be above 0 and at most 1.")
        : !(Prominence >= 1 && double.IsFinite(Prominence)) ? throw new ArgumentOutOfRangeException(nameof(Prominence), Prominence, "Must be at least 1.")
        : !(ConfirmSeconds > 0 && ConfirmSeconds <= 10) ? throw new ArgumentOutOfRangeException(nameof(ConfirmSeconds), ConfirmSeconds, "Must be above 0 and at most 10 seconds.")
        : this;
}
