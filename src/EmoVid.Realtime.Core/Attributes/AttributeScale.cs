namespace EmoVid.Realtime;

/// <summary>The fixed-point scales, tables and per-pixel integer definitions behind <see cref="AttributeSums"/>. They are the
/// one definition that the CPU meter and the Vulkan pass both follow, so that their sums are equal to the bit.</summary>
/// <remarks>
/// <para>A pixel is R, G, B, a in 0-255, sRGB-encoded, straight; premultiplied pixels are first made straight with the integers
/// of <see cref="AlphaConversion.Unpremultiply"/>. With max and min over R, G, B and chroma C = max − min:</para>
/// <list type="bullet">
/// <item>V = max.</item>
/// <item>S = round(4096 · C / max), 0 when max = 0.</item>
/// <item>hue position h = round(512 · d / C) + base, modulo 3072 (512 positions a sextant, 3072 a turn), where (d, base) is
/// (G − B, 0) if R = max, else (B − R, 1024) if G = max, else (R − G, 2048). The rounding is that of |d|, with d's sign put
/// back. A grey (C = 0) has h = 0, as in OpenCV and EmoVid: it counts as red.</item>
/// <item>cos = round(16384 · cos(2π h / 3072)), sin likewise.</item>
/// <item>opponents R − G and R + G − 2B, without scale.</item>
/// </list>
/// <para>No quotient above can fall on a tie (the power of two in a divisor up to 255 divides the scale), so "round" needs no
/// rule for halves, and any arithmetic that rounds correctly gives the same integers: the reciprocal table here, or a true
/// float division.</para>
/// <para>Integer widths: every product of the table form stays below 2³⁰ + 2²¹ + 128, so 32-bit unsigned arithmetic is
/// enough inside a pixel. Largest summands of one pixel, weighted by a: V 65,025; S 1,044,480; |cos|, |sin| 4,177,920;
/// |R − G| 65,025; |R + G − 2B| 130,050; (R − G)² 16,581,375; (R + G − 2B)² 66,325,500. So a 32-bit unsigned partial sum
/// holds at least <see cref="PixelsPerWeightedPartialSum"/> weighted pixels (the last term is the narrowest; the signed sums
/// hold 514 in 32-bit two's complement). Without weights (opaque frames, multiplied by 255 once at the end) it holds
/// <see cref="PixelsPerOpaquePartialSum"/>.</para>
/// <para>Errors against the real-valued definition, a pixel: S 1/8192; hue 60°/1024 = 0.0586°; cos and sin 1/32768 of table
/// rounding beside the hue's step.</para>
/// </remarks>
public static class AttributeScale
{
    /// <summary>Weight of a fully opaque pixel: every sum carries this factor.</summary>
    public const int WeightOne = 255;

    /// <summary>Value of a pixel with max = 255.</summary>
    public const int ValueOne = 255;

    /// <summary>Saturation 1 in fixed point.</summary>
    public const int SaturationOne = 4096;

    /// <summary>Hue positions in 60 degrees.</summary>
    public const int HueStepsPerSextant = 512;

    /// <summary>Hue positions in a whole turn.</summary>
    public const int HueSteps = 6 * HueStepsPerSextant;

    /// <summary>Length of a hue vector in fixed point.</summary>
    public const int HueVectorOne = 16384;

    /// <summary>Fraction bits of <see cref="Reciprocals"/>.</summary>
    public const int ReciprocalBits = 30;

    /// <summary>Right shift that takes <c>chroma * Reciprocals[max]</c>, plus half a unit, to saturation.</summary>
    public const int SaturationShift = ReciprocalBits - 12;

    /// <summary>Right shift that takes <c>|difference| * Reciprocals[chroma]</c>, plus half a unit, to hue positions.</summary>
    public const int HueShift = ReciprocalBits - 9;

    /// <summary>Weighted pixels that any partial sum of 32 bits holds without overflow: ⌊(2³² − 1) / 66,325,500⌋.</summary>
    public const int PixelsPerWeightedPartialSum = 64;

    /// <summary>Unweighted pixels that any partial sum of 32 bits holds without overflow: ⌊(2³² − 1) / 510²⌋.</summary>
    public const int PixelsPerOpaquePartialSum = 16512;

    private static readonly uint[] ReciprocalTable = BuildReciprocals();
    private static readonly int[] HueVectorTable = BuildHueVectors();

    /// <summary>256 entries: round(2³⁰ / n), and 0 for n = 0. <c>n * Reciprocals[n]</c> is at most 2³⁰ + 128.</summary>
    public static ReadOnlySpan<uint> Reciprocals => ReciprocalTable;

    /// <summary><see cref="HueSteps"/> entries, one 32-bit word each: the low half is cos, the high half sin, both signed 16-bit
    /// of scale <see cref="HueVectorOne"/>.</summary>
    public static ReadOnlySpan<int> HueVectors => HueVectorTable;

    /// <summary>Saturation of a pixel, 0 to <see cref="SaturationOne"/>.</summary>
    /// <param name="max">Largest of R, G, B, 0-255.</param>
    /// <param name="chroma">Largest less smallest, at most <paramref name="max"/>.</param>
    public static int Saturation(int max, int chroma) =>
        (int)(((uint)chroma * ReciprocalTable[max] + (1u << (SaturationShift - 1))) >> SaturationShift);

    /// <summary>Hue of a pixel as a position, 0 to <see cref="HueSteps"/> − 1. Grey is 0.</summary>
    public static int HuePosition(int red, int green, int blue)
    {
        int max = Math.Max(red, Math.Max(green, blue));
        int chroma = max - Math.Min(red, Math.Min(green, blue));
        (int difference, int start) = red == max ? (green - blue, 0)
            : green == max ? (blue - red, 2 * HueStepsPerSextant)
            : (red - green, 4 * HueStepsPerSextant);
        uint magnitude = (uint)Math.Abs(difference);
        int steps = (int)((magnitude * ReciprocalTable[chroma] + (1u << (HueShift - 1))) >> HueShift);
        int position = difference < 0 ? start - steps : start + steps;
        return position < 0 ? position + HueSteps : position;
    }

    /// <summary>Cosine at a hue position, scale <see cref="HueVectorOne"/>.</summary>
    public static int HueCos(int position) => (short)HueVectorTable[position];

    /// <summary>Sine at a hue position, scale <see cref="HueVectorOne"/>.</summary>
    public static int HueSin(int position) => HueVectorTable[position] >> 16;

    private static uint[] BuildReciprocals()
    {
        var table = new uint[256];
        for (uint n = 1; n < 256; n++)
        {
            table[n] = ((1u << ReciprocalBits) + n / 2) / n;
        }

        return table;
    }

    private static int[] BuildHueVectors()
    {
        var table = new int[HueSteps];
        for (int h = 0; h < HueSteps; h++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * h / HueSteps);
            int c = (int)Math.Round(HueVectorOne * cos, MidpointRounding.AwayFromZero);
            int s = (int)Math.Round(HueVectorOne * sin, MidpointRounding.AwayFromZero);
            table[h] = (s << 16) | (c & 0xFFFF);
        }

        return table;
    }
}
