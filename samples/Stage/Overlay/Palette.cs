using System.Numerics;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The overlay's colours, premultiplied sRGB codes.</summary>
internal static class Palette
{
    public static Vector4 Panel { get; } = Rgb(0x10131C, 0.80f);

    public static Vector4 PanelEdge { get; } = Rgb(0xFFFFFF, 0.10f);

    public static Vector4 Shade { get; } = Rgb(0x05070C, 0.55f);

    public static Vector4 Well { get; } = Rgb(0xFFFFFF, 0.06f);

    public static Vector4 Grid { get; } = Rgb(0xFFFFFF, 0.13f);

    public static Vector4 Text { get; } = Rgb(0xF4F6FB, 1);

    public static Vector4 Muted { get; } = Rgb(0xB4BCCB, 1);

    public static Vector4 Faint { get; } = Rgb(0x8791A5, 1);

    public static Vector4 Good { get; } = Rgb(0x5AD19A, 1);

    public static Vector4 Warning { get; } = Rgb(0xFFB454, 1);

    public static Vector4 Recording { get; } = Rgb(0xFF5A5F, 1);

    public static Vector4 First { get; } = Rgb(0xFFD166, 1);

    public static Vector4 Second { get; } = Rgb(0x6EC1FF, 1);

    private static readonly Vector4[] Emotions =
    [
        Rgb(0xFFC24B, 1), Rgb(0x9C8CFF, 1), Rgb(0x62D2A2, 1), Rgb(0xFF8A4C, 1), Rgb(0xFF5D62, 1), Rgb(0xA3C14A, 1), Rgb(0xC77DFF, 1), Rgb(0x5BA3FF, 1),
    ];

    /// <summary>An emotion's own colour, for chips and points.</summary>
    public static Vector4 Of(Emotion emotion) => Emotions[(int)emotion];

    /// <summary>A colour, thinner.</summary>
    public static Vector4 Thin(Vector4 color, float part) => color * part;

    private static Vector4 Rgb(int code, float alpha) => new Vector4((code >> 16 & 255) / 255f, (code >> 8 & 255) / 255f, (code & 255) / 255f, 1) * alpha;
}
