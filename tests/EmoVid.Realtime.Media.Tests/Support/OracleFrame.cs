namespace EmoVid.Realtime.Media.Tests;

/// <summary>A frame as the oracle decodes it: straight RGBA.</summary>
public sealed record OracleFrame(int Width, int Height, int Milliseconds, byte[] Pixels);
