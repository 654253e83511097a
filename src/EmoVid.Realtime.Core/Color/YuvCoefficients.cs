namespace EmoVid.Realtime;

/// <summary>The integers that turn 8-bit Y′CbCr into 8-bit R′G′B′ codes, the same on every engine.</summary>
/// <remarks>
/// <para>With R(a, b) = (a·b + 2¹⁴) &gt;&gt; 15 (an arithmetic shift) and
/// y = R(128·(Y − <see cref="LumaOffset"/>), <see cref="LumaScale"/>), u = 256·(Cb − 128), v = 256·(Cr − 128):</para>
/// <list type="bullet">
/// <item>R′ = clamp((y + R(v, <see cref="RedV"/>) + 32) &gt;&gt; 6)</item>
/// <item>G′ = clamp((y − R(u, <see cref="GreenU"/>) − R(v, <see cref="GreenV"/>) + 32) &gt;&gt; 6)</item>
/// <item>B′ = clamp((y + R(u, <see cref="BlueU"/>) + 32) &gt;&gt; 6)</item>
/// </list>
/// <para>clamp is to 0-255; terms have 6 fraction bits. R is the rounding 16-bit multiplication that vector units have, and
/// every factor fits 16 bits. Sums stay below 36,000 in magnitude; clamping one to 16 bits changes no result. Against the
/// real-valued matrix a code is off by at most 0.55: its own rounding and up to 0.05 of the terms'. Chroma is replicated: the
/// four pixels of a 2×2 block share its sample.</para>
/// <para>Source: ITU-R BT.601-7, BT.709-6 and BT.2020-2, the inverse of their luma and colour-difference equations with the
/// ranges of BT.601 3.5 (limited) and ITU-T T.871 (full).</para>
/// </remarks>
public readonly record struct YuvCoefficients
{
    private YuvCoefficients(double kr, double kb, YuvRange range)
    {
        double kg = 1 - kr - kb;
        double lumaSpan = range == YuvRange.Limited ? 219 : 255, chromaSpan = range == YuvRange.Limited ? 224 : 255;
        double luma = 255 / lumaSpan, chroma = 255 / chromaSpan;
        LumaOffset = range == YuvRange.Limited ? 16 : 0;
        LumaScale = (int)Math.Round(luma * (1 << 14));
        RedV = Chroma(2 * (1 - kr));
        GreenU = Chroma(2 * (1 - kb) * kb / kg);
        GreenV = Chroma(2 * (1 - kr) * kr / kg);
        BlueU = Chroma(2 * (1 - kb));

        int Chroma(double factor) => (int)Math.Round(factor * chroma * (1 << 13));
    }

    /// <summary>Code of black: 16 or 0.</summary>
    public int LumaOffset { get; }

    /// <summary>Codes a luma step, 14 fraction bits.</summary>
    public int LumaScale { get; }

    /// <summary>Red a Cr step, 13 fraction bits.</summary>
    public int RedV { get; }

    /// <summary>Green taken away a Cb step, 13 fraction bits.</summary>
    public int GreenU { get; }

    /// <summary>Green taken away a Cr step, 13 fraction bits.</summary>
    public int GreenV { get; }

    /// <summary>Blue a Cb step, 13 fraction bits.</summary>
    public int BlueU { get; }

    /// <summary>The integers for a range and a matrix.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is none of its enumeration's.</exception>
    public static YuvCoefficients For(YuvRange range, YuvMatrix matrix)
    {
        if (range is not (YuvRange.Limited or YuvRange.Full))
        {
            throw new ArgumentOutOfRangeException(nameof(range), range, "The range is none of the enumeration's.");
        }

        return matrix switch
        {
            YuvMatrix.Bt601 => new YuvCoefficients(0.299, 0.114, range),
            YuvMatrix.Bt709 => new YuvCoefficients(0.2126, 0.0722, range),
            YuvMatrix.Bt2020 => new YuvCoefficients(0.2627, 0.0593, range),
            _ => throw new ArgumentOutOfRangeException(nameof(matrix), matrix, "The matrix is none of the enumeration's."),
        };
    }

    /// <summary>The definition above for one pixel.</summary>
    /// <param name="luma">Y′, 0-255.</param>
    /// <param name="cb">Cb, 0-255.</param>
    /// <param name="cr">Cr, 0-255.</param>
    public (int Red, int Green, int Blue) ToRgb(int luma, int cb, int cr)
    {
        int y = AttributeScale.RoundedProduct(128 * (luma - LumaOffset), LumaScale);
        int u = 256 * (cb - 128), v = 256 * (cr - 128);
        return (
            Code(y + AttributeScale.RoundedProduct(v, RedV)),
            Code(y - AttributeScale.RoundedProduct(u, GreenU) - AttributeScale.RoundedProduct(v, GreenV)),
            Code(y + AttributeScale.RoundedProduct(u, BlueU)));
    }

    private static int Code(int sixtyFourths) => Math.Clamp((sixtyFourths + 32) >> 6, 0, 255);
}
