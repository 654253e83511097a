namespace EmoVid.Realtime.Generation;

/// <summary>The curve through motion codes.</summary>
internal static class CodeCurve
{
    /// <summary>Catmull–Rom (1974) between <paramref name="b"/> and <paramref name="c"/>: through every code, with continuous
    /// speed, so that no frame rate sees a corner where another sees none.</summary>
    /// <param name="a">Code one frame before <paramref name="b"/>.</param>
    /// <param name="b">Code at 0.</param>
    /// <param name="c">Code at 1.</param>
    /// <param name="d">Code one frame after <paramref name="c"/>.</param>
    /// <param name="t">Position between b and c, in [0, 1].</param>
    /// <param name="destination">The code there.</param>
    public static void Evaluate(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, float t, Span<float> destination)
    {
        float t2 = t * t, t3 = t2 * t;
        float wa = -0.5f * t3 + t2 - 0.5f * t;
        float wb = 1.5f * t3 - 2.5f * t2 + 1f;
        float wc = -1.5f * t3 + 2f * t2 + 0.5f * t;
        float wd = 0.5f * t3 - 0.5f * t2;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
        }
    }

    /// <summary>The curve's speed at a place, a code frame.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static void Slope(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, float t, Span<float> destination)
    {
        float t2 = t * t;
        float wa = -1.5f * t2 + 2f * t - 0.5f;
        float wb = 4.5f * t2 - 5f * t;
        float wc = -4.5f * t2 + 4f * t + 0.5f;
        float wd = 1.5f * t2 - t;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
        }
    }
}
