using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>When a change of a cell's value from its last extreme counts. A value that cannot be an extreme is
/// <see cref="FlashRules.NoMinimum"/> or <see cref="FlashRules.NoMaximum"/>, from which no change counts.</summary>
internal interface IFlashRule
{
    static abstract Vector256<int> Rises(Vector256<int> minimum, Vector256<int> value);

    static abstract Vector256<int> Falls(Vector256<int> maximum, Vector256<int> value);
}

/// <summary>Thresholds of WCAG 2.x, 2.3.1, in Q16 of linear light, with the margin that the light's polynomial and its rounding need
/// (two errors of at most 0.0008).</summary>
internal static class FlashRules
{
    public const int NoMinimum = int.MaxValue / 2;
    public const int NoMaximum = -NoMinimum;

    /// <summary>Changes of one second that are allowed: three pairs.</summary>
    public const int AllowedChanges = 6;

    /// <summary>Share of a window's cells. The standard says 25 % of any 10° field; windows stand at every twenty-fourth of the
    /// frame, so a field between two of them overlaps one by at least (1 − 1/16)² = 88 %, and 20 % is below 88 % of 25 %.</summary>
    public const double AreaLimit = 0.2;

    public const int One = 1 << 16;

    /// <summary>10 % of the maximum relative luminance, less the margin.</summary>
    public const int LuminanceChange = (int)(0.098 * One);

    /// <summary>The darker state is below 0.80, and the margin.</summary>
    public const int DarkerBelow = (int)(0.802 * One);

    /// <summary>(R − G − B)·320 changes by more than 20, which is 0.0625, less the margin of three channels.</summary>
    public const int RedChange = (int)(0.058 * One);

    /// <summary>A saturated red has R/(R + G + B) ≥ 0.8, less the margin at the darkest red that can make a change.</summary>
    public const float SaturatedRed = 0.78f;
}

internal readonly struct GeneralFlash : IFlashRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rises(Vector256<int> minimum, Vector256<int> value) =>
        Vector256.GreaterThanOrEqual(value - minimum, Vector256.Create(FlashRules.LuminanceChange))
        & Vector256.LessThan(minimum, Vector256.Create(FlashRules.DarkerBelow));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Falls(Vector256<int> maximum, Vector256<int> value) =>
        Vector256.GreaterThanOrEqual(maximum - value, Vector256.Create(FlashRules.LuminanceChange))
        & Vector256.LessThan(value, Vector256.Create(FlashRules.DarkerBelow));
}

/// <summary>Values are max(0, R − G − B) in Q16, shifted left by one, with the lowest bit set where the state is a saturated
/// red.</summary>
internal readonly struct RedFlash : IFlashRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rises(Vector256<int> minimum, Vector256<int> value) => Changes(minimum, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Falls(Vector256<int> maximum, Vector256<int> value) => Changes(value, maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Changes(Vector256<int> lower, Vector256<int> higher) =>
        Vector256.GreaterThan((higher >> 1) - (lower >> 1), Vector256.Create(FlashRules.RedChange))
        & Vector256.Equals((lower | higher) & Vector256<int>.One, Vector256<int>.One);
}
