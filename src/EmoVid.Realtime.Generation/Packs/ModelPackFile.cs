namespace EmoVid.Realtime.Generation;

/// <summary>One file that a pack's manifest vouches for.</summary>
/// <param name="Name">File name inside the pack's folder, without a path.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
public sealed record ModelPackFile(string Name, long Bytes, string Sha256);
