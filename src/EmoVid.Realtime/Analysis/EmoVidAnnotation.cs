using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Encodings.Web;

namespace EmoVid.Realtime;

/// <summary>One clip's row in the EmoVid paper's form: every 20th frame pooled over all pixels, brightness and colorfulness on one
/// decimal, hue in whole degrees.</summary>
/// <param name="File">The clip.</param>
/// <param name="Attributes">The rounded three.</param>
/// <param name="Frames">Sampled frames.</param>
/// <remarks>The paper's text gives the numbers and their rounding but no file format; the names are its names for the
/// attributes, and the grid is that of EmoSet's <c>info.json</c>. Grey pixels have hue 0 by its formula and pull the mean towards red;
/// transparent ones, of which the paper says nothing, do not count here.</remarks>
public readonly record struct EmoVidAnnotation(string File, EmoVidAttributes Attributes, int Frames)
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The row of a track that was measured with <see cref="AttributeTrackOptions.EmoVidEvery"/>.</summary>
    public static EmoVidAnnotation Of(string file, AttributeTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return new EmoVidAnnotation(file, track.Whole.ToEmoVid(), track.Arc.Whole.Frames);
    }

    /// <summary>Rows as a JSON array.</summary>
    public static string ToJson(IEnumerable<EmoVidAnnotation> rows) => JsonSerializer.Serialize(
        rows.Select(row => new { file = row.File, brightness = row.Attributes.Brightness, colorfulness = row.Attributes.Colorfulness, hue = row.Attributes.HueDegrees, sampled_frames = row.Frames }),
        Options) + "\n";

    /// <summary>Rows as CSV after a line of names; a name with a comma, a quotation mark or a line break stands in quotation marks (RFC 4180).</summary>
    public static string ToCsv(IEnumerable<EmoVidAnnotation> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder("file,brightness,colorfulness,hue,sampled_frames\n");
        foreach (EmoVidAnnotation row in rows)
        {
            string name = row.File.AsSpan().IndexOfAny(",\"\n\r") < 0 ? row.File : $"\"{row.File.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            text.Append(CultureInfo.InvariantCulture, $"{name},{row.Attributes.Brightness:0.0},{row.Attributes.Colorfulness:0.0},{row.Attributes.HueDegrees},{row.Frames}\n");
        }

        return text.ToString();
    }
}
