using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Sums of value, saturation and hue over a block, by the definitions of <see cref="AttributeScale"/>, sixteen pixels at
/// a time.</summary>
internal static unsafe class HueKernel
{
    /// <summary>What a block adds.</summary>
    public struct Sums
    {
        public long Value, Saturation, Cos, Sin, WeightedCos, WeightedSin;
    }

    /// <summary>Adds a padded block.</summary>
    /// <typeparam name="TWeighted">Whether pixels have weights; without, sums lack the factor 255.</typeparam>
    /// <typeparam name="TSaturated">Whether the saturation-weighted hue is summed too.</typeparam>
    /// <typeparam name="TBinned">Whether bins of the hue histogram are written into the block.</typeparam>
    /// <typeparam name="TCounted">Whether the block's luma is counted on the way: scalar work that the processor does
    /// beside the vectors'. Not for weighted pixels.</typeparam>
    /// <param name="block">The block.</param>
    /// <param name="count">Pixels, a multiple of <see cref="PixelBlock.Step"/>.</param>
    /// <param name="lumaBins">Receives the counts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Sums Add<TWeighted, TSaturated, TBinned, TCounted>(PixelBlock block, int count, uint* lumaBins)
        where TWeighted : struct, IChoice
        where TSaturated : struct, IChoice
        where TBinned : struct, IChoice
        where TCounted : struct, IChoice
    {
        Vector256<int> cosines = default, sines = default, saturations = default, values = default;
        Vector256<int> weightedCosines = default, weightedSines = default;
        Vector256<short> valueWords = default;
        short* red = block.Red, green = block.Green, blue = block.Blue, weights = block.Weight;
        byte* luma = block.Luma;

        // From memory: of a constant less a vector the compiler makes a negation and an addition.
        short* constants = block.HueConstants;
        for (int i = 0; i < count; i += Vector256<short>.Count)
        {
            if (TCounted.IsMade)
            {
                LumaCounter.CountEight(luma + i, lumaBins);
                LumaCounter.CountEight(luma + i + 8, lumaBins);
            }

            Vector256<short> r = Vector256.Load(red + i), g = Vector256.Load(green + i), b = Vector256.Load(blue + i);
            Vector256<short> max = Vector256.Max(Vector256.Max(r, g), b);
            Vector256<short> chroma = max - Vector256.Min(Vector256.Min(r, g), b);
            Vector256<short> redIsMax = Vector256.Equals(r, max), greenIsMax = Vector256.Equals(g, max);
            Vector256<short> difference = VectorWords.Select(redIsMax, g - b, VectorWords.Select(greenIsMax, b - r, r - g));

            // One true division serves both quotients: C/V = C·C·q and |d|/C = |d|·V·q with q = 1/(V·C). The three products
            // are below 2¹⁶. Beside 3072 a float's last bit is 1/4096, so that adding it rounds to the scale and leaves the
            // integer in the low bits; the error before that is below 1/1000 of a step, and a tie at least 1/510 away.
            Vector256<short> product = Vector256.Max((max * chroma).AsUInt16(), Vector256<ushort>.One).AsInt16();
            Vector256<short> square = chroma * chroma, scaled = Vector256.Abs(difference) * max;
            Vector256<float> grid = Vector256.Create(VectorWords.Grid4096);
            Vector256<float> evenQuotient = Vector256<float>.One / VectorWords.EvenToSingle(product);
            Vector256<float> oddQuotient = Vector256<float>.One / VectorWords.OddToSingle(product);
            Vector256<int> evenSaturation = Vector256.MultiplyAddEstimate(VectorWords.EvenToSingle(square), evenQuotient, grid).AsInt32();
            Vector256<int> oddSaturation = Vector256.MultiplyAddEstimate(VectorWords.OddToSingle(square), oddQuotient, grid).AsInt32();
            Vector256<short> x = VectorWords.Join(
                Vector256.MultiplyAddEstimate(VectorWords.EvenToSingle(scaled), evenQuotient, grid).AsInt32(),
                Vector256.MultiplyAddEstimate(VectorWords.OddToSingle(scaled), oddQuotient, grid).AsInt32());

            Vector256<ushort> eightfold = (x << 3).AsUInt16();
            Vector256<short> y = VectorWords.HighProduct(eightfold, eightfold).AsInt16();
            Vector256<short> c = Vector256.Load(constants) - VectorWords.RoundedProduct(y,
                Vector256.Load(constants + 16) - VectorWords.RoundedProduct(y, Vector256.Create((short)AttributeScale.Cos4)));
            Vector256<short> fourfold = x << 2;
            Vector256<short> s = fourfold + VectorWords.RoundedProduct(fourfold, Vector256.Load(constants + 32)
                - VectorWords.RoundedProduct(y, Vector256.Load(constants + 48) - VectorWords.RoundedProduct(y, Vector256.Create((short)AttributeScale.Sin5))));
            s = VectorWords.WithSign(s, difference);

            // The turn to the dominant primary. A factor of 32767 leaves numbers up to 16384 as they are.
            Vector256<short> along = VectorWords.Select(redIsMax, Vector256.Create(short.MaxValue), Vector256.Create((short)AttributeScale.CosThird));
            Vector256<short> across = Vector256.AndNot(VectorWords.Select(greenIsMax, Vector256.Create((short)-AttributeScale.SinThird), Vector256.Create((short)AttributeScale.SinThird)), redIsMax);
            Vector256<short> cos = VectorWords.RoundedProduct(c, along) + VectorWords.RoundedProduct(s, across);
            Vector256<short> sin = VectorWords.RoundedProduct(s, along) - VectorWords.RoundedProduct(c, across);

            Vector256<short> weight = TWeighted.IsMade ? Vector256.Load(weights + i) : Vector256<short>.One;
            if (TWeighted.IsMade)
            {
                values += VectorWords.PairedProducts(max, weight);
            }
            else
            {
                // At most 64 vectors of 255: a signed word holds them.
                valueWords += max;
            }

            Vector256<short> saturation = default;
            if (TWeighted.IsMade || TSaturated.IsMade || TBinned.IsMade)
            {
                saturation = VectorWords.Join(evenSaturation, oddSaturation);
                saturations += VectorWords.PairedProducts(saturation, weight);
            }
            else
            {
                // The bits of the grid are taken off at the end, modulo 2³².
                saturations += evenSaturation + oddSaturation;
            }

            cosines += VectorWords.PairedProducts(cos, weight);
            sines += VectorWords.PairedProducts(sin, weight);
            if (TSaturated.IsMade)
            {
                Vector256<short> amount = saturation << 2;
                weightedCosines += VectorWords.PairedProducts(VectorWords.RoundedProduct(cos, amount), weight);
                weightedSines += VectorWords.PairedProducts(VectorWords.RoundedProduct(sin, amount), weight);
            }

            if (TBinned.IsMade)
            {
                Vector256<short> start = Vector256.AndNot(VectorWords.Select(greenIsMax, Vector256.Create((short)(2 * AttributeScale.HueStepsPerSextant)), Vector256.Create((short)(4 * AttributeScale.HueStepsPerSextant))), redIsMax);
                Vector256<short> position = start + VectorWords.WithSign(x, difference);
                position += (position >> 15) & Vector256.Create((short)AttributeScale.HueSteps);
                VectorWords.HighProduct(position.AsUInt16(), Vector256.Create((ushort)96)).AsInt16().Store(block.HueBin + i);
                (saturation >> 4).Store(block.HueBinSaturation + i);
            }
        }

        if (!TWeighted.IsMade)
        {
            values = VectorWords.PairedProducts(valueWords, Vector256<short>.One);
            if (!TSaturated.IsMade && !TBinned.IsMade)
            {
                saturations -= Vector256.Create(unchecked(VectorWords.BitsOfGrid4096 * 2 * (count / Vector256<short>.Count)));
            }
        }

        return new Sums
        {
            Value = VectorWords.Sum(values),
            Saturation = VectorWords.Sum(saturations),
            Cos = VectorWords.Sum(cosines),
            Sin = VectorWords.Sum(sines),
            WeightedCos = TSaturated.IsMade ? VectorWords.Sum(weightedCosines) : 0,
            WeightedSin = TSaturated.IsMade ? VectorWords.Sum(weightedSines) : 0,
        };
    }
}
