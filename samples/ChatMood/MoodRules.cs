using System.Text.Json;
using EmoVid.Realtime;

namespace ChatMood;

/// <summary>Which words move which emotion, read from JSON; README.md describes it. Immutable; any number of threads.</summary>
internal sealed class MoodRules
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private readonly Dictionary<string, List<(Emotion Emotion, float Weight)>> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Start, Emotion Emotion, float Weight)> _starts = [];

    private MoodRules(RulesFile file, string name)
    {
        (HalfLifeSeconds, Calm) = (file.HalfLifeSeconds, file.Calm);
        Require(HalfLifeSeconds is > 0 and <= 3600, name, $"a halfLifeSeconds of {HalfLifeSeconds}", "more than 0 and at most 3600");
        Require(Calm is > 0 and <= 1e6f, name, $"a calm of {Calm}", "more than 0");
        Require(file.Rules is { Count: > 0 }, name, "no rules", "a list of rules");
        foreach (Rule rule in file.Rules!)
        {
            Require(EmotionNames.TryParse(rule.Emotion, out Emotion emotion), name, $"the emotion '{rule.Emotion}'", string.Join(", ", EmotionNames.All));
            Require(rule.Weight is > 0 and <= 1e6f, name, $"a weight of {rule.Weight} for {rule.Emotion}", "more than 0");
            Require(rule.Words is { Count: > 0 } && rule.Words.TrueForAll(word => word.TrimEnd('*').Length > 0), name, $"a rule for {rule.Emotion} without words, or with an empty one", "words");
            foreach (string word in rule.Words!)
            {
                if (word.EndsWith('*'))
                {
                    _starts.Add((word[..^1], emotion, rule.Weight));
                }
                else if (_words.TryGetValue(word, out List<(Emotion, float)>? known))
                {
                    known.Add((emotion, rule.Weight));
                }
                else
                {
                    _words.Add(word, [(emotion, rule.Weight)]);
                }
            }
        }
    }

    /// <summary>After so many seconds half of what a line stirred is left.</summary>
    public double HalfLifeSeconds { get; }

    /// <summary>How much it takes to move the mood: stirrings that sum to this leave neutral half of the weight.</summary>
    public float Calm { get; }

    /// <exception cref="EmoVidException">The file cannot be read or is no rule set.</exception>
    public static MoodRules Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return new MoodRules(JsonSerializer.Deserialize<RulesFile>(stream, Strict) ?? new RulesFile(), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new EmoVidException($"reading the rules '{path}': found {failure.Message.TrimEnd('.')}, expected JSON as samples/ChatMood/README.md describes it; correct the file", failure);
        }
    }

    /// <summary>Adds what a line stirs. Each emotion counts once a line, with its heaviest word, so that one line of a hundred emoji is one line.</summary>
    /// <param name="text">What was said, or an event such as <c>!raid</c>.</param>
    /// <param name="scores">Eight, in <see cref="Emotion"/> order.</param>
    public void Score(string text, Span<float> scores)
    {
        Span<float> heaviest = stackalloc float[EmotionNames.Count];
        heaviest.Clear();
        foreach (string word in Words(text))
        {
            foreach ((Emotion emotion, float weight) in _words.GetValueOrDefault(word) ?? [])
            {
                heaviest[(int)emotion] = Math.Max(heaviest[(int)emotion], weight);
            }

            foreach ((string start, Emotion emotion, float weight) in _starts)
            {
                if (word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                {
                    heaviest[(int)emotion] = Math.Max(heaviest[(int)emotion], weight);
                }
            }
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] += heaviest[i];
        }
    }

    /// <summary>Runs of letters and digits (with ! in front and - inside, as events have them), and every other sign by itself.</summary>
    private static IEnumerable<string> Words(string text)
    {
        int start = -1;
        for (int i = 0; i < text.Length;)
        {
            System.Text.Rune.DecodeFromUtf16(text.AsSpan(i), out System.Text.Rune rune, out int length);
            bool joins = System.Text.Rune.IsLetterOrDigit(rune) || (start >= 0 && rune.Value == '-') || (start < 0 && rune.Value == '!');
            if (joins && start < 0)
            {
                start = i;
            }
            else if (!joins)
            {
                if (start >= 0)
                {
                    yield return text[start..i];
                    start = -1;
                }

                yield return text.Substring(i, length);
            }

            i += length;
        }

        if (start >= 0)
        {
            yield return text[start..];
        }
    }

    private static void Require(bool holds, string name, string found, string expected)
    {
        if (!holds)
        {
            throw new EmoVidException(FormattableString.Invariant($"reading the rules '{name}': found {found}, expected {expected}; correct the file"));
        }
    }

    private sealed record RulesFile(double HalfLifeSeconds = 6, float Calm = 2, List<Rule>? Rules = null);

    private sealed record Rule(string? Emotion = null, float Weight = 1, List<string>? Words = null);
}
