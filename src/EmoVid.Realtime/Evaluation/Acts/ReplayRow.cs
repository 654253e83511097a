namespace EmoVid.Realtime;

/// <summary>One recorded performance, as codes of one model pack.</summary>
/// <param name="Kind">"drawn" for a clip of a face that the generator was trained on, "real" for any other such clip, "teacher" for what the teacher plans.</param>
/// <param name="Emotion">The emotion of the clip, or the one that the teacher was asked for.</param>
/// <param name="Still">The still that the teacher planned for; null for a real clip.</param>
internal sealed record ReplayRow(string Kind, Emotion Emotion, string? Still);
