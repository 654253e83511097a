using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Sums of the opponent colours over a block, sixteen pixels at a time.</summary>
internal static unsafe class OpponentKernel
{
    /// <summary>What a block adds.</summary>
    public struct Sums
    {
        public long RedGreen, YellowBlue2, RedGreenSquared, YellowBlue2Squared;
    }

    /// <summary>Adds a padded block without weights; the sums lack the factor 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Sums AddOpaque(PixelBlock block, int count)
    {
        Vector256<short> reds = default, greens = default, blues = default;
        Vector256<int> redGreenSquares = default, yellowBlueSquares = default;
        short* red = block.Red, green = block.Green, blue = block.Blue;
        for (int i = 0; i < count; i += Vector256<short>.Count)
        {
            Vector256<short> r = Vector256.Load(red + i), g = Vector256.Load(green + i), b = Vector256.Load(blue + i);
            Vector256<short> redGreen = r - g, yellowBlue = r - b + (g - b);
            redGreenSquares += VectorWords.PairedProducts(redGreen, redGreen);
            yellowBlueSquares += VectorWords.PairedProducts(yellowBlue, yellowBlue);

            // At most 64 vectors of 255: a signed word holds them.
            reds += r;
            greens += g;
            blues += b;
        }

        Vector256<int> redGreens = VectorWords.PairedProducts(reds, Vector256<short>.One) - VectorWords.PairedProducts(greens, Vector256<short>.One);
        Vector256<int> yellowBlues = VectorWords.PairedProducts(reds, Vector256<short>.One) + VectorWords.PairedProducts(greens, Vector256<short>.One)
            - VectorWords.PairedProducts(blues, Vector256.Create((short)2));
        return new Sums
        {
            RedGreen = VectorWords.Sum(redGreens),
            YellowBlue2 = VectorWords.Sum(yellowBlues),
            RedGreenSquared = VectorWords.Sum(redGreenSquares),
            YellowBlue2Squared = VectorWords.Sum(yellowBlueSquares),
        };
    }

    /// <summary>Adds a padded block with weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Sums AddWeighted(PixelBlock block, int count)
    {
        Vector256<int> redGreens = default, yellowBlues = default;
        Vector256<uint> evenRedGreens = default, oddRedGreens = default, evenYellowBlues = default, oddYellowBlues = default;
        short* red = block.Red, green = block.Green, blue = block.Blue, weights = block.Weight;
        for (int i = 0; i < count; i += Vector256<short>.Count)
        {
            Vector256<short> r = Vector256.Load(red + i), g = Vector256.Load(green + i), b = Vector256.Load(blue + i), weight = Vector256.Load(weights + i);
            Vector256<short> redGreen = r - g, yellowBlue = r - b + (g - b);
            redGreens += VectorWords.PairedProducts(redGreen, weight);
            yellowBlues += VectorWords.PairedProducts(yellowBlue, weight);
            Vector256<uint> evenWeight = weight.AsUInt32() & Vector256.Create(0xFFFFu), oddWeight = weight.AsUInt32() >> 16;
            Vector256<uint> evenRedGreen = Even(redGreen), oddRedGreen = Odd(redGreen), evenYellowBlue = Even(yellowBlue), oddYellowBlue = Odd(yellowBlue);
            evenRedGreens += evenRedGreen * evenRedGreen * evenWeight;
            oddRedGreens += oddRedGreen * oddRedGreen * oddWeight;
            evenYellowBlues += evenYellowBlue * evenYellowBlue * evenWeight;
            oddYellowBlues += oddYellowBlue * oddYellowBlue * oddWeight;
        }

        return new Sums
        {
            RedGreen = VectorWords.Sum(redGreens),
            YellowBlue2 = VectorWords.Sum(yellowBlues),
            RedGreenSquared = VectorWords.Sum(evenRedGreens) + VectorWords.Sum(oddRedGreens),
            YellowBlue2Squared = VectorWords.Sum(evenYellowBlues) + VectorWords.Sum(oddYellowBlues),
        };
    }

    // Modulo 2³², which a square does not mind.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Even(Vector256<short> words) => ((words.AsInt32() << 16) >> 16).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Odd(Vector256<short> words) => (words.AsInt32() >> 16).AsUInt32();
}
