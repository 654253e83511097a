using System.Globalization;

namespace EmoVid.Realtime;

/// <summary>Reads the text form of <see cref="EmotionMix"/> and says in one line what is wrong with it.</summary>
internal static class EmotionMixReader
{
    private const int Neutral = EmotionNames.Count;

    /// <summary>Writes the eight normalised weights.</summary>
    public static void Read(string text, Span<float> weights)
    {
        Span<double> given = stackalloc double[EmotionNames.Count + 1];
        given.Fill(-1);
        foreach (string part in text.Split(','))
        {
            string[] halves = part.Split(':', 2);
            string name = halves[0].Trim();
            int index = IndexOf(name, text);
            if (given[index] >= 0)
            {
                throw Error(text, $"'{name}' stands there twice", "each emotion once");
            }

            given[index] = halves.Length == 1 ? 1 : ReadWeight(halves[1].Trim(), name, text);
        }

        double sum = 0;
        foreach (double weight in given)
        {
            sum += Math.Max(0, weight);
        }

        if (sum == 0)
        {
            throw Error(text, "all weights are zero", $"a weight above 0 ('{EmotionNames.Neutral}' for no emotion)");
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(Math.Max(0, given[i]) / Math.Max(1, sum));
        }
    }

    private static int IndexOf(string name, string text)
    {
        if (name.Equals(EmotionNames.Neutral, StringComparison.OrdinalIgnoreCase))
        {
            return Neutral;
        }

        return EmotionNames.TryParse(name, out Emotion emotion)
            ? (int)emotion
            : throw Error(
                text,
                name.Length == 0 ? "a name is missing" : $"'{OneLine(name)}' is not an emotion",
                $"one of {string.Join(", ", EmotionNames.All)}, {EmotionNames.Neutral}");
    }

    private static double ReadWeight(string weight, string name, string text)
    {
        bool isNumber = double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return isNumber && double.IsFinite(value) && value is >= 0 and <= float.MaxValue
            ? value
            : throw Error(text, $"the weight of {name} is '{OneLine(weight)}'", "a number of at least 0 with a point as decimal separator");
    }

    private static EmoVidException Error(string text, string found, string expected) =>
        new($"Reading the emotion '{OneLine(text)}': {found}; expected {expected}; write for example anger:0.7,fear:0.3.");

    /// <summary>Keeps a message one short line whatever the text holds.</summary>
    private static string OneLine(string text)
    {
        const int Longest = 80;
        string visible = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return visible.Length <= Longest ? visible : string.Concat(visible.AsSpan(0, Longest), "…");
    }
}
