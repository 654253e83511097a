namespace EmoVid.Realtime;

/// <summary>What the alpha byte of a pixel means.</summary>
public enum AlphaMode
{
    /// <summary>Alpha is ignored; every pixel counts as fully opaque.</summary>
    Opaque,

    /// <summary>Colour is independent of alpha (PNG, WebP, GIF at the file border).</summary>
    Straight,

    /// <summary>Colour is multiplied by alpha: R, G, B ≤ A. The form used inside the SDK.</summary>
    Premultiplied,
}
