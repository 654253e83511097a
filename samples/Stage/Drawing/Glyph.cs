namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Where a character's coverage lies in the atlas, and where it goes from the pen on the baseline, in pixels.</summary>
internal readonly record struct Glyph(int Code, int X, int Y, int Width, int Height, int Left, int Top, float Advance);
