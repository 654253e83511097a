using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EmoVid.Realtime.Media;

namespace EmoVid.Realtime;

/// <summary>The JSON form of a track: docs/schema/analysis-1.schema.json.</summary>
internal static class AttributeTrackJson
{
    private const int LumaBins = 64;

    // Names of files and the caveat's dashes are meant to be read; nothing here goes into a web page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(string source, AttributeTrack track)
    {
        ArgumentNullException.ThrowIfNull(track);
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteHead(json, source, track);
            WriteWhole(json, track);
            WriteArc(json, track);
            WriteMood(json, track);
            WriteFrames(json, track);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, string source, AttributeTrack track)
    {
        json.WriteString("format", "emovid-analysis");
        json.WriteNumber("version", AttributeTrackWriter.FormatVersion);
        json.WriteNumber("definitions", AttributeTrack.DefinitionsVersion);
        json.WriteString("file", source);
        json.WriteString("kind", track.Kind.ToString().ToLowerInvariant());
        json.WriteNumber("width", track.Width);
        json.WriteNumber("height", track.Height);
        json.WriteString("device", track.Device);
        json.WriteStartArray("set");
        foreach (AttributeSet part in Enum.GetValues<AttributeSet>())
        {
            if (part is not (AttributeSet.None or AttributeSet.Standard or AttributeSet.All) && (track.Set & part) == part)
            {
                json.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(part.ToString()));
            }
        }

        json.WriteEndArray();
        json.WriteNumber("every", track.Options.Every);
        if (track.Options.Region is { } region)
        {
            json.WriteStartObject("region");
            json.WriteNumber("x", region.X);
            json.WriteNumber("y", region.Y);
            json.WriteNumber("width", region.Width);
            json.WriteNumber("height", region.Height);
            json.WriteEndObject();
        }

        json.WriteBoolean("masked", track.Options.Mask is not null);
        if (track.Video is { } video)
        {
            WriteVideo(json, video);
        }

        json.WriteStartArray("warnings");
        foreach (string warning in track.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }

    private static void WriteVideo(Utf8JsonWriter json, VideoDescription video)
    {
        json.WriteStartObject("video");
        json.WriteString("codec", video.Codec);
        json.WriteString("pixelFormat", video.PixelFormatName);
        json.WriteString("matrix", video.Matrix.ToString().ToLowerInvariant());
        json.WriteBoolean("matrixStated", video.IsMatrixStated);
        json.WriteString("range", video.Range.ToString().ToLowerInvariant());
        json.WriteBoolean("rangeStated", video.IsRangeStated);
        Number(json, "framesPerSecond", video.FramesPerSecond);
        json.WriteEndObject();
    }

    private static void WriteWhole(Utf8JsonWriter json, AttributeTrack track)
    {
        AttributeArc arc = track.Arc;
        json.WriteStartObject("whole");
        WriteSpan(json, track, arc.Whole);
        Number(json, "cutsPerSecond", arc.CutsPerSecond);
        if ((track.Set & AttributeSet.EmoVid) != 0)
        {
            EmoVidAttributes rounded = track.Whole.ToEmoVid();
            json.WriteStartObject("emoVid");
            json.WriteNumber("brightness", rounded.Brightness);
            json.WriteNumber("colorfulness", rounded.Colorfulness);
            json.WriteNumber("hue", rounded.HueDegrees);
            json.WriteEndObject();
        }

        if ((track.Set & AttributeSet.LumaHistogram) != 0)
        {
            var luma = new long[LumaBins];
            arc.Sums.CopyLumaHistogram(luma);
            WriteShares(json, "lumaHistogram", luma);
        }

        if ((track.Set & AttributeSet.HueHistogram) != 0)
        {
            WriteShares(json, "hueHistogram", arc.Sums.HueHistogram);
        }

        if ((track.Set & AttributeSet.Grid) != 0)
        {
            WriteGrid(json, arc.Sums);
        }

        json.WriteEndObject();
    }

