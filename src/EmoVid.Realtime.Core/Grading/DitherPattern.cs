namespace EmoVid.Realtime;

/// <summary>The thresholds of ordered dithering: a tile of 64×64 in which neighbouring thresholds differ as much as they can (blue noise), so that
/// the error of rounding to codes has no visible pattern and a flat area keeps its mean.</summary>
/// <remarks>
/// <para>Made by the void-and-cluster method (R. Ulichney, "The void-and-cluster method for dither array generation", Proc. SPIE 1913, 1993) with integer
/// energies, hence equal on every machine; <c>tools/BlueNoise</c> makes the file. Its 4096 ranks are divided into 256 levels of 16 places each.</para>
/// <para>The pattern stands still on the frame: equal frames give equal bytes, a paused scene does not shimmer, a codec is not fed noise, and a flash
/// limiter measures the picture and not the dither. All three channels share the threshold, so that grey stays grey.</para>
/// </remarks>
public static class DitherPattern
{
    /// <summary>Pixels along each side of the tile.</summary>
    public const int Size = 64;

    /// <summary>Number of levels.</summary>
    public const int Levels = 256;

    private static readonly byte[] Tile = Read();

    /// <summary>The level at a pixel, row by row: <see cref="Size"/> times <see cref="Size"/> bytes. A value v is rounded to ⌊v + (level + ½)/256⌋.</summary>
    public static ReadOnlySpan<byte> Thresholds => Tile;

    private static byte[] Read()
    {
        const string Name = "blue-noise-64.bin";
        using Stream stream = typeof(DitherPattern).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"The assembly lacks {Name}.");
        byte[] tile = new byte[Size * Size];
        stream.ReadExactly(tile);
        return tile;
    }
}
