namespace EmoVid.Realtime;

/// <summary>Fills a <see cref="CutSignature"/> from a frame's sums.</summary>
internal static class CutSignatureReader
{
    /// <summary>Value of a cell from which on its colour counts in full; below it, in proportion, so that a scene that fades to black
    /// loses its colour little by little and not in the last frames.</summary>
    private const double FullLight = 0.3;

    /// <summary>Fills; false, and nothing to be used, where the frame has no weight.</summary>
    public static bool TryRead(AttributeSums sums, CutSignature signature)
    {
        if (sums.Weight <= 0)
        {
            return false;
        }

        double weight = sums.Weight;
        Span<double> luma = signature.Luma, value = signature.Value;
        ReadOnlySpan<long> bins = sums.LumaHistogram;
        luma.Clear();
        int gathered = bins.Length / luma.Length;
        for (int i = 0; i < bins.Length; i++)
        {
            luma[i / gathered] += bins[i] / weight;
        }

        for (int i = 0; i < value.Length; i++)
        {
            AttributeGridCell cell = sums.GridCell(i % AttributeScale.GridSide, i / AttributeScale.GridSide);
            value[i] = cell.Weight > 0 ? cell.Brightness : double.NaN;
            double one = Math.Max(1, cell.Weight) * (double)AttributeScale.HueVectorOne, saturation = cell.Colorfulness * Math.Min(1, cell.Brightness / FullLight);
            (signature.ColourX[i], signature.ColourY[i]) = (saturation * cell.HueCos / one, saturation * cell.HueSin / one);
        }

        signature.Saturation = sums.Saturation / (weight * AttributeScale.SaturationOne);
        signature.Complete();
        return true;
    }
}
