using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The measurements: attributes over time, frame times, networks, device, memory and the flash limiter.</summary>
internal static class StatsPanel
{
    private const float PanelWidth = 296;
    private const float Inset = 14;

    /// <summary>Draws it in the upper left corner.</summary>
    public static void Draw(QuadBatch batch, TextPainter text, StageStats stats, int actors)
    {
        float scale = text.Scale, left = 16 * scale, top = 16 * scale, inner = (PanelWidth - 2 * Inset) * scale;
        Panel.Draw(batch, left, top, PanelWidth * scale, 419 * scale, scale);
        float x = left + Inset * scale, y = top + 12 * scale;
        text.Draw(text.Heading, "EmoVid stage", x, y, Palette.Text);
        text.Draw(text.Label, x + inner, y + 7 * scale, Palette.Faint, 1, $"{actors} actors");
        y += 34 * scale;

        text.Draw(text.Label, "PICTURE", x, y, Palette.Faint);
        y += 18 * scale;
        Graph.Ground(batch, x, y, inner, 62 * scale, scale, 4);
        Graph.Curve(batch, stats.Colorfulness, x, y, inner, 62 * scale, scale, 1, Palette.Second);
        Graph.Curve(batch, stats.Brightness, x, y, inner, 62 * scale, scale, 1, Palette.First);
        y += 68 * scale;
        float third = inner / 3;
        Value(text, batch, x, y, "brightness", Palette.First, $"{stats.Look.Brightness:0.00}");
        Value(text, batch, x + third, y, "colour", Palette.Second, $"{stats.Look.Colorfulness:0.00}");
        Value(text, batch, x + 2 * third, y, "hue", Hue(stats.Look.HueDegrees), $"{stats.Look.HueDegrees:0}°");
        y += 44 * scale;

        (float p50, float p99) = stats.Frames.Percentiles();
        text.Draw(text.Label, "FRAME TIME", x, y, Palette.Faint);
        text.Draw(text.Label, x + inner, y, Palette.Muted, 1, $"p50 {p50:0.0}   p99 {p99:0.0} ms");
        y += 18 * scale;
        float most = Math.Max(20, p99 * 1.25f);
        Graph.Ground(batch, x, y, inner, 50 * scale, scale, 2);
        Graph.Bars(batch, stats.Frames, x, y, inner, 50 * scale, scale, most);
        y += 60 * scale;

        Row(text, ref y, x, inner, "SDK on the render thread", $"{stats.SdkMilliseconds:0.00} ms");
        Row(text, ref y, x, inner, "networks, an actor", $"{stats.InferenceMilliseconds:0.0} ms, {stats.UpdateRate:0} a second");
        Row(text, ref y, x, inner, "late motion, frames", $"{stats.LateFrames}");
        Row(text, ref y, x, inner, "grade, off the render thread", $"{stats.GradeMilliseconds:0.0} ms");
        Row(text, ref y, x, inner, "memory, process and device", $"{stats.ProcessBytes / 1048576.0:0} + {stats.DeviceBytes / 1048576.0:0} MiB");
        text.Draw(text.Small, "flash limiter", x, y, Palette.Muted);
        bool holds = stats.Limiter.IsAttenuated;
        text.Draw(text.Small, holds ? "holds back" : "clear", x + inner, y, holds ? Palette.Warning : Palette.Good, 1);
        y += 20 * scale;
        text.Draw(text.Small, Fit(text, stats.Device, inner), x, y, Palette.Faint);
        y += 16 * scale;
        text.Draw(text.Small, Fit(text, stats.Provider, inner), x, y, Palette.Faint);
    }

    private static void Row(TextPainter text, ref float y, float x, float inner, string name, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(text))] ref TextFormat value)
    {
        text.Draw(text.Small, value.Text, x + inner, y, Palette.Text, 1);
        text.Draw(text.Small, name, x, y, Palette.Muted);
        y += 19 * text.Scale;
    }

    private static void Value(TextPainter text, QuadBatch batch, float x, float y, string name, Vector4 color,
        [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(text))] ref TextFormat value)
    {
        float scale = text.Scale;
        text.Draw(text.Strong, value.Text, x + 12 * scale, y, Palette.Text);
        batch.Box(x, y + 4 * scale, 8 * scale, 8 * scale, 4 * scale, color);
        text.Draw(text.Small, name, x + 12 * scale, y + 17 * scale, Palette.Faint);
    }

    private static ReadOnlySpan<char> Fit(TextPainter text, string line, float width)
    {
        int length = line.Length;
        while (length > 0 && TextPainter.Measure(text.Small, line.AsSpan(0, length)) > width)
        {
            length--;
        }

        return line.AsSpan(0, length);
    }

    // HSV with S 0.75 and V 1.
    private static Vector4 Hue(double degrees)
    {
        if (double.IsNaN(degrees))
        {
            return Palette.Faint;
        }

        float h = (float)(degrees / 60);
        var rgb = new Vector3(Math.Abs(h - 3) - 1, 2 - Math.Abs(h - 2), 2 - Math.Abs(h - 4));
        return new Vector4(Vector3.Lerp(Vector3.One, Vector3.Clamp(rgb, Vector3.Zero, Vector3.One), 0.75f), 1);
    }
}
