using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The valence–arousal pad: where the eight emotions lie, where the selected actor is heading, and what a click there means.</summary>
internal static class EmotionPad
{
    private const float Side = 168;
    private const float Margin = 16;

    /// <summary>The pad's inner square on a target, in pixels.</summary>
    public static (float X, float Y, float Side) Bounds(float width, float height, float scale)
    {
        float side = Side * scale;
        return (width - side - (Margin + 14) * scale, height - side - (Margin + 30) * scale, side);
    }

    /// <summary>The point under a place on the target; null outside of the pad.</summary>
    public static ValenceArousal? PointAt(float x, float y, float width, float height, float scale)
    {
        (float left, float top, float side) = Bounds(width, height, scale);
        (float u, float v) = ((x - left) / side, (y - top) / side);
        return u is < 0 or > 1 || v is < 0 or > 1 ? null : new ValenceArousal(2 * u - 1, 1 - 2 * v);
    }

    /// <summary>Draws it for an actor.</summary>
    public static void Draw(QuadBatch batch, TextPainter text, StageActor actor, double seconds, float width, float height)
    {
        float scale = text.Scale;
        (float x, float y, float side) = Bounds(width, height, scale);
        Panel.Draw(batch, x - 14 * scale, y - 32 * scale, side + 28 * scale, side + 62 * scale, scale);
        text.Draw(text.Label, "MOOD PAD", x, y - 23 * scale, Palette.Faint);
        text.Draw(text.Label, actor.Name, x + side, y - 23 * scale, Palette.Text, 1);
        batch.Box(x, y, side, side, 8 * scale, Palette.Well);
        batch.Line(x + side / 2, y + 6 * scale, x + side / 2, y + side - 6 * scale, scale, Palette.Grid);
        batch.Line(x + 6 * scale, y + side / 2, x + side - 6 * scale, y + side / 2, scale, Palette.Grid);
        text.Draw(text.Small, "unpleasant", x, y + side + 7 * scale, Palette.Faint);
        text.Draw(text.Small, "pleasant", x + side, y + side + 7 * scale, Palette.Faint, 1);
        text.Draw(text.Small, "excited", x + side / 2 - 6 * scale, y + 6 * scale, Palette.Faint, 1);
        text.Draw(text.Small, "calm", x + side / 2 - 6 * scale, y + side - 22 * scale, Palette.Faint, 1);
        EmotionMix mix = actor.Signal.MixAt(TimeSpan.FromSeconds(seconds));
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            var emotion = (Emotion)i;
            ValenceArousal point = Circumplex.PointOf(emotion);
            (float px, float py) = At(point, x, y, side);
            float weight = mix[emotion];
            float radius = (3 + 5 * weight) * scale;
            batch.Box(px - radius, py - radius, 2 * radius, 2 * radius, radius, Palette.Thin(Palette.Of(emotion), 0.45f + 0.55f * weight));
        }

        (float tx, float ty) = At(actor.Signal.Target.ToValenceArousal(), x, y, side);
        (float sx, float sy) = At(mix.ToValenceArousal(), x, y, side);
        batch.Line(sx, sy, tx, ty, 1.5f * scale, Palette.Thin(Palette.Text, 0.5f));
        float ring = 7 * scale;
        batch.Frame(tx - ring, ty - ring, 2 * ring, 2 * ring, ring, 1.5f * scale, Palette.Thin(Palette.Text, 0.7f));
        float dot = 5 * scale;
        batch.Box(sx - dot, sy - dot, 2 * dot, 2 * dot, dot, Palette.Text);
    }

    private static (float X, float Y) At(ValenceArousal point, float x, float y, float side) =>
        (x + (point.Valence + 1) / 2 * side, y + (1 - point.Arousal) / 2 * side);
}
