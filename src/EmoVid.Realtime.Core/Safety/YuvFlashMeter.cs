namespace EmoVid.Realtime;

/// <summary>Measures 4:2:0 frames: each chroma sample with the mean of its luma samples, as one pixel.</summary>
internal sealed class YuvFlashMeter(FlashGrid grid, in YuvCoefficients coefficients, bool pairsChroma)
    : FlashMeter(grid.Columns, (grid.Width + 1) / 2, grid.CellSize / 2, 0)
{
    private readonly YuvCoefficients _coefficients = coefficients;
    private readonly byte[] _row = new byte[(grid.Width + 1) / 2 * 4];

    protected override int AddRows(in FlashSurface strip)
    {
        FlashPlane luma = strip[0], chroma = strip[1];
        for (int y = 0; y < chroma.Rows; y++)
        {
            ReadOnlySpan<byte> upper = luma.Row(2 * y), lower = luma.Row(Math.Min(2 * y + 1, luma.Rows - 1));
            ReadOnlySpan<byte> cb = chroma.Row(y), cr = pairsChroma ? cb[1..] : strip[2].Row(y);
            int step = pairsChroma ? 2 : 1;
            for (int x = 0; x < _row.Length / 4; x++)
            {
                int left = 2 * x, right = Math.Min(left + 1, upper.Length - 1);
                int mean = (upper[left] + upper[right] + lower[left] + lower[right] + 2) >> 2;
                (int red, int green, int blue) = _coefficients.ToRgb(mean, cb[x * step], cr[x * step]);
                (_row[4 * x], _row[4 * x + 1], _row[4 * x + 2]) = ((byte)red, (byte)green, (byte)blue);
            }

            AddRow(_row);
        }

        return chroma.Rows;
    }
}
