namespace FFMpegCore.Arguments;

/// <summary>ffmpeg's log levels by their numbers (libavutil/log.h).</summary>
public enum VerbosityLevel
{
    /// <summary>Nothing.</summary>
    Quiet = -8,

    /// <summary>Only what ends the process.</summary>
    Fatal = 8,

    /// <summary>All errors.</summary>
    Error = 16,

    /// <summary>Errors and warnings.</summary>
    Warning = 24,

    /// <summary>ffmpeg's default.</summary>
    Info = 32,

    /// <summary>More than the default.</summary>
    Verbose = 40,

    /// <summary>Debugging output.</summary>
    Debug = 48,

    /// <summary>Everything.</summary>
    Trace = 56,
}
