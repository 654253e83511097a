namespace EmoVid.Realtime;

/// <summary>A capture cannot be written, read or replayed. The message is one line: what was being done, what was found, what was expected, what to
/// do.</summary>
public sealed class CaptureException : EmoVidException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public CaptureException(string message) : base(OneLine(message))
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public CaptureException(string message, Exception innerException) : base(OneLine(message), innerException)
    {
    }

    // Names and values come out of files; a line break in one must not break the promise of one line.
    private static string OneLine(string message) => string.Concat(message.Select(character => char.IsControl(character) ? ' ' : character));
}
