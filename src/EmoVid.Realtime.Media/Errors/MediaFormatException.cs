namespace EmoVid.Realtime.Media;

/// <summary>The content of a file is damaged, or is of no format that can be read.</summary>
public class MediaFormatException : MediaException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public MediaFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public MediaFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
