using System.Numerics.Tensors;

namespace EmoVid.Realtime;

/// <summary>The sRGB transfer function of IEC 61966-2-1 in its piecewise form: sRGB-encoded ↔ linear light, 1 = white.</summary>
/// <remarks>Values below 0 are mirrored (f(−x) = −f(x)), values above 1 continue the curve, so out-of-gamut colour survives a
/// round trip. Stateless; any number of threads.</remarks>
public static class SrgbTransfer
{
    // IEC 61966-2-1, 5.2: the standard's own rounded constants. The two pieces meet within 3e-8.
    private const float EncodedThreshold = 0.04045f;
    private const float LinearThreshold = 0.0031308f;
    private const float Slope = 12.92f;
    private const float Scale = 1.055f;
    private const float Offset = 0.055f;
    private const float Gamma = 2.4f;

    /// <summary>Values that the span methods take at a time: 1 KiB of scratch on the stack.</summary>
    private const int BlockLength = 256;

    private static readonly float[] DecodedCodes = BuildDecodedCodes();

    /// <summary>sRGB-encoded to linear.</summary>
    public static float Decode(float encoded)
    {
        float magnitude = MathF.Abs(encoded);
        float linear = magnitude <= EncodedThreshold ? magnitude / Slope : MathF.Pow((magnitude + Offset) / Scale, Gamma);
        return MathF.CopySign(linear, encoded);
    }

    /// <summary>Linear to sRGB-encoded.</summary>
    public static float Encode(float linear)
    {
        float magnitude = MathF.Abs(linear);
        float encoded = magnitude <= LinearThreshold ? magnitude * Slope : Scale * MathF.Pow(magnitude, 1 / Gamma) - Offset;
        return MathF.CopySign(encoded, linear);
    }

    /// <summary>sRGB-encoded to linear in double precision, for tables made once; values of at least 0.</summary>
    internal static double DecodeExact(double encoded) => encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);

    /// <summary>Linear to sRGB-encoded in double precision, for tables made once; values of at least 0.</summary>
    internal static double EncodeExact(double linear) => linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;

    /// <summary>An 8-bit code to linear, from a table.</summary>
    public static float DecodeCode(byte code) => DecodedCodes[code];

    /// <summary>Linear to the nearest 8-bit code, ⌊255·x + ½⌋, clamped; NaN gives 0. <c>EncodeCode(DecodeCode(c))</c> is c.</summary>
    public static byte EncodeCode(float linear)
    {
        float code = 255f * Encode(linear) + 0.5f;
        return code >= 0 ? (byte)Math.Min(code, 255f) : (byte)0;
    }

    /// <summary>Decodes many values; <paramref name="linear"/> may be the same memory.</summary>
    /// <param name="encoded">sRGB-encoded values of at least 0.</param>
    /// <param name="linear">At least as long.</param>
    public static void Decode(ReadOnlySpan<float> encoded, Span<float> linear)
    {
        Span<float> curve = stackalloc float[BlockLength];
        for (int start = 0; start < encoded.Length; start += BlockLength)
        {
            ReadOnlySpan<float> from = encoded.Slice(start, Math.Min(BlockLength, encoded.Length - start));
            Span<float> block = curve[..from.Length], to = linear.Slice(start, from.Length);
            TensorPrimitives.Add(from, Offset, block);
            TensorPrimitives.Divide(block, Scale, block);
            TensorPrimitives.Pow(block, Gamma, block);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[i] <= EncodedThreshold ? from[i] / Slope : block[i];
            }
        }
    }

    /// <summary>Encodes many values; <paramref name="encoded"/> may be the same memory.</summary>
    /// <param name="linear">Linear values of at least 0.</param>
    /// <param name="encoded">At least as long.</param>
    public static void Encode(ReadOnlySpan<float> linear, Span<float> encoded)
    {
        Span<float> curve = stackalloc float[BlockLength];
        for (int start = 0; start < linear.Length; start += BlockLength)
        {
            ReadOnlySpan<float> from = linear.Slice(start, Math.Min(BlockLength, linear.Length - start));
            Span<float> block = curve[..from.Length], to = encoded.Slice(start, from.Length);
            TensorPrimitives.Pow(from, 1 / Gamma, block);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[i] <= LinearThreshold ? from[i] * Slope : Scale * block[i] - Offset;
            }
        }
    }

    private static float[] BuildDecodedCodes()
    {
        var table = new float[256];
        for (int code = 0; code < table.Length; code++)
        {
            table[code] = Decode(code / 255f);
        }

        return table;
    }
}
