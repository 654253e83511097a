using System.Numerics;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Puts the overlay together. Laid out for 1280×720 and scaled in steps that the font has sizes for.</summary>
internal sealed class StageOverlay(FontAtlas atlas)
{
    private TextPainter? _text;

    /// <summary>Pixels of a target for one of the layout's units.</summary>
    public static float ScaleFor(float width, float height) => Math.Min(width / 1280, height / 720) switch
    {
        >= 1.9f => 2,
        >= 1.45f => 1.5f,
        _ => 1,
    };

    /// <summary>Fills a batch.</summary>
    public void Draw(QuadBatch batch, DescriptorSet font, StageScene scene, StageRenderer renderer, StageStats stats, OverlayState state)
    {
        float width = renderer.Width, height = renderer.Height, scale = ScaleFor(width, height);
        if (_text is null || _text.Scale != scale)
        {
            _text = new TextPainter(atlas, scale);
        }

        TextPainter text = _text;
        batch.Clear();
        text.Begin(batch, font);
        if (scene.Selected >= 0)
        {
            StageActor actor = scene.Actors[scene.Selected];
            DrawMarker(batch, text, actor, renderer.SquareOf(actor), scene.Seconds);
            EmotionBar.Draw(batch, text, actor, scene.Seconds, EmotionPad.Bounds(width, height, scale).X - 16 * scale, height);
            EmotionPad.Draw(batch, text, actor, scene.Seconds, width, height);
        }

        if (state.ShowsStats)
        {
            StatsPanel.Draw(batch, text, stats, scene.Actors.Length);
        }

        DrawStatus(batch, text, scene, state, width);
        if (state.ShowsHelp)
        {
            HelpPanel.Draw(batch, text, width, height);
        }
    }

    // A name tag over the selected actor's head.
    private static void DrawMarker(QuadBatch batch, TextPainter text, StageActor actor, (float X, float Y, float Side) square, double seconds)
    {
        float scale = text.Scale, middle = MathF.Round(square.X + square.Side / 2);
        float bob = MathF.Round(MathF.Sin((float)(seconds * 3 % (2 * Math.PI))) * 2 * scale);
        float w = MathF.Round(TextPainter.Measure(text.Strong, actor.Name) + 24 * scale), y = square.Y + square.Side * 0.04f - 22 * scale + bob;
        batch.Shadow(middle - w / 2, y + 2 * scale, w, 24 * scale, 12 * scale, 8 * scale, new Vector4(0, 0, 0, 0.3f));
        batch.Box(middle - w / 2, y, w, 24 * scale, 12 * scale, Palette.Panel);
        batch.Frame(middle - w / 2, y, w, 24 * scale, 12 * scale, 1.5f * scale, Strongest(actor, seconds));
        text.Draw(text.Strong, actor.Name, middle, y + 4 * scale, Palette.Text, 0.5f);
    }

    private static Vector4 Strongest(StageActor actor, double seconds)
    {
        EmotionMix mix = actor.Signal.MixAt(TimeSpan.FromSeconds(seconds));
        (Vector4 color, float most) = (Palette.Muted, mix.NeutralWeight);
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            if (mix[(Emotion)i] > most)
            {
                (color, most) = (Palette.Of((Emotion)i), mix[(Emotion)i]);
            }
        }

        return color;
    }

    // Upper right: recording, pause, a notice, and how to get help.
    private static void DrawStatus(QuadBatch batch, TextPainter text, StageScene scene, OverlayState state, float width)
    {
        float scale = text.Scale, right = width - 16 * scale, y = 16 * scale;
        if (state.RecordedSeconds >= 0)
        {
            Panel.Draw(batch, right - 96 * scale, y, 96 * scale, 32 * scale, scale);
            batch.Box(right - 84 * scale, y + 11 * scale, 10 * scale, 10 * scale, 5 * scale, Palette.Recording);
            text.Draw(text.Strong, right - 14 * scale, y + 8 * scale, Palette.Text, 1, $"{(int)state.RecordedSeconds / 60:0}:{(int)state.RecordedSeconds % 60:00}");
            right -= 108 * scale;
        }

        if (scene.IsPaused)
        {
            Panel.Draw(batch, right - 76 * scale, y, 76 * scale, 32 * scale, scale);
            text.Draw(text.Strong, "paused", right - 38 * scale, y + 8 * scale, Palette.Text, 0.5f);
            right -= 88 * scale;
        }

        ReadOnlySpan<char> line = state.Notice.Length > 0 ? state.Notice : "F1 help   Tab measurements";
        float w = Math.Min(TextPainter.Measure(text.Small, line) + 24 * scale, right - 330 * scale);
        Panel.Draw(batch, right - w, y, w, 32 * scale, scale);
        while (line.Length > 0 && TextPainter.Measure(text.Small, line) > w - 22 * scale)
        {
            line = line[..^1];
        }

        text.Draw(text.Small, line, right - w + 12 * scale, y + 8 * scale, state.Notice.Length > 0 ? Palette.Warning : Palette.Muted);
    }
}
