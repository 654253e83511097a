namespace EmoVid.Realtime.Samples.Stage;

/// <summary>What of the overlay is shown now.</summary>
internal sealed class OverlayState
{
    /// <summary>The measurements (Tab).</summary>
    public bool ShowsStats { get; set; }

    /// <summary>The keys (F1).</summary>
    public bool ShowsHelp { get; set; }

    /// <summary>Seconds recorded so far; negative while nothing is recorded.</summary>
    public double RecordedSeconds { get; set; } = -1;

    /// <summary>A line for the user, such as a file that could not be read; empty for none.</summary>
    public string Notice { get; set; } = "";
}
