namespace EmoVid.Realtime.Control;

/// <summary>What a control target is set to.</summary>
/// <param name="Mix">The emotion signal's target.</param>
/// <param name="Strength">How much of the mood is applied, 0-1.</param>
/// <param name="SkinProtection">How far skin tones are kept, 0-1.</param>
/// <param name="Hud">Rectangle that stays as it is; null for none.</param>
public readonly record struct ControlState(EmotionMix Mix, double Strength, double SkinProtection, PixelRectangle? Hud);
