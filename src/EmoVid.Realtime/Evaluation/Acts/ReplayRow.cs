namespace EmoVid.Realtime;

/// <summary>One recorded performance, as codes of one model pack.</summary>
/// <param name="Kind">"real" for a clip that the generator was trained on, "teacher" for what the teacher plans.</param>
/// <param name="Emotion">The emotion of the clip, or the one that the teacher was asked for.</param>
/// <param name="Still">The still that the teacher planned for; null for a real clip.</param>
internal sealed record ReplayRow(string Kind, Emotion Emotion, string? Still);
