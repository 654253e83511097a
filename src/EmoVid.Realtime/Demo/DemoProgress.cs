namespace EmoVid.Realtime;

/// <summary>How far the demo is.</summary>
/// <param name="Clip">Number of the clip at work, from 0.</param>
/// <param name="ClipCount">Clips in all.</param>
/// <param name="Still">Name of the still.</param>
/// <param name="Emotion">What it acts.</param>
/// <param name="Frame">Frames of this clip that are written.</param>
/// <param name="FrameCount">Frames of one clip.</param>
public readonly record struct DemoProgress(int Clip, int ClipCount, string Still, Emotion Emotion, int Frame, int FrameCount);
