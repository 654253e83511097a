using System.Text.Json;

namespace EmoVid.Realtime.Media;

/// <summary>Reads values out of a Lottie's JSON, where anything may be missing or of another kind.</summary>
internal static class LottieValues
{
    /// <summary>A key frame's value, and the next one's in files of old versions.</summary>
    public static readonly string[] KeyFrameEnds = ["s", "e"];

    /// <summary>A number, or NaN.</summary>
    public static double Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    /// <summary>A string, or null.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A list, or nothing.</summary>
    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>Every number inside a value, however deep: all that an animated property takes.</summary>
    public static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => [element.GetDouble()],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Numbers(property.Value)),
        _ => [],
    };

    /// <summary>The values of a property, whether it stands still or has key frames: the numbers of its "k", or of each key frame's "s"
    /// and "e".</summary>
    public static IEnumerable<double> Values(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement property))
        {
            return [];
        }

        if (property.ValueKind != JsonValueKind.Object || !property.TryGetProperty("k", out JsonElement value))
        {
            return Numbers(property);
        }

        return IsKeyFrames(value)
            ? value.EnumerateArray().SelectMany(frame => KeyFrameEnds.SelectMany(end => frame.TryGetProperty(end, out JsonElement numbers) ? Numbers(numbers) : []))
            : Numbers(value);
    }

    /// <summary>Whether a "k" holds key frames.</summary>
    public static bool IsKeyFrames(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object;
}
