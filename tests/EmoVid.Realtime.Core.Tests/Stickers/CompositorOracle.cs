namespace EmoVid.Realtime.Core.Tests.Stickers;

/// <summary>The compositor's definition, one pixel at a time in double precision, written from the documentation of
/// <see cref="MotionFields"/>: no table, no SIMD, sums over every cell and every source pixel near by.</summary>
internal static class CompositorOracle
{
    /// <summary>Premultiplied RGBA in [0, 1] times 255 of one output pixel, before rounding.</summary>
    public static double[] Pixel(RgbaImage premultiplied, StickerPlacement placement, MotionFields fields, int size, int x, int y)
    {
        double px = (x + 0.5) / size, py = (y + 0.5) / size;
        double[] warp = Field(fields.Warp, fields.WarpSize, px, py), paint = Field(fields.Paint, fields.PaintSize, px, py);
        double[] color = Sample(
            premultiplied,
            (px + warp[0]) * placement.SourcePixelsPerCanvas - placement.OffsetX,
            (py + warp[1]) * placement.SourcePixelsPerCanvas - placement.OffsetY);
        double alpha = Math.Clamp(color[3], 0, 1);
        var result = new double[4];
        for (int c = 0; c < 4; c++)
        {
            double moved = c == 3 ? alpha : Math.Clamp(warp[2 + c] * color[c], 0, alpha);
            result[c] = 255 * ((1 - paint[0]) * moved + paint[0] * paint[1 + c]);
        }

        return result;
    }

    private static double[] Field(float[] planes, int n, double px, double py)
    {
        var values = new double[5];
        for (int row = -3; row < n + 3; row++)
        {
            for (int column = -3; column < n + 3; column++)
            {
                double weight = CubicBSpline(px * n - 0.5 - column) * CubicBSpline(py * n - 0.5 - row);
                int cell = Math.Clamp(row, 0, n - 1) * n + Math.Clamp(column, 0, n - 1);
                for (int channel = 0; channel < 5; channel++)
                {
                    values[channel] += weight * planes[channel * n * n + cell];
                }
            }
        }

        return values;
    }

    private static double[] Sample(RgbaImage image, double sx, double sy)
    {
        var values = new double[4];
        for (int row = Math.Max(0, (int)sy - 4); row < Math.Min(image.Height, sy + 4); row++)
        {
            for (int column = Math.Max(0, (int)sx - 4); column < Math.Min(image.Width, sx + 4); column++)
            {
                double weight = CatmullRom(sx - (column + 0.5)) * CatmullRom(sy - (row + 0.5));
                for (int c = 0; c < 4; c++)
                {
                    values[c] += weight * image.Pixels[4 * (row * image.Width + column) + c] / 255.0;
                }
            }
        }

        return values;
    }

    /// <summary>The uniform cubic B-spline as the fourfold convolution of a box: a sum of truncated powers.</summary>
    private static double CubicBSpline(double x)
    {
        double sum = 0;
        double[] binomial = [1, -4, 6, -4, 1];
        for (int k = 0; k <= 4; k++)
        {
            sum += binomial[k] * Math.Pow(Math.Max(0, x + 2 - k), 3);
        }

        return Math.Abs(x) >= 2 ? 0 : sum / 6;
    }

    /// <summary>Keys's cubic convolution kernel with a = -1/2, in its two pieces.</summary>
    private static double CatmullRom(double x)
    {
        x = Math.Abs(x);
        return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
}
