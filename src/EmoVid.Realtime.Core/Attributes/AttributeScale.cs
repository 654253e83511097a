namespace EmoVid.Realtime;

/// <summary>The fixed-point scales and per-pixel integer definitions behind <see cref="AttributeSums"/>. They are the one
/// definition that the CPU meter and the Vulkan pass both follow, so that their sums are equal to the bit.</summary>
/// <remarks>
/// <para>A pixel is R, G, B in 0-255, sRGB-encoded, straight (<see cref="PixelCodes"/> says how formats get there) and a weight
/// w in 0-255: its alpha a, or with a mask m (a·m + 127) / 255. With max and min over R, G, B, chroma C = max − min and
/// R(a, b) = (a·b + 2¹⁴) &gt;&gt; 15, the arithmetic shift of a 32-bit integer (<see cref="RoundedProduct"/>; vector units
/// have it for 16-bit lanes):</para>
/// <list type="bullet">
/// <item>V = max.</item>
/// <item>S = round(4096 · C / max), 0 when max = 0.</item>
/// <item>The hue's sextant is counted from the dominant primary: red if R = max, else green if G = max, else blue. With d =
/// G − B, B − R, R − G for these, x = round(4096 · |d| / C), 0 when C = 0, is the distance from the primary, 4096 for 60°,
/// and d's sign its direction. A grey (C = 0) has x = 0 at red, as in OpenCV and EmoVid: it counts as red.</item>
/// <item>y = x² &gt;&gt; 10; c = 16384 − R(y, 17944 − R(y, 3124)); s = 4x + R(4x, 1545 − R(y, 12526 − R(y, 1312))), with d's
/// sign. These are 16384 times cosine and sine of ±60°·x/4096.</item>
/// <item>Turned to the primary, with t = −28378 for green and 28378 for blue: cos = R(c, −16384) + R(s, t),
/// sin = R(s, −16384) − R(c, t). Red stays as it is: cos = c, sin = s.</item>
/// <item>Hue position h = 8192·primary ± x, modulo 24576: 4096 positions a sextant.</item>
/// <item>Saturation-weighted hue: (S·cos + 4096) &gt;&gt; 13, likewise sin.</item>
/// <item>Opponents R − G and R + G − 2B, without scale.</item>
/// <item>Luma Y = (6966 R + 23436 G + 2366 B + 2¹⁴) &gt;&gt; 15: Rec. 709 weights, which sum to 2¹⁵, on encoded codes.</item>
/// <item>Luma over black Yp = (Y·w + 127) / 255, what motion and edges look at.</item>
/// <item>Bin of the hue histogram: 3·h &gt;&gt; 11, ten degrees each; the pixel adds w·(S &gt;&gt; 4).</item>
/// </list>
/// <para>No quotient above can fall on a tie (the power of two in a divisor up to 255 divides the scale), so "round" needs no
/// rule for halves: a quotient is at least 1/510 away from one, and any arithmetic with a smaller error gives the same
/// integers. C²·(4096/(max·C)) and |d|·max·(4096/(max·C)) in single precision with one true division do.</para>
/// <para>Integer widths: every factor of R fits 16 bits with sign, so every product 31. Largest summands of one pixel,
/// weighted by w: V 65,025; S 1,044,480; |cos|, |sin| 4,178,430; |R − G| 65,025; |R + G − 2B| 130,050; (R − G)² 16,581,375;
/// (R + G − 2B)² 66,325,500; Y² 16,581,375. So a 32-bit unsigned partial sum holds at least
/// <see cref="PixelsPerWeightedPartialSum"/> weighted pixels (the squared yellow-blue is the largest; the signed sums hold 513
/// in 32-bit two's complement). Without weights (opaque frames, multiplied by 255 once at the end) it holds
/// <see cref="PixelsPerOpaquePartialSum"/>.</para>
/// <para>Errors against the real-valued definition, a pixel: S 1/8192; hue 60°/8192 = 0.0073°; c and s 1.95 and 0.78 units of
/// 1/16384 beside that, cos and sin 3 units (tests measure all of these).</para>
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
    public const int HueStepsPerSextant = 4096;

    /// <summary>Hue positions in a whole turn.</summary>
    public const int HueSteps = 6 * HueStepsPerSextant;

    /// <summary>Length of a hue vector in fixed point.</summary>
    public const int HueVectorOne = 16384;

    /// <summary>Length of a saturation-weighted hue vector of saturation 1 in fixed point.</summary>
    public const int WeightedHueVectorOne = 8192;

    /// <summary>Bins of the luma histogram, one a code.</summary>
    public const int LumaBins = 256;

    /// <summary>Bins of the hue histogram, ten degrees each, the first from 0° to 10°.</summary>
    public const int HueBins = 36;

    /// <summary>Saturation 1 as the hue histogram weighs it.</summary>
    public const int HueBinSaturationOne = SaturationOne >> 4;

    /// <summary>Columns, and rows, of the grid.</summary>
    public const int GridSide = 4;

    /// <summary>Sum of the two absolute luma differences across a pixel from which on it counts as an edge.</summary>
    public const int EdgeThreshold = 32;

    /// <summary>Luma weights of red, green and blue; they sum to 2¹⁵.</summary>
    public const int LumaRed = 6966, LumaGreen = 23436, LumaBlue = 2366;

    /// <summary>Weighted pixels that any partial sum of 32 bits holds without overflow: ⌊(2³² − 1) / 66,325,500⌋.</summary>
    public const int PixelsPerWeightedPartialSum = 64;

    /// <summary>Unweighted pixels that any partial sum of 32 bits holds without overflow: ⌊(2³² − 1) / 510²⌋.</summary>
    public const int PixelsPerOpaquePartialSum = 16512;

    // Fitted so that the largest error over all 4097 distances is smallest: 1.95 and 0.78 units of 1/16384.
    internal const int Cos2 = 17944, Cos4 = 3124, Sin1 = 1545, Sin3 = 12526, Sin5 = 1312;

    // cos 120° = −½ and sin 120° = ½√3, 15 fraction bits.
    internal const int CosThird = -16384, SinThird = 28378;

    /// <summary>(a·b + 2¹⁴) &gt;&gt; 15: the product of two fixed-point numbers, one of 15 fraction bits, rounded.</summary>
    public static int RoundedProduct(int a, int b) => (a * b + 16384) >> 15;

    /// <summary>Weight of a pixel under a mask: a·m/255, rounded.</summary>
    /// <param name="alpha">Alpha, 0-255.</param>
    /// <param name="coverage">The mask, 0-255.</param>
    public static int MaskedWeight(int alpha, int coverage) => (alpha * coverage + 127) / 255;

    /// <summary>Saturation of a pixel, 0 to <see cref="SaturationOne"/>.</summary>
    /// <param name="max">Largest of R, G, B, 0-255.</param>
    /// <param name="chroma">Largest less smallest, at most <paramref name="max"/>.</param>
    public static int Saturation(int max, int chroma) => RoundedQuotient(SaturationOne * chroma, max);

    /// <summary>Hue of a pixel as a position, 0 to <see cref="HueSteps"/> − 1. Grey is 0.</summary>
    public static int HuePosition(int red, int green, int blue)
    {
        (int primary, int offset) = HueOffset(red, green, blue);
        int position = 2 * HueStepsPerSextant * primary + offset;
        return position < 0 ? position + HueSteps : position;
    }

    /// <summary>Hue of a pixel from its dominant primary.</summary>
    /// <returns>Primary: 0 red, 1 green, 2 blue. Offset: −4096 to 4096, 4096 for 60°.</returns>
    public static (int Primary, int Offset) HueOffset(int red, int green, int blue)
    {
        int max = Math.Max(red, Math.Max(green, blue));
        int chroma = max - Math.Min(red, Math.Min(green, blue));
        (int primary, int difference) = red == max ? (0, green - blue) : green == max ? (1, blue - red) : (2, red - green);
        int distance = RoundedQuotient(HueStepsPerSextant * Math.Abs(difference), chroma);
        return (primary, difference < 0 ? -distance : distance);
    }

    /// <summary>The unit vector of a hue, scale <see cref="HueVectorOne"/>.</summary>
    /// <param name="primary">0 red, 1 green, 2 blue.</param>
    /// <param name="offset">−4096 to 4096, 4096 for 60°.</param>
    public static (int Cos, int Sin) HueVector(int primary, int offset)
    {
        int x = Math.Abs(offset);
        int y = (x * x) >> 10;
        int c = HueVectorOne - RoundedProduct(y, Cos2 - RoundedProduct(y, Cos4));
        int s = 4 * x + RoundedProduct(4 * x, Sin1 - RoundedProduct(y, Sin3 - RoundedProduct(y, Sin5)));
        s = offset < 0 ? -s : s;
        int turn = primary == 1 ? -SinThird : SinThird;
        return primary == 0
            ? (c, s)
            : (RoundedProduct(c, CosThird) + RoundedProduct(s, turn), RoundedProduct(s, CosThird) - RoundedProduct(c, turn));
    }

    /// <summary>A component of a hue vector times saturation, scale <see cref="WeightedHueVectorOne"/>.</summary>
    /// <param name="component">Cos or sin of <see cref="HueVector"/>.</param>
    /// <param name="saturation">0 to <see cref="SaturationOne"/>.</param>
    public static int WeightedHue(int component, int saturation) => (component * saturation + 4096) >> 13;

    /// <summary>Rec. 709 luma of encoded codes, 0-255.</summary>
    public static int Luma(int red, int green, int blue) => (LumaRed * red + LumaGreen * green + LumaBlue * blue + 16384) >> 15;

    /// <summary>Luma of a pixel laid over black, 0-255.</summary>
    /// <param name="luma">Its luma, 0-255.</param>
    /// <param name="weight">Its weight, 0-255.</param>
    public static int LumaOverBlack(int luma, int weight) => (luma * weight + 127) / 255;

    /// <summary>Bin of the hue histogram, 0-35.</summary>
    /// <param name="position">Hue position, 0 to <see cref="HueSteps"/> − 1.</param>
    public static int HueBin(int position) => (3 * position) >> 11;

    /// <summary>The first column, or row, of a cell of the grid; that of cell <see cref="GridSide"/> is the end.</summary>
    /// <param name="cell">0 to <see cref="GridSide"/>.</param>
    /// <param name="length">Columns, or rows, of the frame.</param>
    public static int GridStart(int cell, int length) => (int)((long)cell * length / GridSide);

    private static int RoundedQuotient(int numerator, int divisor) => divisor == 0 ? 0 : (2 * numerator + divisor) / (2 * divisor);
}
