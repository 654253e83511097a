using System.Globalization;
using System.Text.Json;

namespace EmoVid.Realtime;

/// <summary>The fields of one line of a capture, each asked for by name; what nobody asked for is an error.</summary>
internal sealed class CaptureFields
{
    private readonly JsonElement _line;
    private readonly Func<string, string, CaptureException> _bad;
    private readonly string _place;
    private readonly List<string> _read = [];

    public CaptureFields(JsonElement line, Func<string, string, CaptureException> bad, string place)
    {
        (_line, _bad, _place) = (line, bad, place);
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw bad($"{place}: {Shown(line)}", "an object");
        }
    }

    public string Text(string name) => Get(name, JsonValueKind.String, "a text").GetString()!;

    public bool Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : throw Wrong(name, "true or false");

    public double Number(string name, double least, double most) =>
        Get(name, JsonValueKind.Number, "a number").TryGetDouble(out double value) && value >= least && value <= most
            ? value
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    public long Whole(string name, long least, long most) =>
        Get(name, JsonValueKind.Number, "a whole number").TryGetInt64(out long value) && value >= least && value <= most
            ? value
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    public ulong Seed(string name) => Get(name, JsonValueKind.Number, "a whole number").TryGetUInt64(out ulong value) ? value : throw Wrong(name, "a whole number from 0");

    public T Name<T>(string name)
        where T : struct, Enum
    {
        string text = Text(name);
        return Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && text.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0
            ? value
            : throw Wrong(name, string.Join(", ", Enum.GetNames<T>().Select(known => known.ToLowerInvariant())));
    }

    public ulong Digest(string name) =>
        Text(name) is { Length: 16 } text && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw Wrong(name, "16 hexadecimal digits");

    /// <summary>Bytes as Base64; empty where the field is missing.</summary>
    public byte[] Bytes(string name) => Find(name) is not { } value
        ? []
        : value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw Wrong(name, "Base64");

    public PixelRectangle Rectangle(string name)
    {
        JsonElement list = Get(name, JsonValueKind.Array, "four whole numbers");
        Span<int> sides = stackalloc int[4];
        int count = 0;
        foreach (JsonElement side in list.EnumerateArray())
        {
            if (count == 4 || side.ValueKind != JsonValueKind.Number || !side.TryGetInt32(out sides[count++]))
            {
                throw Wrong(name, "four whole numbers");
            }
        }

        return count == 4 ? new PixelRectangle(sides[0], sides[1], sides[2], sides[3]) : throw Wrong(name, "four whole numbers");
    }

    public EmotionMix Mix(string name, string intensityName)
    {
        Span<float> weights = stackalloc float[EmotionNames.Count];
        weights.Clear();
        bool isNeutral = true;
        foreach (JsonProperty weight in Get(name, JsonValueKind.Object, "an object of emotions and weights").EnumerateObject())
        {
            weights[EmotionNames.TryParse(weight.Name, out Emotion emotion) ? (int)emotion : throw Wrong(name, string.Join(", ", EmotionNames.All))] =
                weight.Value.ValueKind == JsonValueKind.Number && weight.Value.TryGetSingle(out float value) && value is > 0 and <= 1 ? value : throw Wrong(name, "weights above 0 and at most 1");
            isNeutral = false;
        }

        var intensity = (float)Number(intensityName, 0, 1);
        return isNeutral ? EmotionMix.Neutral.WithIntensity(intensity) : EmotionMix.Create(weights, intensity);
    }

    public void Expect(string name, string value)
    {
        if (Text(name) != value)
        {
            throw Wrong(name, $"'{value}'");
        }
    }

    public void Expect(string name, long value)
    {
        if (Whole(name, long.MinValue, long.MaxValue) != value)
        {
            throw Wrong(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void RequireAllRead()
    {
        foreach (JsonProperty property in _line.EnumerateObject())
        {
            if (!_read.Contains(property.Name))
            {
                throw _bad($"{_place}: the unknown field '{property.Name}'", $"only {string.Join(", ", _read)}");
            }
        }
    }

    private JsonElement Get(string name, JsonValueKind kind, string expected) => Find(name) is { } value && value.ValueKind == kind ? value : throw Wrong(name, expected);

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return _line.TryGetProperty(name, out JsonElement value) ? value : null;
    }

    private CaptureException Wrong(string name, string expected) =>
        _bad(_line.TryGetProperty(name, out JsonElement value) ? $"{_place}: {Shown(value)} for '{name}'" : $"{_place} without '{name}'", expected);

    private static string Shown(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
    }
}
