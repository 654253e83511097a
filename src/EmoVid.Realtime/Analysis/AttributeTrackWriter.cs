using System.Globalization;
using System.Text;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>Writes a track as JSON or CSV, as docs/analysis.md describes. Numbers are unrounded and in the invariant culture; a file
/// appears complete or not at all.</summary>
public static class AttributeTrackWriter
{
    /// <summary>Version of the JSON format; docs/schema has a schema for each.</summary>
    public const int FormatVersion = 1;

    /// <summary>One object: the file, the whole, frames, seconds, shots, extremes and the mood that the look suggests.</summary>
    /// <exception cref="MediaFileException">The file cannot be written.</exception>
    public static void WriteJson(string path, string source, AttributeTrack track) => AtomicFile.WriteBytes(path, AttributeTrackJson.Write(source, track));

    /// <summary>One line a frame, after a line of names.</summary>
    /// <exception cref="MediaFileException">The file cannot be written.</exception>
    public static void WriteCsv(string path, AttributeTrack track) => AtomicFile.WriteText(path, ToCsv(track));

    /// <summary>The JSON text that <see cref="WriteJson"/> writes.</summary>
    public static string ToJson(string source, AttributeTrack track) => Encoding.UTF8.GetString(AttributeTrackJson.Write(source, track));

    /// <summary>The CSV text that <see cref="WriteCsv"/> writes. What is not known, such as the motion of the first frame, is an empty
    /// field.</summary>
    public static string ToCsv(AttributeTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        AttributeChannel[] channels = [.. AttributeChannel.Of(track.Set)];
        bool motion = (track.Set & AttributeSet.Motion) != 0;
        var text = new StringBuilder("frame,seconds,duration");
        foreach (AttributeChannel channel in channels)
        {
            text.Append(',').Append(channel.Name);
        }

        text.Append(motion ? ",motionPerSecond\n" : "\n");
        foreach (AttributeSample sample in track.Samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"{sample.Frame},{sample.Start.TotalSeconds},{sample.Duration.TotalSeconds}");
            foreach (AttributeChannel channel in channels)
            {
                Append(text, channel.Read(sample.Attributes));
            }

            if (motion)
            {
                Append(text, sample.MotionPerSecond);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, double value)
    {
        text.Append(',');
        if (double.IsFinite(value))
        {
            text.Append(CultureInfo.InvariantCulture, $"{value}");
        }
    }
}
