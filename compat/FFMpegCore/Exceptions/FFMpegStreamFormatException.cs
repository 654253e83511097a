namespace FFMpegCore.Exceptions;

/// <summary>A raw frame whose size or pixel format is not that of the frames before it.</summary>
public class FFMpegStreamFormatException : FFMpegException
{
    /// <summary>Creates the exception.</summary>
    public FFMpegStreamFormatException(FFMpegExceptionType type, string message, Exception? innerException = null)
        : base(type, message, innerException)
    {
    }
}
