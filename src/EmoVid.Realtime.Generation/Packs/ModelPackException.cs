namespace EmoVid.Realtime.Generation;

/// <summary>A model pack cannot be used: it is missing, damaged, altered, or of a form that this version does not read.
/// The message is one line that names the pack and the file, what was found and what was expected, and what to do.</summary>
public sealed class ModelPackException : EmoVidException
{
    private const string Remedy = "get the pack again from where it was published";

    /// <summary>Creates the exception with its one-line message.</summary>
    public ModelPackException(string message) : base(OneLine(message))
    {
    }

    /// <summary>Creates the exception with its one-line message and the failure beneath it.</summary>
    public ModelPackException(string message, Exception innerException) : base(OneLine(message), innerException)
    {
    }

    internal static ModelPackException Opening(string pack, string found, string expected, string remedy = Remedy, Exception? inner = null)
    {
        string message = $"opening the model pack '{pack}': found {found}, expected {expected}; {remedy}";
        return inner is null ? new ModelPackException(message) : new ModelPackException(message, inner);
    }

    // Paths and names come from outside; a line break in one must not break the promise of one line.
    private static string OneLine(string message) =>
        string.Create(message.Length, message, static (span, text) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        });
}
