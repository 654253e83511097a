using System.Globalization;
using System.Text.Json;

namespace EmoVid.Realtime;

/// <summary>Reads and checks a mood's JSON after <c>moods/mood.schema.json</c>. A field that the schema does not know is refused, since in a file that
/// people write it is a slip.</summary>
internal sealed class MoodReader
{
    private const int SupportedFormat = 1;
    private const int LongestSummary = 400;
    private const string Reason = "reason", Source = "source", Value = "value", Hue = "hue", Amount = "amount";

    private readonly string _file;

    private MoodReader(string file) => _file = file;

    /// <summary>Reads a mood.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="json">UTF-8, with or without a byte order mark.</param>
    /// <param name="openLook">Opens the look that the mood names, by the file's name.</param>
    /// <exception cref="MoodException">The content is no mood.</exception>
    public static Mood Read(string file, ReadOnlyMemory<byte> json, Func<string, GradeLut>? openLook = null)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.Span.StartsWith(mark) ? json[mark.Length..] : json, options);
            return new MoodReader(file).ReadRoot(document.RootElement, openLook);
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (line {e.LineNumber + 1})");
            throw MoodException.Reading(file, $"text that is not JSON{place}", "a JSON object", inner: e);
        }
    }

    private Mood ReadRoot(JsonElement root, Func<string, GradeLut>? openLook)
    {
        RequireObject(root, "the file");
        RequireKnown(root, "", "$schema", "format", "name", "summary", "grade", "look");
        JsonElement formatField = Field(root, "format", "");
        int format = formatField.ValueKind == JsonValueKind.Number && formatField.TryGetInt32(out int given) ? given : throw Bad("format", formatField, $"{SupportedFormat}");
        if (format != SupportedFormat)
        {
            throw MoodException.Reading(_file, $"format {format}", $"format {SupportedFormat}", format > SupportedFormat ? "use a newer version of the SDK" : "correct the file");
        }

        string name = Text(root, "name", "");
        if (!IsName(name))
        {
            throw Bad("name", root.GetProperty("name"), "1-40 characters of a-z, 0-9, - and _, a letter first, and not 'neutral'");
        }

        string summary = root.TryGetProperty("summary", out _) ? Text(root, "summary", "") : "";
        if (summary.Length > LongestSummary)
        {
            throw Bad("summary", root.GetProperty("summary"), $"at most {LongestSummary} characters");
        }

        GradeLut? look = null;
        if (root.TryGetProperty("look", out JsonElement lookField))
        {
            string lookName = Text(root, "look", "");
            if (lookName.Length == 0 || lookName != Path.GetFileName(lookName) || lookName.Contains('\\', StringComparison.Ordinal) || lookName is "." or "..")
            {
                throw Bad("look", lookField, "the name of a .cube file in the same folder");
            }

            look = openLook?.Invoke(lookName) ?? throw Bad("look", lookField, "no look here");
        }

        MoodGrade grade = root.TryGetProperty("grade", out JsonElement gradeField) ? ReadGrade(gradeField)
            : look is not null ? MoodGrade.Neutral
            : throw MoodException.Reading(_file, "neither 'grade' nor 'look'", "at least one of them");
        return new Mood(name, summary, grade, look);
    }

    /// <summary>Whether a text can be a mood's name.</summary>
    public static bool IsName(string name) =>
        name.Length is >= 1 and <= 40 && char.IsAsciiLetterLower(name[0]) && name != EmotionNames.Neutral
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');

    private MoodGrade ReadGrade(JsonElement grade)
    {
        RequireObject(grade, "'grade'");
        RequireKnown(grade, "grade.", "brightness", "colorfulness", "hueRotation", "tint", "contrast", "warmCool", "shadows", "highlights");
        return new MoodGrade
        {
            Brightness = Number(grade, "brightness", MoodGrade.MaxBrightness),
            Colorfulness = Number(grade, "colorfulness", 1f),
            HueRotationDegrees = Number(grade, "hueRotation", MoodGrade.MaxHueRotationDegrees),
            Tint = Tint(grade, "tint"),
            Contrast = Number(grade, "contrast", MoodGrade.MaxContrast),
            WarmCool = Number(grade, "warmCool", 1f),
            Shadows = Tint(grade, "shadows"),
            Highlights = Tint(grade, "highlights"),
        };
    }

    private float Number(JsonElement grade, string name, float most)
    {
        if (!grade.TryGetProperty(name, out JsonElement owner))
        {
            return 0f;
        }

        CheckJustified(owner, name, Value);
        return Bounded(owner, name, Value, -most, most);
    }

    private OkTint Tint(JsonElement grade, string name)
    {
        if (!grade.TryGetProperty(name, out JsonElement owner))
        {
            return OkTint.None;
        }

        CheckJustified(owner, name, Hue, Amount);
        return OkTint.Towards(Bounded(owner, name, Hue, 0f, 360f), Bounded(owner, name, Amount, 0f, MoodGrade.MaxTint));
    }

    /// <summary>Every number has room for its reason and source; ours must fill it (a test sees to that), a user's may.</summary>
    private void CheckJustified(JsonElement owner, string name, params ReadOnlySpan<string> numbers)
    {
        RequireObject(owner, $"'grade.{name}'");
        RequireKnown(owner, $"grade.{name}.", [.. numbers, Reason, Source]);
        foreach (string text in new[] { Reason, Source })
        {
            if (owner.TryGetProperty(text, out _))
            {
                Text(owner, text, $"grade.{name}.");
            }
        }
    }

    private float Bounded(JsonElement owner, string name, string field, float least, float most)
    {
        string path = $"grade.{name}.";
        JsonElement number = Field(owner, field, path);
        string expected = string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");

        // In double: the bound 0.3 as a float is above the 0.3 of the schema, and 1e400 is infinite.
        return number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out double value) && value >= Decimal(least) && value <= Decimal(most)
            ? (float)value
            : throw Bad(path + field, number, expected);
    }

    private static double Decimal(float bound) => (double)(decimal)bound;

    private string Text(JsonElement owner, string name, string path)
    {
        JsonElement field = Field(owner, name, path);
        return field.ValueKind == JsonValueKind.String ? field.GetString()! : throw Bad(path + name, field, "a text");
    }

    private JsonElement Field(JsonElement owner, string name, string path) =>
        owner.TryGetProperty(name, out JsonElement field) ? field : throw MoodException.Reading(_file, $"no '{path}{name}'", "that field");

    private void RequireObject(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw MoodException.Reading(_file, $"{what} as {Shown(element)}", "a JSON object");
        }
    }

    private void RequireKnown(JsonElement owner, string path, params ReadOnlySpan<string> known)
    {
        foreach (JsonProperty property in owner.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw MoodException.Reading(_file, $"the unknown field '{path}{Shortened(property.Name)}'", $"only {string.Join(", ", known)}");
            }
        }
    }

    private MoodException Bad(string field, JsonElement found, string expected) => MoodException.Reading(_file, $"{Shown(found)} for '{field}'", expected);

    private static string Shown(JsonElement element) => Shortened(element.GetRawText());

    private static string Shortened(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}
