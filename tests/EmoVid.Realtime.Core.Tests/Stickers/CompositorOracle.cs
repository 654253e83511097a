namespace EmoVid.Realtime.Core.Tests.Stickers;

/// <summary>The compositor's definition, one pixel at a time in double precision, written from the documentation of
/// <see cref="MotionFields"/>: no table, no SIMD, sums over every cell and every source pixel near by.</summary>
internal sealed class CompositorOracle(RgbaImage premultiplied, StickerPlacement placement, MotionFields fields, int size)
{
    private readonly Dictionary<(int Column, int Row), double[]> _painted = [];

    /// <summary>Premultiplied RGBA in [0, 1] times 255 of one output pixel, before rounding.</summary>
    public double[] Pixel(int x, int y)
    {
        double px = (x + 0.5) / size, py = (y + 0.5) / size;
        double[] warp = Field(fields.Warp, fields.WarpSize, px, py);
        double sx = (px + warp[0]) * placement.SourcePixelsPerCanvas - placement.OffsetX;
        double sy = (py + warp[1]) * placement.SourcePixelsPerCanvas - placement.OffsetY;
        var color = new double[4];
        for (int row = (int)Math.Floor(sy) - 3; row < sy + 3; row++)
        {
            for (int column = (int)Math.Floor(sx) - 3; column < sx + 3; column++)
            {
                double weight = CatmullRom(sx - (column + 0.5)) * CatmullRom(sy - (row + 0.5));
                if (!_painted.TryGetValue((column, row), out double[]? texel))
                {
                    _painted[(column, row)] = texel = Painted(column, row);
                }

                for (int c = 0; c < 4; c++)
                {
                    color[c] += weight * texel[c];
                }
            }
        }

        double alpha = Math.Clamp(color[3], 0, 1);
        return [.. Enumerable.Range(0, 4).Select(c => 255 * (c == 3 ? alpha : Math.Clamp(warp[2 + c] * color[c], 0, alpha)))];
    }

    /// <summary>One pixel of the still's own grid, tinted and under its paint; the grid goes on beyond the still, and both end with the canvas.</summary>
    private double[] Painted(int column, int row)
    {
        var color = new double[4];
        if (column >= 0 && column < premultiplied.Width && row >= 0 && row < premultiplied.Height)
        {
            for (int c = 0; c < 4; c++)
            {
                color[c] = premultiplied.Pixels[4 * (row * premultiplied.Width + column) + c] / 255.0;
            }
        }

        double qx = (column + 0.5 + placement.OffsetX) / placement.SourcePixelsPerCanvas;
        double qy = (row + 0.5 + placement.OffsetY) / placement.SourcePixelsPerCanvas;
        if (qx is >= 0 and < 1 && qy is >= 0 and < 1)
        {
            double[] paint = Field(fields.Paint, fields.PaintSize, qx, qy), warp = Field(fields.Warp, fields.WarpSize, qx, qy);
            for (int c = 0; c < 4; c++)
            {
                color[c] = c == 3 ? color[c] : Math.Clamp(warp[5 + c] * color[c], 0, color[3]);
                color[c] = (1 - paint[0]) * color[c] + paint[0] * paint[1 + c];
            }
        }

        return color;
    }

    private static double[] Field(float[] planes, int n, double px, double py)
    {
        var values = new double[planes.Length / (n * n)];
        for (int row = -3; row < n + 3; row++)
        {
            for (int column = -3; column < n + 3; column++)
            {
                double weight = CubicBSpline(px * n - 0.5 - column) * CubicBSpline(py * n - 0.5 - row);
                int cell = Math.Clamp(row, 0, n - 1) * n + Math.Clamp(column, 0, n - 1);
                for (int channel = 0; channel < values.Length; channel++)
                {
                    values[channel] += weight * planes[channel * n * n + cell];
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
