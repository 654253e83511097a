namespace EmoVid.Realtime.Media;

/// <summary>A file is larger than <see cref="MediaLimits"/> allows; nothing of it was decoded.</summary>
public class MediaLimitException : MediaException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public MediaLimitException(string message)
        : base(message)
    {
    }
}
