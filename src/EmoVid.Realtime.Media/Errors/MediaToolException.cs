namespace EmoVid.Realtime.Media;

/// <summary>A program or library that this layer needs is not installed or does not answer.</summary>
public class MediaToolException : MediaException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public MediaToolException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public MediaToolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
