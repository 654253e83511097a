namespace EmoVid.Realtime;

/// <summary>The attributes of one frame of a clip.</summary>
/// <param name="Frame">Number of the frame, from 0.</param>
/// <param name="Start">When it appears.</param>
/// <param name="Attributes">What it looks like.</param>
public readonly record struct AttributeSample(int Frame, TimeSpan Start, VisualAttributes Attributes);
