namespace EmoVid.Realtime.Generation;

/// <summary>A still of a judge pack that shall act.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="File">Its picture, a path inside the pack.</param>
/// <param name="Kind">"face", "avatar" or "faceless".</param>
/// <param name="Character">Stills of one character share this; intervals are drawn over characters.</param>
public sealed record EvaluationStillEntry(string Name, string File, string Kind, string Character);
