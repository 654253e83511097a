using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using EmoVid.Realtime.Generation;

namespace EmoVid.Realtime;

/// <summary>Writes the lines of a capture; the inverse of <see cref="CaptureLogReader"/>. Allocates nothing a line in the steady state.</summary>
internal static class CaptureLogWriter
{
    private static readonly string[] TierNames = [.. Enum.GetNames<ActorTier>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] KindNames = [.. Enum.GetNames<LiveUpdateKind>().Select(name => name.ToLowerInvariant())];

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
            if (header.Work != CaptureWork.Live)
            {
                json.WriteNumber("framesPerSecond", header.FramesPerSecond);
            }

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
        Mix(json, step.Mix);
        if (work == CaptureWork.Live)
        {
            // Whole ticks, so that the time comes back exactly.
            json.WriteNumber("ticks", step.Time.Ticks);
            json.WriteString("tier", TierNames[(int)step.Tier]);
            json.WriteNumber("updates", step.Updates);
        }
        else if (work == CaptureWork.Grade)
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

    public static void Update(Utf8JsonWriter json, in LiveUpdate update)
    {
        json.WriteStartObject();
        json.WriteString("line", "update");
        json.WriteString("kind", KindNames[(int)update.Kind]);
        json.WriteNumber("asked", update.Asked);
        json.WriteNumber("instant", update.Instant);
        Mix(json, update.Mix);
        json.WriteNumber("arrived", update.Arrived);
        json.WriteNumber("shown", update.Shown);
        json.WriteBoolean("inTime", update.IsInTime);
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

    private static void Mix(Utf8JsonWriter json, in EmotionMix mix)
    {
        json.WriteStartObject("mix");
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            float weight = mix[(Emotion)i];
            if (weight > 0)
            {
                json.WriteNumber(EmotionNames.All[i], weight);
            }
        }

        json.WriteEndObject();
        json.WriteNumber("intensity", mix.Intensity);
    }
}
