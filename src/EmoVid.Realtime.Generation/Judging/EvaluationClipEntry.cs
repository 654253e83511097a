namespace EmoVid.Realtime.Generation;

/// <summary>A real clip of a judge pack, or an avatar's picture in a named expression.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="File">Its frames, a path inside the pack.</param>
/// <param name="Kind">"face", "avatar" or "faceless".</param>
/// <param name="Character">Clips of one character share this.</param>
/// <param name="Emotion">The emotion that people gave it.</param>
public sealed record EvaluationClipEntry(string Name, string File, string Kind, string Character, string Emotion);
