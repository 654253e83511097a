namespace EmoVid.Realtime;

/// <summary>Reads the text form of <see cref="EmotionMix"/>.</summary>
internal static class EmotionMixReader
{
    /// <summary>Writes the eight normalised weights.</summary>
    public static void Read(string text, Span<float> weights)
    {
        Span<double> read = stackalloc double[EmotionNames.Count];
        WeightedNames.Read(text, "emotion", EmotionNames.All, read);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)read[i];
        }
    }
}
