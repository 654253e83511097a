using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>The definitions of <see cref="AttributeScale"/> for eight pixels at a time, in arithmetic that gives the same
/// integers: true float divisions instead of the reciprocal table.</summary>
internal static class AttributeVectors
{
    /// <summary>round(n / d) for n &lt; 2²⁰, d ≤ 255 by a true division, 0 where d = 0 (n is 0 there). No quotient of the
    /// definitions lies within 1/510 of a tie, which is far more than the float's error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> RoundedQuotient(Vector256<int> numerator, Vector256<int> divisor)
    {
        Vector256<float> quotient = Vector256.ConvertToSingle(numerator) / Vector256.ConvertToSingle(Vector256.Max(divisor, Vector256<int>.One));
        return Vector256.ConvertToInt32Native(quotient + Vector256.Create(0.5f));
    }

    /// <summary><see cref="AttributeScale.HuePosition"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> HuePosition(Vector256<int> red, Vector256<int> green, Vector256<int> blue, Vector256<int> max, Vector256<int> chroma)
    {
        Vector256<int> redIsMax = Vector256.Equals(red, max);
        Vector256<int> greenIsMax = Vector256.Equals(green, max);
        Vector256<int> difference = Vector256.ConditionalSelect(redIsMax, green - blue,
            Vector256.ConditionalSelect(greenIsMax, blue - red, red - green));
        Vector256<int> start = Vector256.AndNot(Vector256.ConditionalSelect(greenIsMax,
            Vector256.Create(2 * AttributeScale.HueStepsPerSextant), Vector256.Create(4 * AttributeScale.HueStepsPerSextant)), redIsMax);
        Vector256<int> sign = difference >> 31;
        Vector256<int> steps = RoundedQuotient(Vector256.Abs(difference) << 9, chroma);
        Vector256<int> position = start + ((steps ^ sign) - sign);
        return position + ((position >> 31) & Vector256.Create(AttributeScale.HueSteps));
    }

    /// <summary>Entries of <see cref="AttributeScale.HueVectors"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<int> HueVectorAt(Vector256<int> positions)
    {
        ReadOnlySpan<int> table = AttributeScale.HueVectors;
        if (Avx2.IsSupported)
        {
            // Positions come from HuePosition and are below HueSteps by construction, so the gather stays inside the table.
            fixed (int* start = table)
            {
                return Avx2.GatherVector256(start, positions, sizeof(int));
            }
        }

        return Vector256.Create(
            table[positions[0]], table[positions[1]], table[positions[2]], table[positions[3]],
            table[positions[4]], table[positions[5]], table[positions[6]], table[positions[7]]);
    }

    /// <summary><see cref="AlphaConversion.Unpremultiply"/>, exact: the numerator is below 2¹⁷ and the quotient is at least
    /// 1/255 below the next integer, so a correctly rounded float division truncates to the same integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Unpremultiply(Vector256<int> channel, Vector256<int> alpha)
    {
        Vector256<int> numerator = (channel << 8) - channel + (alpha >> 1);
        Vector256<float> quotient = Vector256.ConvertToSingle(numerator) / Vector256.ConvertToSingle(Vector256.Max(alpha, Vector256<int>.One));
        Vector256<int> straight = Vector256.Min(Vector256.ConvertToInt32Native(quotient), Vector256.Create(255));
        return Vector256.AndNot(straight, Vector256.Equals(alpha, Vector256<int>.Zero));
    }
}
