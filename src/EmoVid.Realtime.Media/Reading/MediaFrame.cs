namespace EmoVid.Realtime.Media;

/// <summary>One frame of a clip, complete on its canvas.</summary>
/// <param name="Image">The pixels, straight alpha; valid until the next read.</param>
/// <param name="Index">Number of the frame, from 0.</param>
/// <param name="Start">When it appears.</param>
/// <param name="Duration">How long it is shown; zero for a still.</param>
public readonly record struct MediaFrame(RgbaImage Image, int Index, TimeSpan Start, TimeSpan Duration);
