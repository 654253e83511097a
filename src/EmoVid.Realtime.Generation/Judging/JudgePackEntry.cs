namespace EmoVid.Realtime.Generation;

/// <summary>What the manifest of a judge pack says about one file.</summary>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Size in bytes.</param>
public sealed record JudgePackEntry(string Sha256, long Bytes);
