using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EmoVid.Realtime;

/// <summary>Luma of a block, and what is summed over it.</summary>
internal static unsafe class LumaKernel
{
    /// <summary>Writes the luma of a padded block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(PixelBlock block, int count)
    {
        short* red = block.Red, green = block.Green, blue = block.Blue;
        byte* luma = block.Luma;
        for (int i = 0; i < count; i += PixelBlock.Step)
        {
            Vector256<short> first = Luma(Vector256.Load(red + i), Vector256.Load(green + i), Vector256.Load(blue + i));
            int next = i + Vector256<short>.Count;
            Vector256<short> second = Luma(Vector256.Load(red + next), Vector256.Load(green + next), Vector256.Load(blue + next));
            VectorWords.ToBytes(first, second).Store(luma + i);
        }
    }

    /// <summary>Σ Y and Σ Y² of a padded block's luma without weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Sum, long Squares) SumOpaque(PixelBlock block, int count)
    {
        Vector256<short> sums = default;
        Vector256<int> squares = default;
        for (int i = 0; i < count; i += PixelBlock.Step)
        {
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.Load(block.Luma + i));

            // At most 64 vectors of 255: a signed word holds them.
            sums += (low + high).AsInt16();
            squares += VectorWords.PairedProducts(low.AsInt16(), low.AsInt16()) + VectorWords.PairedProducts(high.AsInt16(), high.AsInt16());
        }

        return (VectorWords.Sum(VectorWords.PairedProducts(sums, Vector256<short>.One)), VectorWords.Sum(squares));
    }

    /// <summary>Σ w·Y and Σ w·Y² of a padded block's luma.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Sum, long Squares) SumWeighted(PixelBlock block, int count)
    {
        Vector256<int> sums = default;
        Vector256<uint> squares = default;
        for (int i = 0; i < count; i += PixelBlock.Step)
        {
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.Load(block.Luma + i));
            AddWeighted(low, Vector256.Load(block.Weight + i), ref sums, ref squares);
            AddWeighted(high, Vector256.Load(block.Weight + i + Vector256<short>.Count), ref sums, ref squares);
        }

        return (VectorWords.Sum(sums), VectorWords.Sum(squares));
    }

    /// <summary>Makes luma over black of a padded block's luma.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LayOverBlack(PixelBlock block, int count)
    {
        for (int i = 0; i < count; i += PixelBlock.Step)
        {
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.Load(block.Luma + i));
            VectorWords.ToBytes(Over(low, Vector256.Load(block.Weight + i)), Over(high, Vector256.Load(block.Weight + i + Vector256<short>.Count)))
                .Store(block.Luma + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Over(Vector256<ushort> luma, Vector256<short> weight) =>
        VectorWords.Over255(luma * weight.AsUInt16() + Vector256.Create((ushort)127)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWeighted(Vector256<ushort> luma, Vector256<short> weight, ref Vector256<int> sums, ref Vector256<uint> squares)
    {
        sums += VectorWords.PairedProducts(luma.AsInt16(), weight);
        Vector256<uint> square = (luma * luma).AsUInt32(), weights = weight.AsUInt32(), low = Vector256.Create(0xFFFFu);
        squares += (square & low) * (weights & low) + (square >> 16) * (weights >> 16);
    }

    /// <summary><see cref="AttributeScale.Luma"/>; the half unit is the product of two more factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Luma(Vector256<short> red, Vector256<short> green, Vector256<short> blue)
    {
        Vector256<short> redGreen = Vector256.Create(AttributeScale.LumaRed | (AttributeScale.LumaGreen << 16)).AsInt16();
        Vector256<short> blueHalf = Vector256.Create(AttributeScale.LumaBlue | (16384 << 16)).AsInt16();
        if (Avx2.IsSupported)
        {
            Vector256<int> low = Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(red, green), redGreen) + Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(blue, Vector256<short>.One), blueHalf);
            Vector256<int> high = Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(red, green), redGreen) + Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(blue, Vector256<short>.One), blueHalf);
            return Avx2.PackSignedSaturate(low >> 15, high >> 15);
        }

        Vector256<int> mask = Vector256.Create(0xFFFF), one = Vector256.Create(1 << 16);
        Vector256<int> even = VectorWords.PairedProducts(((red.AsInt32() & mask) | (green.AsInt32() << 16)).AsInt16(), redGreen)
            + VectorWords.PairedProducts(((blue.AsInt32() & mask) | one).AsInt16(), blueHalf);
        Vector256<int> odd = VectorWords.PairedProducts(((red.AsInt32() >> 16) | (green.AsInt32() & ~mask)).AsInt16(), redGreen)
            + VectorWords.PairedProducts(((blue.AsInt32() >> 16) | one).AsInt16(), blueHalf);
        return VectorWords.Join(even >> 15, odd >> 15);
    }
}
