using System.Globalization;

namespace EmoVid.Realtime;

/// <summary>Reads lists such as <c>anger:0.7,fear:0.3</c> and says in one line what is wrong with one.</summary>
internal static class WeightedNames
{
    /// <summary>Writes the normalised weight of each name: where those given, neutral's included, sum to more than 1, all are divided by the
    /// sum.</summary>
    /// <param name="text">The list.</param>
    /// <param name="kind">What the names are, for messages: "emotion", "mood".</param>
    /// <param name="names">The names, in any case; <see cref="EmotionNames.Neutral"/> is known beside them.</param>
    /// <param name="weights">As many.</param>
    /// <exception cref="EmoVidException">The text is no such list.</exception>
    public static void Read(string text, string kind, IReadOnlyList<string> names, Span<double> weights)
    {
        double[] given = new double[names.Count + 1];
        Array.Fill(given, -1);
        foreach (string part in text.Split(','))
        {
            string[] halves = part.Split(':', 2);
            string name = halves[0].Trim();
            int index = IndexOf(name, text, kind, names);
            if (given[index] >= 0)
            {
                throw Error(text, kind, $"'{name}' stands there twice", $"each {kind} once");
            }

            given[index] = halves.Length == 1 ? 1 : ReadWeight(halves[1].Trim(), name, text, kind);
        }

        double sum = given.Sum(weight => Math.Max(0, weight));
        if (sum == 0)
        {
            throw Error(text, kind, "all weights are zero", $"a weight above 0 ('{EmotionNames.Neutral}' for no {kind})");
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Max(0, given[i]) / Math.Max(1, sum);
        }
    }

    private static int IndexOf(string name, string text, string kind, IReadOnlyList<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        if (name.Equals(EmotionNames.Neutral, StringComparison.OrdinalIgnoreCase))
        {
            return names.Count;
        }

        string article = kind[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";
        throw Error(
            text,
            kind,
            name.Length == 0 ? "a name is missing" : $"'{OneLine(name)}' is not {article} {kind}",
            $"one of {string.Join(", ", names)}, {EmotionNames.Neutral}");
    }

    private static double ReadWeight(string weight, string name, string text, string kind)
    {
        bool isNumber = double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return isNumber && double.IsFinite(value) && value is >= 0 and <= float.MaxValue
            ? value
            : throw Error(text, kind, $"the weight of {name} is '{OneLine(weight)}'", "a number of at least 0 with a point as decimal separator");
    }

    private static EmoVidException Error(string text, string kind, string found, string expected) =>
        new($"Reading the {kind} '{OneLine(text)}': {found}; expected {expected}; write for example anger:0.7,fear:0.3.");

    /// <summary>Keeps a message one short line whatever the text holds.</summary>
    private static string OneLine(string text)
    {
        const int Longest = 80;
        string visible = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return visible.Length <= Longest ? visible : string.Concat(visible.AsSpan(0, Longest), "…");
    }
}
