using System.Globalization;
using System.Text.Json;
using FFMpegCore.Exceptions;

namespace FFMpegCore;

/// <summary>Reads ffprobe's JSON. ffprobe writes most numbers as strings, and leaves out what it does not know.</summary>
internal static class ProbeOutput
{
    public static IMediaAnalysis Parse(ReadOnlyMemory<byte> json, IReadOnlyList<string> errors)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("format", out JsonElement format))
        {
            throw new FormatNullException();
        }

        var videos = new List<VideoStream>();
        var audios = new List<AudioStream>();
        if (document.RootElement.TryGetProperty("streams", out JsonElement streams))
        {
            foreach (JsonElement stream in streams.EnumerateArray())
            {
                switch (Text(stream, "codec_type"))
                {
                    case "video":
                        videos.Add(Common(stream, Video(stream)));
                        break;
                    case "audio":
                        audios.Add(Common(stream, Audio(stream)));
                        break;
                }
            }
        }

        return new MediaAnalysis { Format = Format(format), VideoStreams = videos, AudioStreams = audios, ErrorData = errors };
    }

    private static MediaFormat Format(JsonElement format) => new()
    {
        Duration = Seconds(format, "duration"),
        StartTime = Seconds(format, "start_time"),
        FormatName = Text(format, "format_name"),
        FormatLongName = Text(format, "format_long_name"),
        StreamCount = (int)Number(format, "nb_streams"),
        ProbeScore = Number(format, "probe_score"),
        BitRate = Number(format, "bit_rate"),
        Tags = Tags(format),
    };

    private static VideoStream Video(JsonElement stream) => new()
    {
        AvgFrameRate = Ratio(stream, "avg_frame_rate"),
        FrameRate = Ratio(stream, "r_frame_rate"),
        Width = (int)Number(stream, "width"),
        Height = (int)Number(stream, "height"),
        PixelFormat = Text(stream, "pix_fmt"),
        Profile = Text(stream, "profile"),
        Rotation = Rotation(stream),
        ColorRange = Text(stream, "color_range"),
        ColorSpace = Text(stream, "color_space"),
        ColorTransfer = Text(stream, "color_transfer"),
        ColorPrimaries = Text(stream, "color_primaries"),
    };

    private static AudioStream Audio(JsonElement stream) => new()
    {
        Channels = (int)Number(stream, "channels"),
        ChannelLayout = Text(stream, "channel_layout"),
        SampleRateHz = (int)Number(stream, "sample_rate"),
        Profile = Text(stream, "profile"),
    };

    private static T Common<T>(JsonElement element, T stream)
        where T : MediaStream
    {
        stream.Index = (int)Number(element, "index");
        stream.CodecName = Text(element, "codec_name");
        stream.CodecLongName = Text(element, "codec_long_name");
        stream.BitRate = (long)Number(element, "bit_rate");
        stream.StartTime = Seconds(element, "start_time");
        stream.Duration = Seconds(element, "duration");
        stream.Tags = Tags(element);
        return stream;
    }

    private static int Rotation(JsonElement stream)
    {
        if (stream.TryGetProperty("side_data_list", out JsonElement sideData))
        {
            foreach (JsonElement item in sideData.EnumerateArray())
            {
                if (item.TryGetProperty("rotation", out _))
                {
                    return (int)Number(item, "rotation");
                }
            }
        }

        return 0;
    }

    private static Dictionary<string, string>? Tags(JsonElement element) =>
        element.TryGetProperty("tags", out JsonElement tags)
            ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.ToString(), StringComparer.OrdinalIgnoreCase)
            : null;

    private static TimeSpan Seconds(JsonElement element, string name)
    {
        double seconds = Number(element, name);
        return double.IsFinite(seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }

    private static double Ratio(JsonElement element, string name)
    {
        string[] parts = Text(element, name).Split('/');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double numerator)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double denominator)
                ? numerator / denominator
                : double.NaN;
    }

    private static double Number(JsonElement element, string name) =>
        double.TryParse(Text(element, name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.ToString() : string.Empty;
}
