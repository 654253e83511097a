using System.Buffers;
using System.Text.Json;

namespace EmoVid.Realtime.Control.Messages;

/// <summary>Writes the server's messages of docs/control.md.</summary>
internal sealed class ControlEventWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public ReadOnlyMemory<byte> Done(long? id) => Write("done", id, static (_, _) => { }, 0);

    public ReadOnlyMemory<byte> Error(long? id, string message) => Write("error", id, static (writer, text) => writer.WriteString("message", text), message);

    public ReadOnlyMemory<byte> State(long? id, in ControlState state) => Write("state", id, static (writer, now) =>
    {
        writer.WriteStartObject("mix");
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            var emotion = (Emotion)i;
            if (now.Mix[emotion] > 0)
            {
                writer.WriteNumber(EmotionNames.Get(emotion), now.Mix[emotion]);
            }
        }

        writer.WriteEndObject();
        writer.WriteNumber("intensity", now.Mix.Intensity);
        writer.WriteNumber("strength", now.Strength);
        writer.WriteNumber("skin", now.SkinProtection);
        writer.WriteStartArray("hud");
        if (now.Hud is { } hud)
        {
            writer.WriteNumberValue(hud.X);
            writer.WriteNumberValue(hud.Y);
            writer.WriteNumberValue(hud.Width);
            writer.WriteNumberValue(hud.Height);
        }

        writer.WriteEndArray();
    }, state);

    public ReadOnlyMemory<byte> Attributes(in VisualAttributes attributes, TimeSpan time) => Write("attributes", null, static (writer, measured) =>
    {
        VisualAttributes a = measured.Attributes;
        writer.WriteNumber("timeSeconds", measured.Time.TotalSeconds);
        Number(writer, "brightness", a.Brightness);
        Number(writer, "colorfulness", a.Colorfulness);
        Number(writer, "hueDegrees", a.HueDegrees);
        Number(writer, "hueResultantLength", a.HueResultantLength);
        Number(writer, "haslerSusstrunk", a.HaslerSusstrunk);
        Number(writer, "lumaMean", a.LumaMean);
        Number(writer, "lumaContrast", a.LumaContrast);
        Number(writer, "warmCool", a.WarmCool);
    }, (Attributes: attributes, Time: time));

    public ReadOnlyMemory<byte> Limiter(in FlashReport report) => Write("limiter", null, static (writer, row) =>
    {
        writer.WriteNumber("timeSeconds", row.Time.TotalSeconds);
        writer.WriteBoolean("general", row.Kinds.HasFlag(FlashKinds.General));
        writer.WriteBoolean("red", row.Kinds.HasFlag(FlashKinds.Red));
        writer.WriteNumber("flashesInLastSecond", row.Flashes);
        writer.WriteNumber("area", row.Area);
        writer.WriteNumber("attenuation", row.Attenuation);
    }, report);

    /// <summary>What was not measured is left out: JSON has no NaN.</summary>
    private static void Number(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
    }

    private ReadOnlyMemory<byte> Write<T>(string type, long? id, Action<Utf8JsonWriter, T> body, T content)
    {
        _buffer.Clear();
        using var writer = new Utf8JsonWriter(_buffer);
        writer.WriteStartObject();
        writer.WriteString("type", type);
        if (id is { } number)
        {
            writer.WriteNumber("id", number);
        }

        body(writer, content);
        writer.WriteEndObject();
        writer.Flush();
        return _buffer.WrittenMemory;
    }
}
