namespace EmoVid.Realtime;

/// <summary>One thing that the SDK stands on.</summary>
/// <param name="Subject">What was looked for, e.g. "ffmpeg".</param>
/// <param name="Found">What was found, in one line.</param>
/// <param name="Remedy">The command or step that helps, or null when nothing is missing.</param>
/// <param name="IsRequired">Whether the main job fails without it.</param>
public sealed record CheckupItem(string Subject, string Found, string? Remedy, bool IsRequired)
{
    /// <summary>Whether nothing is missing.</summary>
    public bool IsFine => Remedy is null;
}
