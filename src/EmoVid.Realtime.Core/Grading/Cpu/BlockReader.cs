namespace EmoVid.Realtime;

/// <summary>Turns pixels of every RGB format into the positions of a <see cref="GradeBlock"/>.</summary>
/// <remarks>Colour is made straight. A pixel brighter than white is divided by its largest channel, which a half-float target gets back after the
/// grade; negative channels and NaN count as 0.</remarks>
internal static unsafe class BlockReader
{
    /// <summary>The largest finite half float; infinity counts as it.</summary>
    private const float MaxHalf = 65504f;

    /// <summary>Reads <paramref name="count"/> pixels.</summary>
    public static void Read(byte* source, int count, PixelFormat format, AlphaMode alphaMode, ColorEncoding encoding, GradeBlock block)
    {
        switch (format)
        {
            case PixelFormat.Rgba16F:
                ReadHalves((ushort*)source, count, alphaMode, encoding, block);
                break;
            case PixelFormat.Rgb10A2:
                ReadTenBits((uint*)source, count, alphaMode, encoding, block);
                break;
            default:
                ReadBytes(source, count, format == PixelFormat.Bgra8 ? 2 : 0, alphaMode, encoding, block);
                break;
        }
    }

    private static void ReadBytes(byte* source, int count, int red, AlphaMode alphaMode, ColorEncoding encoding, GradeBlock block)
    {
        ushort[] table = TransferTables.FromBytes(encoding);
        for (int x = 0; x < count; x++, source += 4)
        {
            float alpha = alphaMode == AlphaMode.Opaque ? 1f : source[3] / 255f;
            block.Alpha[x] = alpha;
            block.Gain[x] = 1f;
            if (alphaMode == AlphaMode.Premultiplied && source[3] != 255)
            {
                SetStraight(block, x, encoding, source[red] / 255f, source[1] / 255f, source[2 - red] / 255f, alpha);
            }
            else
            {
                Set(block, x, table[source[red]], table[source[1]], table[source[2 - red]]);
            }
        }
    }

    private static void ReadTenBits(uint* source, int count, AlphaMode alphaMode, ColorEncoding encoding, GradeBlock block)
    {
        ushort[] table = TransferTables.FromTenBits(encoding);
        for (int x = 0; x < count; x++)
        {
            uint pixel = source[x];
            uint red = pixel & 1023, green = (pixel >> 10) & 1023, blue = (pixel >> 20) & 1023, two = pixel >> 30;
            block.Alpha[x] = alphaMode == AlphaMode.Opaque ? 1f : two / 3f;
            block.Gain[x] = 1f;
            if (alphaMode == AlphaMode.Premultiplied && two != 3)
            {
                SetStraight(block, x, encoding, red / 1023f, green / 1023f, blue / 1023f, two / 3f);
            }
            else
            {
                Set(block, x, table[red], table[green], table[blue]);
            }
        }
    }

    private static void ReadHalves(ushort* source, int count, AlphaMode alphaMode, ColorEncoding encoding, GradeBlock block)
    {
        // Bits of positive halves are ordered like their values; 0x3C00 is 1.
        const int One = 0x3C00, Sign = 0x8000;
        ushort[] table = TransferTables.FromHalves(encoding);
        for (int x = 0; x < count; x++, source += 4)
        {
            float alpha = alphaMode == AlphaMode.Opaque ? 1f : Unit((float)BitConverter.UInt16BitsToHalf(source[3]));
            block.Alpha[x] = alpha;
            block.AlphaBits[x] = source[3];
            block.Gain[x] = 1f;
            bool isPlain = Plain(source[0]) && Plain(source[1]) && Plain(source[2]);
            if (isPlain && (alphaMode != AlphaMode.Premultiplied || alpha == 1f))
            {
                Set(block, x, table[source[0]], table[source[1]], table[source[2]]);
            }
            else
            {
                float divisor = alphaMode == AlphaMode.Premultiplied ? alpha : 1f;
                SetStraight(block, x, encoding, Channel(source[0]), Channel(source[1]), Channel(source[2]), divisor);
            }
        }

        static bool Plain(ushort bits) => bits <= One || (bits & Sign) != 0;
    }

    private static void SetStraight(GradeBlock block, int x, ColorEncoding encoding, float red, float green, float blue, float alpha)
    {
        if (alpha == 0f)
        {
            Set(block, x, 0, 0, 0);
            return;
        }

        float most = MathF.Max(red, MathF.Max(green, blue)) / alpha;

        float gain = block.Gain[x] = MathF.Max(1f, most);
        ushort[] table = TransferTables.FromUnit(encoding);
        float scale = TransferTables.UnitSteps / (alpha * gain);
        Set(block, x, table[Step(red * scale)], table[Step(green * scale)], table[Step(blue * scale)]);

        static int Step(float value) => Math.Min((int)(value + 0.5f), TransferTables.UnitSteps);
    }

    private static void Set(GradeBlock block, int x, ushort red, ushort green, ushort blue)
    {
        block.Positions[x] = red;
        block.Positions[GradeBlock.Length + x] = green;
        block.Positions[2 * GradeBlock.Length + x] = blue;
    }

    private static float Channel(ushort bits)
    {
        float value = (float)BitConverter.UInt16BitsToHalf(bits);
        return value > 0f ? MathF.Min(value, MaxHalf) : 0f;
    }

    private static float Unit(float value) => value > 0f ? MathF.Min(value, 1f) : 0f;
}
