namespace EmoVid.Realtime;

/// <summary>A still that acts in an evaluation.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Character">Stills of one character share this.</param>
/// <param name="Image">The picture.</param>
public sealed record EvaluationStill(string Name, StickerKind Kind, string Character, RgbaImage Image);
