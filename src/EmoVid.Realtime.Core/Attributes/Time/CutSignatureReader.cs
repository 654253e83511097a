namespace EmoVid.Realtime;

/// <summary>Fills a <see cref="CutSignature"/> from a frame's sums.</summary>
internal static class CutSignatureReader
{
    /// <summary>A pixel of full saturation adds this much of its weight to a hue bin: S &gt;&gt; 4.</summary>
    private const double FullSaturation = AttributeScale.SaturationOne >> 4;

    /// <summary>Fills; false, and nothing to be used, where the frame has no weight.</summary>
    public static bool TryRead(AttributeSums sums, CutSignature signature)
    {
        if (sums.Weight <= 0)
        {
            return false;
        }

        double weight = sums.Weight;
        Span<double> luma = signature.Luma, hue = signature.Hue, value = signature.Value;
        ReadOnlySpan<long> bins = sums.LumaHistogram;
        luma.Clear();
        int gathered = bins.Length / luma.Length;
        for (int i = 0; i < bins.Length; i++)
        {
            luma[i / gathered] += bins[i] / weight;
        }

        for (int i = 0; i < hue.Length; i++)
        {
            hue[i] = sums.HueHistogram[i] / (weight * FullSaturation);
        }

        for (int i = 0; i < value.Length; i++)
        {
            AttributeGridCell cell = sums.GridCell(i % AttributeScale.GridSide, i / AttributeScale.GridSide);
            value[i] = cell.Weight > 0 ? cell.Brightness : double.NaN;
        }

        signature.Complete();
        return true;
    }
}
