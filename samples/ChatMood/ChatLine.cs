using System.Globalization;

namespace ChatMood;

/// <summary>Something that was said, and when.</summary>
/// <param name="At">Time since the stream began.</param>
/// <param name="Text">The line without its time.</param>
internal readonly record struct ChatLine(TimeSpan At, string Text)
{
    /// <summary>Reads a line of a transcript: <c>12.5 lol</c>, or <c>[1:02:03] Ann: lol</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="previous">The time of a line that brings none.</param>
    public static ChatLine Parse(string line, TimeSpan previous)
    {
        string text = line.Trim();
        int end = text.StartsWith('[') ? text.IndexOf(']') : text.IndexOf(' ');
        if (end > 0 && TryTime(text[..end].TrimStart('['), out TimeSpan at))
        {
            return new ChatLine(at, text[(end + 1)..].Trim());
        }

        return new ChatLine(previous, text);
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        double seconds = 0;
        time = default;
        string[] parts = text.Split(':');
        foreach (string part in parts)
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || parts.Length > 3)
            {
                return false;
            }

            seconds = seconds * 60 + value;
        }

        bool holds = seconds is >= 0 and <= 1e6;
        time = holds ? TimeSpan.FromSeconds(seconds) : default;
        return holds;
    }
}
