namespace EmoVid.Realtime;

/// <summary>A <c>.cube</c> look cannot be read. The message is one line that names the file and the line in it, what was found and what was expected, and what
/// to do.</summary>
public sealed class CubeLutException : EmoVidException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public CubeLutException(string message) : base(OneLine(message))
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public CubeLutException(string message, Exception innerException) : base(OneLine(message), innerException)
    {
    }

    internal static CubeLutException Reading(string file, string found, string expected, string remedy, Exception? inner = null)
    {
        string message = $"Reading the look '{file}': found {found}, expected {expected}; {remedy}.";
        return inner is null ? new CubeLutException(message) : new CubeLutException(message, inner);
    }

    // Names and words come from outside; a line break in one must not break the promise of one line.
    private static string OneLine(string message) => string.Concat(message.Select(character => char.IsControl(character) ? ' ' : character));
}
