using System.Globalization;
using System.Text.Json;

namespace EmoVid.Realtime;

/// <summary>Reads and checks a timeline's JSON. A field that it does not know is refused, since in a file that people write it is a slip.</summary>
internal sealed class MoodTimelineReader
{
    /// <summary>A day: longer than any clip, and far from where times overflow.</summary>
    private const double MostSeconds = 86_400;

    private readonly string _file;

    private MoodTimelineReader(string file) => _file = file;

    /// <exception cref="MoodException">The content is no timeline.</exception>
    public static MoodTimeline Read(string file, ReadOnlyMemory<byte> json)
    {
        var reader = new MoodTimelineReader(file);
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.Span.StartsWith(mark) ? json[mark.Length..] : json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return reader.ReadRoot(document.RootElement);
        }
        catch (JsonException exception)
        {
            string place = exception.LineNumber is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (line {exception.LineNumber + 1})");
            throw new MoodException(reader.Line($"text that is not JSON{place}", "a JSON object with 'keys'"), exception);
        }
    }

    private MoodTimeline ReadRoot(JsonElement root)
    {
        RequireFields(root, "the file", "keys");
        if (!root.TryGetProperty("keys", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw Bad("no list of keys", "'keys' with at least one");
        }

        var keys = new List<MoodTimelineKey>();
        foreach (JsonElement element in list.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"key {keys.Count + 1}");
            RequireFields(element, place, "time", "mix", "transition", "strength");
            TimeSpan time = TimeSpan.FromSeconds(Number(element, place, "time", MostSeconds, null));
            if (keys.Count > 0 && time <= keys[^1].Time)
            {
                throw Bad(string.Create(CultureInfo.InvariantCulture, $"{place} at {time.TotalSeconds} s"), string.Create(CultureInfo.InvariantCulture, $"a time after {keys[^1].Time.TotalSeconds} s"));
            }

            keys.Add(new MoodTimelineKey(time, Mix(element, place), Number(element, place, "transition", MostSeconds, 0), (float)Number(element, place, "strength", 1, 1)));
        }

        return new MoodTimeline(keys);
    }

    private EmotionMix Mix(JsonElement key, string place)
    {
        if (!key.TryGetProperty("mix", out JsonElement mix) || mix.ValueKind != JsonValueKind.String)
        {
            throw Bad($"{place} without a 'mix'", "a text such as \"sadness:0.7,fear:0.3\"");
        }

        try
        {
            return EmotionMix.Parse(mix.GetString()!);
        }
        catch (EmoVidException exception)
        {
            throw new MoodException($"Reading the timeline '{_file}', {place}: {exception.Message}", exception);
        }
    }

    private double Number(JsonElement key, string place, string name, double most, double? fallback)
    {
        if (!key.TryGetProperty(name, out JsonElement element))
        {
            return fallback ?? throw Bad($"{place} without a '{name}'", "one");
        }

        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && value >= 0 && value <= most
            ? value
            : throw Bad($"{Shown(element)} for '{name}' of {place}", string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {most}"));
    }

    private void RequireFields(JsonElement element, string what, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Bad($"{what} as {Shown(element)}", "a JSON object");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw Bad($"the unknown field '{property.Name}' in {what}", $"only {string.Join(", ", known)}");
            }
        }
    }

    private MoodException Bad(string found, string expected) => new(Line(found, expected));

    private string Line(string found, string expected) => $"Reading the timeline '{_file}': found {found}, expected {expected}; correct the file";

    private static string Shown(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
    }
}
