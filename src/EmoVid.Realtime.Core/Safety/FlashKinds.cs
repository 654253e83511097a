namespace EmoVid.Realtime;

/// <summary>The kinds of flashes that WCAG 2.x, criterion 2.3.1, counts.</summary>
[Flags]
public enum FlashKinds
{
    /// <summary>Nothing beyond the limits.</summary>
    None = 0,

    /// <summary>Pairs of opposing changes in relative luminance.</summary>
    General = 1,

    /// <summary>Pairs of opposing changes that involve a saturated red.</summary>
    Red = 2,
}
