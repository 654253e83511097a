using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace EmoVid.Realtime;

/// <summary>Writes the lines of a capture; the inverse of <see cref="CaptureLogReader"/>. Allocates nothing a line in the steady state.</summary>
internal static class CaptureLogWriter
{
    public static void Header(Utf8JsonWriter json, CaptureHeader header)
    {
        json.WriteStartObject();
        json.WriteString("format", CaptureLog.FormatName);
        json.WriteNumber("version", CaptureLog.Version);
        json.WriteString("work", header.Work.ToString().ToLowerInvariant());
        json.WriteString("sdk", header.SdkVersion);
        json.WriteString("device", header.Device);
        if (header.Work == CaptureWork.Grade)
        {
            json.WriteBoolean("limitsFlashes", header.LimitsFlashes);
            json.WriteBoolean("keepsYuv", header.KeepsYuv);
            json.WriteBoolean("mapsTones", header.MapsTones);
            json.WriteNumber("passSeconds", header.PassSeconds);
        }
        else
        {
            json.WriteString("provider", header.Provider);
            json.WriteString("pack", header.PackHash);
            json.WriteNumber("size", header.Size);
            json.WriteNumber("framesPerSecond", header.FramesPerSecond);
            json.WriteNumber("seed", header.Seed);
        }

        if (header.Work == CaptureWork.Clip)
        {
            json.WriteNumber("seconds", header.Seconds);
        }

        json.WriteEndObject();
    }

    public static void Input(Utf8JsonWriter json, CaptureInput input)
    {
        json.WriteStartObject();
        json.WriteString("line", "input");
        json.WriteString("role", input.Role);
        json.WriteString("name", input.Name);
        json.WriteNumber("bytes", input.ByteCount);
        json.WriteString("sha256", input.Sha256);
        if (input.IsEmbedded)
        {
            json.WriteBase64String("content", input.Content.Span);
        }

        json.WriteEndObject();
    }

    public static void Step(Utf8JsonWriter json, in CaptureStep step, CaptureWork work)
    {
        json.WriteStartObject();
        json.WriteString("line", "step");
        json.WriteNumber("frame", step.Frame);
        json.WriteStartObject("mix");
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            float weight = step.Mix[(Emotion)i];
            if (weight > 0)
            {
                json.WriteNumber(EmotionNames.All[i], weight);
            }
        }

        json.WriteEndObject();
        json.WriteNumber("intensity", step.Mix.Intensity);
        if (work == CaptureWork.Grade)
        {
            json.WriteNumber("strength", step.Strength);
            json.WriteNumber("skin", step.SkinProtection);
            json.WriteBoolean("dither", !step.Grading.NoDither);
            PixelRectangle hud = step.Grading.Untouched;
            json.WriteStartArray("hud");
            json.WriteNumberValue(hud.X);
            json.WriteNumberValue(hud.Y);
            json.WriteNumberValue(hud.Width);
            json.WriteNumberValue(hud.Height);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void Frame(Utf8JsonWriter json, long frame, ulong digest)
    {
        Span<byte> text = stackalloc byte[16];
        Utf8Formatter.TryFormat(digest, text, out _, new StandardFormat('x', 16));
        json.WriteStartObject();
        json.WriteString("line", "frame");
        json.WriteNumber("frame", frame);
        json.WriteString("digest", text);
        json.WriteEndObject();
    }

    public static void End(Utf8JsonWriter json, long frames)
    {
        json.WriteStartObject();
        json.WriteString("line", "end");
        json.WriteNumber("frames", frames);
        json.WriteEndObject();
    }
}
