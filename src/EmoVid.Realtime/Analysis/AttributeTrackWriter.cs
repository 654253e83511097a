using System.Globalization;
using System.Text;
using System.Text.Json;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Writes a track as JSON or CSV. Numbers are unrounded and in the invariant culture; a file appears complete or not at
/// all.</summary>
public static class AttributeTrackWriter
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>One object: the file, the whole, and the frames.</summary>
    /// <exception cref="MediaFileException">The file cannot be written.</exception>
    public static void WriteJson(string path, string source, AttributeTrack track) => AtomicFile.WriteText(path, ToJson(source, track));

    /// <summary>One line a frame, after a line of names.</summary>
    /// <exception cref="MediaFileException">The file cannot be written.</exception>
    public static void WriteCsv(string path, AttributeTrack track) => AtomicFile.WriteText(path, ToCsv(track));

    /// <summary>The JSON text that <see cref="WriteJson"/> writes.</summary>
    public static string ToJson(string source, AttributeTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return JsonSerializer.Serialize(new
        {
            format = 1,
            source,
            kind = track.Kind.ToString().ToLowerInvariant(),
            width = track.Width,
            height = track.Height,
            device = track.Device,
            frames = track.Samples.Count,
            whole = Fields(track.Whole),
            samples = track.Samples.Select(sample => new { frame = sample.Frame, seconds = sample.Start.TotalSeconds, attributes = Fields(sample.Attributes) }),
        }, Options) + "\n";
    }

    /// <summary>The CSV text that <see cref="WriteCsv"/> writes.</summary>
    public static string ToCsv(AttributeTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        var text = new StringBuilder("frame,seconds,brightness,colorfulness,hue_degrees,hue_resultant_length,hasler_susstrunk,coverage\n");
        foreach (AttributeSample sample in track.Samples)
        {
            VisualAttributes a = sample.Attributes;
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{sample.Frame},{sample.Start.TotalSeconds},{a.Brightness},{a.Colorfulness},{a.HueDegrees},{a.HueResultantLength},{a.HaslerSusstrunk},{a.Coverage}");
        }

        return text.ToString();
    }

    private static object Fields(VisualAttributes attributes)
    {
        EmoVidAttributes rounded = attributes.ToEmoVid();
        return new
        {
            brightness = attributes.Brightness,
            colorfulness = attributes.Colorfulness,
            hueDegrees = attributes.HueDegrees,
            hueResultantLength = attributes.HueResultantLength,
            haslerSusstrunk = attributes.HaslerSusstrunk,
            coverage = attributes.Coverage,
            emoVid = new { brightness = rounded.Brightness, colorfulness = rounded.Colorfulness, hue = rounded.HueDegrees },
        };
    }
}
