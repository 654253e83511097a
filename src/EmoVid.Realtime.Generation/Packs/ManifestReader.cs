using System.Globalization;
using System.Text.Json;

namespace EmoVid.Realtime.Generation;

/// <summary>Reads and checks <c>manifest.json</c>. Every field but <c>expressionFrom</c> is required, all have a range; a field that this version does
/// not know is ignored, a format that it does not know is refused.</summary>
internal sealed class ManifestReader
{
    // Generous bounds: they keep a hostile manifest from asking for gigabytes, not a good one from growing.
    private const int MaxSide = 2048;
    private const int MaxVector = 1 << 16;

    private readonly string _pack;

    private ManifestReader(string pack) => _pack = pack;

    public static ModelPackManifest Read(string pack, ReadOnlyMemory<byte> json)
    {
        var reader = new ManifestReader(pack);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return reader.ReadRoot(document.RootElement);
        }
        catch (JsonException e)
        {
            throw ModelPackException.Opening(pack, $"a manifest.json that is not JSON (line {e.LineNumber + 1})", "a JSON object", inner: e);
        }
    }

    private ModelPackManifest ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Bad("", $"a JSON {Kind(root)}", "a JSON object");
        }

        // First of all: a later format may mean anything by the other fields.
        int format = Integer(root, "format", int.MinValue, int.MaxValue);
        if (format != ModelPackManifest.SupportedFormat)
        {
            throw ModelPackException.Opening(_pack, $"format {format}", $"format {ModelPackManifest.SupportedFormat}",
                format > ModelPackManifest.SupportedFormat ? "use a newer version of the SDK" : "get a newer version of the pack");
        }

        int opset = Integer(root, "opset", 1, int.MaxValue);
        if (opset != ModelPackManifest.SupportedOpset)
        {
            throw Bad("opset", $"{opset}", $"{ModelPackManifest.SupportedOpset}");
        }

        int window = Integer(root, "windowFrames", 4, MaxVector);
        int step = Integer(root, "loopMultiple", 1, window / 4);
        if (window % step != 0)
        {
            throw Bad("windowFrames", $"{window}", $"a multiple of 'loopMultiple', {step}");
        }

        int codeSize = Integer(root, "codeSize", 1, MaxVector);
        return new ModelPackManifest
        {
            Name = Text(root, "name"),
            Version = Text(root, "version"),
            Created = Date(root, "created"),
            Canvas = Integer(root, "canvas", 4, MaxSide),
            StillFill = (float)Number(root, "stillFill", 0.01, 1),
            CodeRateHz = Number(root, "codeRateHz", 1, 1000),
            WindowFrames = window,
            LoopMinimumFrames = Integer(root, "loopMinimumFrames", 1, window),
            LoopMultiple = step,
            CodeSize = codeSize,
            ExpressionFrom = root.TryGetProperty("expressionFrom", out _) ? Integer(root, "expressionFrom", 0, codeSize) : codeSize,
            EmbeddingSize = Integer(root, "embeddingSize", 1, MaxVector),
            FeatureShape = Shape(root, "featureShape"),
            WarpSize = Integer(root, "warpSize", 4, MaxSide),
            PaintSize = Integer(root, "paintSize", 4, MaxSide),
            Opset = opset,
            Emotions = EmotionNames(root, "emotions"),
            Guidance = Number(root, "guidance", -1000, 1000),
            Licence = Text(root, "licence"),
            Files = Files(root, "files"),
            Training = Statement(root, "training"),
        };
    }

    private int[] Shape(JsonElement root, string name)
    {
        JsonElement[] items = Items(root, name);
        var shape = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].ValueKind != JsonValueKind.Number || !items[i].TryGetInt32(out shape[i]) || shape[i] < 1 || shape[i] > MaxSide)
            {
                throw Bad(name, Shown(items[i]), $"whole numbers from 1 to {MaxSide}");
            }
        }

        return shape.Length == 4 && shape[0] == 1 ? shape : throw Bad(name, Shown(root.GetProperty(name)), "[1, channels, height, width]");
    }

    private string[] EmotionNames(JsonElement root, string name)
    {
        JsonElement[] items = Items(root, name);
        string[] names = Array.ConvertAll(items, item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Bad(name, Shown(item), "names"));
        IEnumerable<string> expected = EmotionConditioning.CanonicalNames;
        return names.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? names
            : throw Bad(name, Shown(root.GetProperty(name)), $"each once: {string.Join(", ", expected)}");
    }

    private Dictionary<string, ModelPackFile> Files(JsonElement root, string name)
    {
        var files = new Dictionary<string, ModelPackFile>(StringComparer.Ordinal);
        foreach (JsonProperty entry in Field(root, name, JsonValueKind.Object).EnumerateObject())
        {
            // A name with a path could make the reader hash, or a tool copy, something outside the pack.
            if (entry.Name.Length == 0 || entry.Name != Path.GetFileName(entry.Name) || entry.Name.Contains('\\', StringComparison.Ordinal) || entry.Name is "." or "..")
            {
                throw Bad(name, $"the entry '{entry.Name}'", "file names without a path");
            }

            string path = $"{name}.{entry.Name}";
            if (entry.Value.ValueKind != JsonValueKind.Object)
            {
                throw Bad(path, $"a JSON {Kind(entry.Value)}", "an object with sha256 and bytes");
            }

            string sha256 = Text(entry.Value, "sha256", path + ".").ToLowerInvariant();
            if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))
            {
                throw Bad(path + ".sha256", $"'{sha256}'", "64 hexadecimal digits");
            }

            if (!Field(entry.Value, "bytes", JsonValueKind.Number, path + ".").TryGetInt64(out long bytes) || bytes is < 0 or > ModelPack.MaxFileBytes)
            {
                throw Bad(path + ".bytes", Shown(entry.Value.GetProperty("bytes")), $"a whole number from 0 to {ModelPack.MaxFileBytes}");
            }

            files[entry.Name] = new ModelPackFile(entry.Name, bytes, sha256);
        }

        string? missing = ModelPack.RequiredFiles.FirstOrDefault(file => !files.ContainsKey(file));
        return missing is null ? files : throw Bad(name, $"no entry for {missing}", string.Join(", ", ModelPack.RequiredFiles));
    }

    private Dictionary<string, string> Statement(JsonElement root, string name) =>
        Field(root, name, JsonValueKind.Object).EnumerateObject().ToDictionary(
            entry => entry.Name,
            entry => entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText(),
            StringComparer.Ordinal);

    private string Text(JsonElement owner, string name, string prefix = "")
    {
        string value = Field(owner, name, JsonValueKind.String, prefix).GetString()!;
        return value.Length > 0 ? value : throw Bad(prefix + name, "an empty text", "a text");
    }

    private DateOnly Date(JsonElement root, string name)
    {
        string text = Text(root, name);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? DateOnly.FromDateTime(date.UtcDateTime)
            : throw Bad(name, $"'{text}'", "an ISO 8601 date");
    }

    private int Integer(JsonElement root, string name, int min, int max)
    {
        JsonElement field = Field(root, name, JsonValueKind.Number);
        return field.TryGetInt32(out int value) && value >= min && value <= max
            ? value
            : throw Bad(name, Shown(field), min == int.MinValue ? "a whole number" : $"a whole number from {min} to {max}");
    }

    private double Number(JsonElement root, string name, double min, double max)
    {
        JsonElement field = Field(root, name, JsonValueKind.Number);
        return field.TryGetDouble(out double value) && value >= min && value <= max
            ? value
            : throw Bad(name, Shown(field), string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));
    }

    private JsonElement[] Items(JsonElement root, string name) => [.. Field(root, name, JsonValueKind.Array).EnumerateArray()];

    private JsonElement Field(JsonElement owner, string name, JsonValueKind kind, string prefix = "")
    {
        if (!owner.TryGetProperty(name, out JsonElement field))
        {
            throw Bad(prefix + name, "nothing", $"a JSON {Kind(kind)}");
        }

        return field.ValueKind == kind ? field : throw Bad(prefix + name, $"a JSON {Kind(field)}", $"a JSON {Kind(kind)}");
    }

    private ModelPackException Bad(string field, string found, string expected) =>
        ModelPackException.Opening(_pack, field.Length == 0 ? $"{found} in manifest.json" : $"{found} for '{field}' in manifest.json", expected);

    private static string Kind(JsonElement element) => Kind(element.ValueKind);

    private static string Kind(JsonValueKind kind) => kind.ToString().ToLowerInvariant();

    private static string Shown(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
    }
}
