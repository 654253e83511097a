namespace EmoVid.Realtime.ShaderBuilder;

/// <summary>What ties one compiled shader to its source.</summary>
/// <param name="Source">Path of the kernel below shaders/.</param>
/// <param name="SourceSha256">Hash over the kernel and everything it includes.</param>
/// <param name="SpirvSha256">Hash of the compiled file.</param>
/// <param name="Bytes">Size of the compiled file.</param>
public sealed record ShaderLockEntry(string Source, string SourceSha256, string SpirvSha256, int Bytes);
