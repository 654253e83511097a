namespace EmoVid.Realtime.Generation.Tests.ShippedMotion;

/// <summary>A backward flow tears or folds a picture where its Jacobian determinant reaches 0.</summary>
internal static class FlowJacobian
{
    /// <summary>The least determinant over the inner 80 % of the canvas, where stills stand; central differences.</summary>
    public static double LeastDeterminant(MotionFields fields)
    {
        int n = fields.WarpSize;
        ReadOnlySpan<float> dx = fields.Warp.AsSpan(0, n * n), dy = fields.Warp.AsSpan(n * n, n * n);
        double least = double.PositiveInfinity;
        for (int y = n / 10 + 1; y < n - 1 - n / 10; y++)
        {
            for (int x = n / 10 + 1; x < n - 1 - n / 10; x++)
            {
                int i = y * n + x;
                double xx = 1 + (dx[i + 1] - dx[i - 1]) * n / 2, xy = (dx[i + n] - dx[i - n]) * n / 2;
                double yx = (dy[i + 1] - dy[i - 1]) * n / 2, yy = 1 + (dy[i + n] - dy[i - n]) * n / 2;
                least = Math.Min(least, (xx * yy) - (xy * yx));
            }
        }

        return least;
    }
}
