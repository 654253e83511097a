namespace FFMpegCore.Enums;

/// <summary>What ffmpeg reports on its standard error, from nothing to everything.</summary>
public enum FFMpegLogLevel
{
    /// <summary>Nothing.</summary>
    Quiet = 0,

    /// <summary>Only what could crash the process.</summary>
    Panic = 1,

    /// <summary>Only what ends the process.</summary>
    Fatal = 2,

    /// <summary>All errors.</summary>
    Error = 3,

    /// <summary>Errors and warnings.</summary>
    Warning = 4,

    /// <summary>ffmpeg's own default, with progress.</summary>
    Info = 5,

    /// <summary>More than the default.</summary>
    Verbose = 6,

    /// <summary>Debugging output.</summary>
    Debug = 7,

    /// <summary>Everything.</summary>
    Trace = 8,
}
