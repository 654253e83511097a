namespace EmoVid.Realtime.Media.Tests;

/// <summary>Compares straight RGBA pixels. Colour under alpha 0 means nothing and is not compared.</summary>
public static class PixelAssert
{
    /// <summary>Every alpha equal, every visible channel within the tolerance.</summary>
    public static void Near(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, int tolerance = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i += 4)
        {
            bool equal = expected[i + 3] == actual[i + 3];
            for (int channel = 0; channel < 3 && equal && expected[i + 3] != 0; channel++)
            {
                equal = Math.Abs(expected[i + channel] - actual[i + channel]) <= tolerance;
            }

            Assert.True(equal, $"Pixel {i / 4}: expected {Text(expected.Slice(i, 4))}, found {Text(actual.Slice(i, 4))} (tolerance {tolerance}).");
        }
    }

    /// <summary>Mean absolute difference of the premultiplied channels, in codes.</summary>
    public static double MeanDifference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double sum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            int alpha = i | 3;
            sum += i == alpha
                ? Math.Abs(expected[i] - actual[i])
                : Math.Abs(expected[i] * expected[alpha] - actual[i] * actual[alpha]) / 255.0;
        }

        return sum / expected.Length;
    }

    private static string Text(ReadOnlySpan<byte> pixel) => $"({pixel[0]}, {pixel[1]}, {pixel[2]}, {pixel[3]})";
}
