using System.Diagnostics.CodeAnalysis;

namespace EmoVid.Realtime;

/// <summary>The names of the emotions in text: command lines, manifests, reports. Lower-case English.</summary>
public static class EmotionNames
{
    /// <summary>Number of emotions.</summary>
    public const int Count = 8;

    /// <summary>The name of "no emotion", which stands beside the eight in text and in conditioning vectors.</summary>
    public const string Neutral = "neutral";

    private static readonly string[] Names = ["amusement", "awe", "contentment", "excitement", "anger", "disgust", "fear", "sadness"];

    /// <summary>The eight names in <see cref="Emotion"/> order.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of one emotion.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the eight.</exception>
    public static string Get(Emotion emotion) => IsDefined(emotion)
        ? Names[(int)emotion]
        : throw new ArgumentOutOfRangeException(nameof(emotion), emotion, "Not one of the eight emotions.");

    /// <summary>Finds an emotion by name, in any case; <see cref="Neutral"/> is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out Emotion emotion)
    {
        int index = Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        emotion = (Emotion)Math.Max(index, 0);
        return index >= 0;
    }

    internal static bool IsDefined(Emotion emotion) => (uint)emotion < Count;
}
