using System.Buffers.Binary;
using System.IO.Compression;

namespace EmoVid.Realtime.Samples.Stage;

/// <summary>The glyphs that tools/font/build_font.py drew, and where they lie.</summary>
internal sealed class FontAtlas
{
    private readonly FontFace[] _faces;

    private FontAtlas(int width, int height, byte[] coverage, FontFace[] faces)
    {
        (Width, Height, Coverage, _faces) = (width, height, coverage, faces);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>A byte of coverage a pixel.</summary>
    public byte[] Coverage { get; }

    /// <summary>Reads the atlas that the assembly carries.</summary>
    public static FontAtlas Load()
    {
        using var packed = new GZipStream(new MemoryStream(StageAssets.Read("inter.bin")), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        packed.CopyTo(whole);
        byte[] bytes = whole.ToArray();
        int at = 0;
        int width = Word32(), height = Word32(), count = Word32();
        var faces = new FontFace[count];
        for (int i = 0; i < count; i++)
        {
            int weight = Word16(), pixels = Word16(), ascent = Signed(), descent = Signed();
            var glyphs = new Glyph[Word16()];
            for (int g = 0; g < glyphs.Length; g++)
            {
                glyphs[g] = new Glyph(Word16(), Word16(), Word16(), Word16(), Word16(), Signed(), Signed(), Word16() / 64f);
            }

            faces[i] = new FontFace(weight, pixels, ascent, descent, glyphs);
        }

        return new FontAtlas(width, height, bytes[at..(at + width * height)], faces);

        int Word32()
        {
            at += 4;
            return BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at - 4));
        }

        int Word16()
        {
            at += 2;
            return BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at - 2));
        }

        int Signed()
        {
            at += 2;
            return BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at - 2));
        }
    }

    /// <summary>The face of a weight whose size is nearest: text is drawn at the sizes that were drawn for it, never scaled.</summary>
    public FontFace Face(int weight, float pixels)
    {
        FontFace? best = null;
        foreach (FontFace face in _faces)
        {
            if (face.Weight == weight && (best is null || Math.Abs(face.Pixels - pixels) < Math.Abs(best.Pixels - pixels)))
            {
                best = face;
            }
        }

        return best!;
    }
}
