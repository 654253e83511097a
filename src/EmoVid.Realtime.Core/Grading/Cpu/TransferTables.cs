namespace EmoVid.Realtime;

/// <summary>Channels of every format to positions and back, by table. In double precision after IEC 61966-2-1; made when first needed.</summary>
internal static class TransferTables
{
    /// <summary>Steps of 0-1 for channels that were divided by alpha.</summary>
    public const int UnitSteps = 65536;

    private static readonly Lazy<ushort[]>[] BytePositions = ForBoth(encoding => Positions(256, code => code / 255.0, encoding));
    private static readonly Lazy<ushort[]>[] TenBitPositions = ForBoth(encoding => Positions(1024, code => code / 1023.0, encoding));
    private static readonly Lazy<ushort[]>[] HalfPositions = ForBoth(encoding => Positions(65536, bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits), encoding));
    private static readonly Lazy<ushort[]>[] UnitPositions = ForBoth(encoding => Positions(UnitSteps + 1, step => step / (double)UnitSteps, encoding));
    private static readonly Lazy<float[]>[] UnitValues = ForBoth(encoding => Values(encoding, value => (float)value));
    private static readonly Lazy<ushort[]>[] HalfValues = ForBoth(encoding => Values(encoding, value => BitConverter.HalfToUInt16Bits((Half)value)));

    /// <summary>256 8-bit codes to positions.</summary>
    public static ushort[] FromBytes(ColorEncoding encoding) => Of(BytePositions, encoding);

    /// <summary>1024 10-bit codes to positions.</summary>
    public static ushort[] FromTenBits(ColorEncoding encoding) => Of(TenBitPositions, encoding);

    /// <summary>65,536 half floats by their bits to positions: negative ones and NaN to 0, those above 1 to 1.</summary>
    public static ushort[] FromHalves(ColorEncoding encoding) => Of(HalfPositions, encoding);

    /// <summary>n / 65536 to positions.</summary>
    public static ushort[] FromUnit(ColorEncoding encoding) => Of(UnitPositions, encoding);

    /// <summary>Graded values, 0-32640, to 0-1 of the encoding.</summary>
    public static float[] ToUnit(ColorEncoding encoding) => Of(UnitValues, encoding);

    /// <summary>Graded values, 0-32640, to the bits of half floats of the encoding.</summary>
    public static ushort[] ToHalves(ColorEncoding encoding) => Of(HalfValues, encoding);

    private static T Of<T>(Lazy<T>[] tables, ColorEncoding encoding) => tables[(int)encoding].Value;

    private static Lazy<T>[] ForBoth<T>(Func<ColorEncoding, T> build) => [new(() => build(ColorEncoding.Srgb)), new(() => build(ColorEncoding.Linear))];

    private static ushort[] Positions(int count, Func<int, double> value, ColorEncoding encoding)
    {
        var table = new ushort[count];
        for (int i = 0; i < count; i++)
        {
            double channel = value(i);
            channel = channel > 0 ? Math.Min(channel, 1) : 0;
            table[i] = (ushort)(GradeBlock.PositionOne * (encoding == ColorEncoding.Linear ? SrgbTransfer.EncodeExact(channel) : channel) + 0.5);
        }

        return table;
    }

    private static T[] Values<T>(ColorEncoding encoding, Func<double, T> convert)
    {
        var table = new T[GradeLut.One + 1];
        for (int i = 0; i < table.Length; i++)
        {
            double channel = i / (double)GradeLut.One;
            table[i] = convert(encoding == ColorEncoding.Linear ? SrgbTransfer.DecodeExact(channel) : channel);
        }

        return table;
    }
}
