namespace FFMpegCore.Exceptions;

/// <summary>An answer of ffprobe that cannot be used.</summary>
public class FFProbeException : Exception
{
    /// <summary>Creates the exception.</summary>
    public FFProbeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
