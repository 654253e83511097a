namespace EmoVid.Realtime;

/// <summary>One clip of the demo.</summary>
/// <param name="File">Name of the file in the output folder.</param>
/// <param name="Still">Name of the still.</param>
/// <param name="Emotion">What it acts.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Confidence">How familiar the still is to the pack, 0-1.</param>
/// <param name="Report">What was measured while it was made.</param>
public sealed record DemoClip(string File, string Still, Emotion Emotion, long Bytes, float Confidence, ClipReport Report);
