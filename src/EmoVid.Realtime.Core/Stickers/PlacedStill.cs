namespace EmoVid.Realtime;

/// <summary>A premultiplied still together with its place on the canvas.</summary>
/// <param name="Image">RGBA8, premultiplied.</param>
/// <param name="Placement">Where <paramref name="Image"/> stands on the canvas.</param>
public readonly record struct PlacedStill(RgbaImage Image, StickerPlacement Placement);
