using System.Globalization;
using System.Numerics;
using Silk.NET.Vulkan;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>Sets text into a batch, on whole pixels. Allocates nothing: formatted text goes through a buffer of its own.</summary>
internal sealed class TextPainter(FontAtlas atlas, float scale)
{
    private readonly char[] _buffer = new char[256];
    private QuadBatch _batch = null!;

    /// <summary>Pixels of the target for one of the layout's units.</summary>
    public float Scale => scale;

    public FontFace Small { get; } = atlas.Face(400, 12 * scale);

    public FontFace Normal { get; } = atlas.Face(400, 13 * scale);

    public FontFace Strong { get; } = atlas.Face(600, 13 * scale);

    public FontFace Label { get; } = atlas.Face(600, 11 * scale);

    public FontFace Heading { get; } = atlas.Face(600, 20 * scale);

    public FontFace Figure { get; } = atlas.Face(600, 26 * scale);

    /// <summary>Where text goes from now on.</summary>
    public void Begin(QuadBatch batch, DescriptorSet font)
    {
        _batch = batch;
        batch.Picture = font;
    }

    /// <summary>Width of a line in pixels.</summary>
    public static float Measure(FontFace face, ReadOnlySpan<char> text)
    {
        float width = 0;
        foreach (char character in text)
        {
            width += face.Find(character).Advance;
        }

        return width;
    }

    /// <summary>Draws a line.</summary>
    /// <param name="face">Weight and size.</param>
    /// <param name="text">What it says.</param>
    /// <param name="x">Left end, or the right end or middle by <paramref name="align"/>.</param>
    /// <param name="y">Top of the line.</param>
    /// <param name="color">Premultiplied.</param>
    /// <param name="align">0 from the left, 0.5 centred, 1 to the right.</param>
    public void Draw(FontFace face, ReadOnlySpan<char> text, float x, float y, Vector4 color, float align = 0)
    {
        float pen = x - (align == 0 ? 0 : Measure(face, text) * align);
        float baseline = MathF.Round(y) + face.Ascent;
        foreach (char character in text)
        {
            ref readonly Glyph glyph = ref face.Find(character);
            if (glyph.Width > 0)
            {
                float left = MathF.Round(pen + glyph.Left);
                var uv = new Vector4(glyph.X, glyph.Y, glyph.X + glyph.Width, glyph.Y + glyph.Height) / new Vector4(atlas.Width, atlas.Height, atlas.Width, atlas.Height);
                _batch.Glyph(left, baseline + glyph.Top, glyph.Width, glyph.Height, uv, color);
            }

            pen += glyph.Advance;
        }
    }

    /// <summary>Draws formatted text, in invariant culture.</summary>
    public void Draw(FontFace face, float x, float y, Vector4 color, float align, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] ref TextFormat format) =>
        Draw(face, format.Text, x, y, color, align);

    internal Span<char> Buffer => _buffer;

    internal static IFormatProvider Culture => CultureInfo.InvariantCulture;
}
