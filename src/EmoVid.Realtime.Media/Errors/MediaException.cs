namespace EmoVid.Realtime.Media;

/// <summary>A picture, clip or output file that could not be read or written.</summary>
public class MediaException : EmoVidException
{
    /// <summary>Creates the exception with its one-line message.</summary>
    public MediaException(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public MediaException(string message, Exception innerException)
        : base(OneLine(message), innerException)
    {
    }

    /// <summary>Joins the four parts that every message has.</summary>
    /// <param name="doing">What was being done, e.g. "Reading 'cat.png'".</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="remedy">What to do.</param>
    internal static string Compose(string doing, string found, string expected, string remedy) =>
        $"{doing}: found {found}, expected {expected}; {remedy}.";

    // File names and the tools' own messages may hold line breaks and other control characters.
    private static string OneLine(string message) =>
        string.Create(message.Length, message, static (line, text) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                line[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? ' ' : text[i];
            }
        });
}
