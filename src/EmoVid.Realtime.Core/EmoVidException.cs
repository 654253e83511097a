namespace EmoVid.Realtime;

/// <summary>A failure that the user can act on. The message is one line: what was being done, what was found, what was
/// expected, what to do. Wrong arguments of a call throw the BCL's argument exceptions instead.</summary>
public class EmoVidException : Exception
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public EmoVidException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public EmoVidException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
