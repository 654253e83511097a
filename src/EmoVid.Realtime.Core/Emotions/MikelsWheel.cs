namespace EmoVid.Realtime;

/// <summary>Distances on the wheel of Mikels' eight emotions as the affective-computing literature uses it.</summary>
/// <remarks>The ring is fear, excitement, awe, contentment, amusement, anger, disgust, sadness, and back to fear. It makes
/// amusement and anger, and fear and excitement, neighbours although their valence differs: where valence matters, look at
/// <see cref="Circumplex"/> too. Some papers count one more than the steps.</remarks>
public static class MikelsWheel
{
    /// <summary>Position on the ring of each emotion, in <see cref="Emotion"/> order.</summary>
    private static ReadOnlySpan<byte> Positions => [4, 2, 3, 1, 5, 6, 0, 7];

    /// <summary>Steps along the shorter way round the ring, 0 to 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the eight.</exception>
    public static int Distance(Emotion a, Emotion b)
    {
        int apart = Math.Abs(PositionOf(a) - PositionOf(b));
        return Math.Min(apart, EmotionNames.Count - apart);
    }

    private static int PositionOf(Emotion emotion) => EmotionNames.IsDefined(emotion)
        ? Positions[(int)emotion]
        : throw new ArgumentOutOfRangeException(nameof(emotion), emotion, "Not one of the eight emotions.");
}