    private static void WriteGrid(Utf8JsonWriter json, AttributeSums sums)
    {
        json.WriteStartArray("grid");
        for (int i = 0; i < AttributeScale.GridSide * AttributeScale.GridSide; i++)
        {
            AttributeGridCell cell = sums.GridCell(i % AttributeScale.GridSide, i / AttributeScale.GridSide);
            json.WriteStartObject();
            json.WriteNumber("brightness", cell.Brightness);
            json.WriteNumber("colorfulness", cell.Colorfulness);
            json.WriteNumber("hueDegrees", cell.HueDegrees);
            json.WriteNumber("hueResultantLength", cell.HueResultantLength);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteArc(Utf8JsonWriter json, AttributeTrack track)
    {
        foreach ((string name, IReadOnlyList<ArcSpan> spans) in new[] { ("shots", track.Arc.Shots), ("seconds", track.Arc.Seconds) })
        {
            json.WriteStartArray(name);
            foreach (ArcSpan span in spans)
            {
                json.WriteStartObject();
                WriteSpan(json, track, span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("extremes");
        foreach (ArcExtreme extreme in track.Arc.Extremes)
        {
            json.WriteStartObject();
            json.WriteString("attribute", extreme.Channel.Name);
            json.WriteNumber("least", extreme.Least);
            json.WriteNumber("leastSeconds", extreme.LeastAt.TotalSeconds);
            json.WriteNumber("greatest", extreme.Greatest);
            json.WriteNumber("greatestSeconds", extreme.GreatestAt.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMood(Utf8JsonWriter json, AttributeTrack track)
    {
        if ((track.Set & AttributeSet.EmoVid) == 0)
        {
            return;
        }

        MoodEstimate mood = track.Arc.EstimateMood();
        json.WriteStartObject("mood");
        json.WriteString("caveat", MoodEstimate.Caveat);
        json.WriteNumber("valence", mood.Valence);
        json.WriteNumber("arousal", mood.Arousal);
        json.WriteNumber("entropyBits", mood.EntropyBits);
        json.WriteStartObject("probabilities");
        foreach (Emotion emotion in Enum.GetValues<Emotion>())
        {
            json.WriteNumber(EmotionNames.Get(emotion), mood[emotion]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFrames(Utf8JsonWriter json, AttributeTrack track)
    {
        AttributeChannel[] channels = [.. AttributeChannel.Of(track.Set)];
        json.WriteStartArray("frames");
        foreach (AttributeSample sample in track.Samples)
        {
            json.WriteStartObject();
            json.WriteNumber("frame", sample.Frame);
            json.WriteNumber("seconds", sample.Start.TotalSeconds);
            json.WriteNumber("duration", sample.Duration.TotalSeconds);
            if ((track.Set & AttributeSet.Motion) != 0)
            {
                Number(json, "motionPerSecond", sample.MotionPerSecond);
            }

            WriteAttributes(json, channels, sample.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSpan(Utf8JsonWriter json, AttributeTrack track, in ArcSpan span)
    {
        json.WriteNumber("start", span.Start.TotalSeconds);
        json.WriteNumber("end", span.End.TotalSeconds);
        json.WriteNumber("frames", span.Frames);
        if ((track.Set & AttributeSet.Motion) != 0)
        {
            Number(json, "motionPerSecond", span.MotionPerSecond);
        }

        WriteAttributes(json, AttributeChannel.Of(track.Set), span.Look);
    }

    private static void WriteAttributes(Utf8JsonWriter json, IEnumerable<AttributeChannel> channels, in VisualAttributes look)
    {
        json.WriteStartObject("attributes");
        foreach (AttributeChannel channel in channels)
        {
            Number(json, channel.Name, channel.Read(look));
        }

        json.WriteEndObject();
    }

    private static void WriteShares(Utf8JsonWriter json, string name, ReadOnlySpan<long> bins)
    {
        long sum = 0;
        foreach (long bin in bins)
        {
            sum += bin;
        }

        json.WriteStartArray(name);
        foreach (long bin in bins)
        {
            json.WriteNumberValue(sum == 0 ? 0 : (double)bin / sum);
        }

        json.WriteEndArray();
    }

    /// <summary>What is not known is null: JSON has no NaN.</summary>
    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
