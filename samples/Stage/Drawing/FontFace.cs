namespace EmoVid.Realtime.Samples.Stage;

/// <summary>One weight at one size.</summary>
/// <param name="weight">400 regular, 600 semibold.</param>
/// <param name="pixels">Pixels an em.</param>
/// <param name="ascent">Pixels above the baseline.</param>
/// <param name="descent">Pixels below the baseline, negative.</param>
/// <param name="glyphs">By code point; those beyond Latin-1 are in <see cref="Find"/>.</param>
internal sealed class FontFace(int weight, int pixels, int ascent, int descent, Glyph[] glyphs)
{
    private readonly Glyph[] _latin = Latin(glyphs);

    public int Weight => weight;

    public int Pixels => pixels;

    public int Ascent => ascent;

    /// <summary>Pixels from line to line.</summary>
    public int LineHeight => ascent - descent;

    /// <summary>The glyph of a character; a middle dot for one that the font lacks here.</summary>
    public ref readonly Glyph Find(char character)
    {
        if (character < _latin.Length)
        {
            return ref _latin[character];
        }

        for (int i = 0; i < glyphs.Length; i++)
        {
            if (glyphs[i].Code == character)
            {
                return ref glyphs[i];
            }
        }

        return ref _latin['·'];
    }

    private static Glyph[] Latin(Glyph[] glyphs)
    {
        Glyph missing = glyphs.First(glyph => glyph.Code == '·');
        var table = new Glyph[256];
        Array.Fill(table, missing);
        foreach (Glyph glyph in glyphs)
        {
            if (glyph.Code < table.Length)
            {
                table[glyph.Code] = glyph;
            }
        }

        return table;
    }
}
