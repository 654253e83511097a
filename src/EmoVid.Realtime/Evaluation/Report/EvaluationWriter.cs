using System.Text.Json;
using System.Text.Json.Serialization;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Writes the files of an evaluation: <c>report.json</c>, <c>report.md</c> and the confusion matrices as pictures.</summary>
public static class EvaluationWriter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new ConfusionConverter(), new RoundedConverter() },
    };

    /// <summary>Writes all of them; each appears complete or not at all.</summary>
    /// <exception cref="MediaFileException">A file cannot be written.</exception>
    public static void Write(string folder, EvaluationResult result, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(result);
        AtomicFile.WriteText(Path.Combine(folder, EvaluationJob.ReportName), ToJson(result));
        AtomicFile.WriteText(Path.Combine(folder, EvaluationJob.CardName), ReportCard.ToMarkdown(result));
        WriteMatrix(folder, "confusion-expression.png", "Expression judge: faces and avatars", result.Methods[0].Expression.Confusion, result.Ceiling.Expression.Confusion, cancellation);
        WriteMatrix(folder, "confusion-motion.png", "Motion judge: all test stills", result.Methods[0].Motion.Confusion, result.Ceiling.Motion.Confusion, cancellation);
    }

    /// <summary>The text of <c>report.json</c>.</summary>
    public static string ToJson(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(new { format = 1, result }, Options) + "\n";
    }

    private static void WriteMatrix(string folder, string name, string title, ConfusionMatrix student, ConfusionMatrix real, CancellationToken cancellation) =>
        PngWriter.Write(Path.Combine(folder, name), SvgRasterizer.Render(ConfusionPicture.ToSvg(title, student, real), ConfusionPicture.Width, ConfusionPicture.Height, cancellation).View);

    /// <summary>A matrix as rows of counts, targets down.</summary>
    private sealed class ConfusionConverter : JsonConverter<ConfusionMatrix>
    {
        public override ConfusionMatrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Reports are written, not read.");

        public override void Write(Utf8JsonWriter writer, ConfusionMatrix value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (Emotion target in Enum.GetValues<Emotion>())
            {
                writer.WriteRawValue($"[{string.Join(", ", Enum.GetValues<Emotion>().Select(read => value[target, read]))}]");
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Five digits, and null for what does not exist: JSON has no NaN.</summary>
    private sealed class RoundedConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(Math.Round(value, 5));
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
