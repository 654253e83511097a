namespace FFMpegCore.Exceptions;

/// <summary>A failure of ffmpeg or ffprobe, or of starting them.</summary>
public class FFMpegException : Exception
{
    /// <summary>Creates the exception with a cause and the tool's standard error.</summary>
    public FFMpegException(FFMpegExceptionType type, string message, Exception? innerException = null, string ffMpegErrorOutput = "")
        : base(message, innerException)
    {
        Type = type;
        FFMpegErrorOutput = ffMpegErrorOutput;
    }

    /// <summary>Creates the exception with the tool's standard error.</summary>
    public FFMpegException(FFMpegExceptionType type, string message, string ffMpegErrorOutput = "")
        : this(type, message, null, ffMpegErrorOutput)
    {
    }

    /// <summary>Creates the exception.</summary>
    public FFMpegException(FFMpegExceptionType type, string message)
        : this(type, message, null, string.Empty)
    {
    }

    /// <summary>The step that failed.</summary>
    public FFMpegExceptionType Type { get; }

    /// <summary>The last lines of the tool's standard error, or empty.</summary>
    public string FFMpegErrorOutput { get; }
}
