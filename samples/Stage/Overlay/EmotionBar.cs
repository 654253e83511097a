using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The eight emotions with their keys, how much of each the selected actor shows, and how intensely it acts.</summary>
internal static class EmotionBar
{
    private const float ChipWidth = 104;
    private const float ChipHeight = 38;
    private const float Gap = 6;

    /// <summary>Draws it along the lower edge.</summary>
    /// <param name="batch">Where.</param>
    /// <param name="text">Sets text.</param>
    /// <param name="actor">The selected actor.</param>
    /// <param name="seconds">The stage's time.</param>
    /// <param name="width">Pixels to the left of the pad.</param>
    /// <param name="height">Rows of the target.</param>
    public static void Draw(QuadBatch batch, TextPainter text, StageActor actor, double seconds, float width, float height)
    {
        float scale = text.Scale;
        float chip = Math.Min(ChipWidth * scale, (width - 60 * scale) / 8 - Gap * scale);
        float whole = 8 * (chip + Gap * scale) - Gap * scale;
        float x = 30 * scale, y = height - (16 + 14 + ChipHeight) * scale;
        Panel.Draw(batch, x - 14 * scale, y - 32 * scale, whole + 28 * scale, (ChipHeight + 46) * scale, scale);
        EmotionMix mix = actor.Signal.MixAt(TimeSpan.FromSeconds(seconds));
        text.Draw(text.Label, "EMOTION", x, y - 23 * scale, Palette.Faint);
        DrawIntensity(batch, text, actor.Signal.Target.Intensity, x + whole, y - 23 * scale);
        for (int i = 0; i < EmotionNames.Count; i++)
        {
            DrawChip(batch, text, (Emotion)i, mix[(Emotion)i], x + i * (chip + Gap * scale), y, chip);
        }
    }

    private static void DrawChip(QuadBatch batch, TextPainter text, Emotion emotion, float weight, float x, float y, float width)
    {
        float scale = text.Scale, height = ChipHeight * scale;
        Vector4 color = Palette.Of(emotion);
        batch.Box(x, y, width, height, 8 * scale, Palette.Well);
        if (weight > 0.005f)
        {
            batch.Box(x, y, width, height, 8 * scale, Palette.Thin(color, 0.30f * weight));
            batch.Frame(x, y, width, height, 8 * scale, 1.5f * scale, Palette.Thin(color, Math.Min(1, 0.25f + weight)));
        }

        Span<char> key = [(char)('1' + (int)emotion)];
        text.Draw(text.Label, key, x + 9 * scale, y + 7 * scale, weight > 0.3f ? color : Palette.Faint);
        text.Draw(text.Small, EmotionNames.Get(emotion), x + 20 * scale, y + 6 * scale, weight > 0.3f ? Palette.Text : Palette.Muted);
        float bar = width - 18 * scale;
        batch.Box(x + 9 * scale, y + height - 9 * scale, bar, 3 * scale, 1.5f * scale, Palette.Grid);
        if (weight > 0.02f)
        {
            batch.Box(x + 9 * scale, y + height - 9 * scale, Math.Max(3 * scale, bar * weight), 3 * scale, 1.5f * scale, color);
        }
    }

    private static void DrawIntensity(QuadBatch batch, TextPainter text, float intensity, float right, float y)
    {
        float scale = text.Scale, bar = 92 * scale, x = right - bar - 40 * scale;
        text.Draw(text.Label, "INTENSITY", x - 10 * scale, y, Palette.Faint, 1);
        batch.Box(x, y + 5 * scale, bar, 4 * scale, 2 * scale, Palette.Grid);
        batch.Box(x, y + 5 * scale, Math.Max(4 * scale, bar * intensity), 4 * scale, 2 * scale, Palette.Text);
        text.Draw(text.Label, right, y, Palette.Text, 1, $"{intensity * 100:0}%");
    }
}
