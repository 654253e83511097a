namespace EmoVid.Realtime.Media;

/// <summary>What the raw frames on their way to an encoder are.</summary>
/// <param name="PixelFormat">ffmpeg's name.</param>
/// <param name="FourCC">NUT's name (libavformat/nut.c).</param>
/// <param name="Bytes">Bytes of a frame.</param>
/// <param name="HasAlpha">Whether alpha counts.</param>
/// <param name="IsYuv">Whether they are planes, whose range and matrix follow.</param>
/// <param name="Range">Range of planes.</param>
/// <param name="Matrix">Matrix of planes.</param>
internal readonly record struct RawFrames(string PixelFormat, string FourCC, int Bytes, bool HasAlpha, bool IsYuv, YuvRange Range, YuvMatrix Matrix);
