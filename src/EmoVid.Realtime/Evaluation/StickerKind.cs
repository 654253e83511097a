namespace EmoVid.Realtime;

/// <summary>What a sticker of the evaluation shows.</summary>
public enum StickerKind
{
    /// <summary>A face that fills the sticker: a smiley, a cat's or a monkey's head, a robot.</summary>
    Face,

    /// <summary>A character of an avatar style.</summary>
    Avatar,

    /// <summary>All else: animals, people, things, weather.</summary>
    Other,
}
