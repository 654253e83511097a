namespace EmoVid.Realtime;

/// <summary>The attributes of one frame of a clip.</summary>
/// <param name="Frame">Number of the frame in the file, from 0.</param>
/// <param name="Start">When it appears.</param>
/// <param name="Duration">How long it is shown; 0 for a still.</param>
/// <param name="MotionPerSecond">Luma change a second since the measured frame before, black to white = 1; NaN where motion was not
/// measured or there was none before.</param>
/// <param name="Attributes">What it looks like.</param>
public readonly record struct AttributeSample(int Frame, TimeSpan Start, TimeSpan Duration, double MotionPerSecond, VisualAttributes Attributes);
