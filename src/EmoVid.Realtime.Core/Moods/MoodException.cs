namespace EmoVid.Realtime;

/// <summary>A mood cannot be read: its file is missing, damaged or says something out of range. The message is one line that names the file, what was
/// found and what was expected, and what to do.</summary>
public sealed class MoodException : EmoVidException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public MoodException(string message) : base(OneLine(message))
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public MoodException(string message, Exception innerException) : base(OneLine(message), innerException)
    {
    }

    internal static MoodException Reading(string file, string found, string expected, string remedy = "correct the file", Exception? inner = null)
    {
        string message = $"Reading the mood '{file}': found {found}, expected {expected}; {remedy}.";
        return inner is null ? new MoodException(message) : new MoodException(message, inner);
    }

    // Paths and values come from outside; a line break in one must not break the promise of one line.
    private static string OneLine(string message) => string.Concat(message.Select(character => char.IsControl(character) ? ' ' : character));
}
