namespace EmoVid.Realtime.Generation;

/// <summary>Standard normal numbers that depend on the seed, the frame and the channel alone: any stretch of the endless
/// stream can be had at any time, and the bits are the same on every machine and .NET version.</summary>
/// <remarks>
/// Integers by SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), whose n-th
/// output is a hash of key + n·γ; normals by Box and Muller (1958). Logarithm, sine and cosine are series made of the four
/// operations and the square root, which IEEE 754 rounds alike everywhere; the C library's are not.
/// </remarks>
internal static class NormalNoise
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private const double TwoToMinus53 = 1.0 / (1L << 53);

    /// <summary>Fills [frames, channels] with the numbers of the frames from <paramref name="firstFrame"/> on.</summary>
    public static void Fill(ulong seed, long firstFrame, int channels, Span<float> destination)
    {
        // The seed is hashed once, so that neighbouring seeds are not neighbouring stretches of one stream.
        ulong key = Mix(seed + Gamma);
        ulong index = unchecked((ulong)firstFrame * (ulong)channels);
        for (int i = 0; i < destination.Length; i++, index++)
        {
            destination[i] = Value(key, index);
        }
    }

    /// <summary>The output function of SplitMix64.</summary>
    internal static ulong Mix(ulong state)
    {
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static float Value(ulong key, ulong index)
    {
        ulong pair = index & ~1UL;
        double u1 = ((Mix(key + (pair + 1) * Gamma) >> 11) + 1) * TwoToMinus53;
        double u2 = (Mix(key + (pair + 2) * Gamma) >> 11) * TwoToMinus53;
        double radius = Math.Sqrt(-2 * Log(u1));
        (double sin, double cos) = SinCosOfTurns(u2);
        return (float)(radius * ((index & 1) == 0 ? cos : sin));
    }

    /// <summary>Natural logarithm of a positive normal number, by the series of the inverse hyperbolic tangent.</summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // ln m = 2 artanh(s), s = (m - 1)/(m + 1), |s| <= 0.1716: thirteen terms reach 2^-60.
        double s = (mantissa - 1) / (mantissa + 1), square = s * s, sum = 0;
        for (int power = 25; power >= 1; power -= 2)
        {
            sum = sum * square + 1.0 / power;
        }

        return exponent * 0.6931471805599453 + 2 * s * sum;
    }

    /// <summary>Sine and cosine of 2π·<paramref name="turns"/>, 0 ≤ turns &lt; 1, by Taylor's series on an eighth of a turn.</summary>
    internal static (double Sin, double Cos) SinCosOfTurns(double turns)
    {
        int quarter = (int)Math.Floor(turns * 4 + 0.5);
        double x = (turns - quarter * 0.25) * 6.283185307179586, square = x * x;
        double sin = 0, cos = 0;
        for (int n = 18; n >= 2; n -= 2)
        {
            // Horner's scheme of x - x³/3! + … and 1 - x²/2! + …; up to x¹⁹, below 2^-60 for |x| <= π/4.
            sin = (1 + sin) * -square / (n * (n + 1));
            cos = (1 + cos) * -square / (n * (n - 1));
        }

        sin = x * (1 + sin);
        cos = 1 + cos;
        return (quarter & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }
}
