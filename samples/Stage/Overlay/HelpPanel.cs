namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The keys.</summary>
internal static class HelpPanel
{
    private static readonly (string Key, string Meaning)[] Keys =
    [
        ("1 – 8", "emotion of the selected actor"),
        ("0", "neutral"),
        ("Mouse on the pad", "blend by valence and arousal"),
        ("Wheel", "intensity"),
        ("Click, arrows", "select an actor"),
        ("Drop a file", "a sticker comes on: PNG, WebP, SVG, …"),
        ("Delete", "the selected actor goes off"),
        ("Space", "pause"),
        ("R,  Shift R", "record to WebM, to WebP"),
        ("Tab", "measurements"),
        ("F1", "this page"),
        ("Esc", "leave"),
    ];

    /// <summary>Draws it in the middle, over a shade.</summary>
    public static void Draw(QuadBatch batch, TextPainter text, float width, float height)
    {
        float scale = text.Scale, w = 460 * scale, h = (86 + Keys.Length * 26) * scale;
        float x = MathF.Round((width - w) / 2), y = MathF.Round((height - h) / 2);
        batch.Box(0, 0, width, height, 0, Palette.Shade);
        Panel.Draw(batch, x, y, w, h, scale);
        text.Draw(text.Heading, "Keys", x + 24 * scale, y + 20 * scale, Palette.Text);
        text.Draw(text.Small, "content is measured, emotions are acted", x + w - 24 * scale, y + 28 * scale, Palette.Faint, 1);
        float row = y + 62 * scale;
        foreach ((string key, string meaning) in Keys)
        {
            text.Draw(text.Strong, key, x + 24 * scale, row, Palette.First);
            text.Draw(text.Normal, meaning, x + 180 * scale, row, Palette.Text);
            row += 26 * scale;
        }
    }
}
