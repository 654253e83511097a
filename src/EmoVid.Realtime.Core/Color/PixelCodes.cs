namespace EmoVid.Realtime;

/// <summary>How pixels of every format become the straight 8-bit sRGB codes R, G, B and alpha that attributes are measured
/// on. The same integers on every engine.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>8-bit channels: as they are; premultiplied ones through <see cref="AlphaConversion.Unpremultiply"/>; linear ones then
/// through <see cref="LinearCodes"/>.</item>
/// <item>10-bit channels: <see cref="FromTenBits"/>, alpha <see cref="FromTwoBits"/>, then as 8-bit ones. (So dark tones of a
/// linear 10-bit frame are as coarse as those of a linear 8-bit one.)</item>
/// <item>Half floats, opaque or straight: one table over all 65,536 patterns (<see cref="HalfCodes"/>), alpha by
/// <see cref="HalfAlphas"/>. Negative is 0, above 1 is 255, +∞ is 255, −∞ is 0.</item>
/// <item>Half floats, premultiplied: c and a in 15 fraction bits (<see cref="HalfFractions"/>; c no more than a), their
/// quotient (65536·c + ⌊a/2⌋) / a rounded down, and a table over its 65,537 values (<see cref="FractionCodes"/>).</item>
/// </list>
/// <para>A half-float pixel weighs 0 and counts as not finite when one of its colour channels is NaN, or when its alpha is
/// looked at and is NaN or infinite.</para>
/// <para>Tables of <see cref="ColorEncoding.Linear"/> follow IEC 61966-2-1 in double precision, rounded to the nearest
/// code.</para>
/// </remarks>
public static class PixelCodes
{
    /// <summary>1 in <see cref="HalfFractions"/>.</summary>
    public const int FractionOne = 1 << 15;

    /// <summary>Bits of a half float that are its exponent; all of them set: an infinity or a NaN.</summary>
    public const int HalfExponentMask = 0x7C00;

    private static readonly byte[] LinearCodeTable = Build(256, code => Encoded(code / 255.0));
    private static readonly byte[][] HalfCodeTables =
    [
        Build(65536, bits => Code(ToDouble(bits))),
        Build(65536, bits => Encoded(ToDouble(bits))),
    ];

    private static readonly ushort[] HalfFractionTable = BuildFractions();
    private static readonly byte[][] FractionCodeTables =
    [
        Build(65537, value => Code(value / 65536.0)),
        Build(65537, value => Encoded(value / 65536.0)),
    ];

    /// <summary>256 entries: a linear 8-bit code to the sRGB code.</summary>
    public static ReadOnlySpan<byte> LinearCodes => LinearCodeTable;

    /// <summary>65,536 entries: the bits of a half float in [0, 1] to its 8-bit code, without a transfer function.</summary>
    public static ReadOnlySpan<byte> HalfAlphas => HalfCodeTables[0];

    /// <summary>65,536 entries: the bits of a half float to round(2¹⁵·x), x clamped to [0, 1]; NaN is 0.</summary>
    public static ReadOnlySpan<ushort> HalfFractions => HalfFractionTable;

    /// <summary>65,536 entries: the bits of a half float to the sRGB code; NaN is 0.</summary>
    public static ReadOnlySpan<byte> HalfCodes(ColorEncoding encoding) => HalfCodeTables[encoding == ColorEncoding.Linear ? 1 : 0];

    /// <summary>65,537 entries: n to the sRGB code of n / 65536.</summary>
    public static ReadOnlySpan<byte> FractionCodes(ColorEncoding encoding) => FractionCodeTables[encoding == ColorEncoding.Linear ? 1 : 0];

    /// <summary>A 10-bit code to the nearest 8-bit one: ⌊(255·v + 511) / 1023⌋.</summary>
    public static int FromTenBits(int value) => (value * 255 + 511) / 1023;

    /// <summary>A 2-bit alpha as 8 bits: 0, 85, 170, 255.</summary>
    public static int FromTwoBits(int value) => 85 * value;

    /// <summary>Whether the bits are those of a NaN.</summary>
    public static bool IsNaN(int halfBits) => (halfBits & 0x7FFF) > HalfExponentMask;

    /// <summary>Whether the bits are those of a NaN or an infinity.</summary>
    public static bool IsNotFinite(int halfBits) => (halfBits & HalfExponentMask) == HalfExponentMask;

    /// <summary>The straight sRGB code of a premultiplied half-float channel; 0 where alpha rounds to 0.</summary>
    /// <param name="channelBits">Bits of the channel, not NaN.</param>
    /// <param name="alphaBits">Bits of alpha, finite.</param>
    /// <param name="encoding">Meaning of the channel.</param>
    public static int FromPremultipliedHalf(int channelBits, int alphaBits, ColorEncoding encoding)
    {
        uint alpha = HalfFractionTable[alphaBits];
        uint channel = Math.Min(HalfFractionTable[channelBits], alpha);
        return alpha == 0 ? 0 : FractionCodes(encoding)[(int)(((channel << 16) + (alpha >> 1)) / alpha)];
    }

    private static double ToDouble(int halfBits) => (double)BitConverter.UInt16BitsToHalf((ushort)halfBits);

    private static byte Code(double value) => value > 0 ? (byte)Math.Floor(255 * Math.Min(value, 1) + 0.5) : (byte)0;

    private static byte Encoded(double linear) => Code(SrgbTransfer.EncodeExact(Math.Min(linear, 1)));

    private static byte[] Build(int count, Func<int, byte> entry)
    {
        var table = new byte[count];
        for (int i = 0; i < count; i++)
        {
            table[i] = entry(i);
        }

        return table;
    }

    private static ushort[] BuildFractions()
    {
        var table = new ushort[65536];
        for (int bits = 0; bits < table.Length; bits++)
        {
            double value = ToDouble(bits);
            table[bits] = value > 0 ? (ushort)Math.Floor(FractionOne * Math.Min(value, 1) + 0.5) : (ushort)0;
        }

        return table;
    }
}
