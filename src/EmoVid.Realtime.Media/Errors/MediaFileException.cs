namespace EmoVid.Realtime.Media;

/// <summary>A file or folder is missing, is of the wrong kind, or cannot be read or written; the disk may be full.</summary>
public class MediaFileException : MediaException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public MediaFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public MediaFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
