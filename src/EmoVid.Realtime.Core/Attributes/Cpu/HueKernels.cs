namespace EmoVid.Realtime;

/// <summary>Picks the loop of <see cref="HueKernel"/> that does what is asked for and no more.</summary>
internal static unsafe class HueKernels
{
    /// <summary>Adds a padded block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="count">Pixels, a multiple of <see cref="PixelBlock.Step"/>.</param>
    /// <param name="weighted">Whether pixels have weights.</param>
    /// <param name="saturated">Whether the saturation-weighted hue is summed.</param>
    /// <param name="binned">Whether bins of the hue histogram are written.</param>
    /// <param name="lumaBins">Receives counts of luma; null for none.</param>
    public static HueKernel.Sums Add(PixelBlock block, int count, bool weighted, bool saturated, bool binned, uint* lumaBins) => weighted
        ? Add<Yes, No>(block, count, saturated, binned, lumaBins)
        : lumaBins == null ? Add<No, No>(block, count, saturated, binned, lumaBins) : Add<No, Yes>(block, count, saturated, binned, lumaBins);

    private static HueKernel.Sums Add<TWeighted, TCounted>(PixelBlock block, int count, bool saturated, bool binned, uint* lumaBins)
        where TWeighted : struct, IChoice
        where TCounted : struct, IChoice => (saturated, binned) switch
    {
        (false, false) => HueKernel.Add<TWeighted, No, No, TCounted>(block, count, lumaBins),
        (true, false) => HueKernel.Add<TWeighted, Yes, No, TCounted>(block, count, lumaBins),
        (false, true) => HueKernel.Add<TWeighted, No, Yes, TCounted>(block, count, lumaBins),
        (true, true) => HueKernel.Add<TWeighted, Yes, Yes, TCounted>(block, count, lumaBins),
    };
}
