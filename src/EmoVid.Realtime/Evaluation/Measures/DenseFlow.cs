namespace EmoVid.Realtime;

/// <summary>Dense optical flow by Horn &amp; Schunck (1981), coarse to fine: a method that shares nothing with the generator's own flow. It says where a
/// frame's pixels come from, so that colours can be compared there.</summary>
/// <remarks>Pictures are grey and alpha, [side, side] each. One thread at a time.</remarks>
internal static class DenseFlow
{
    private const double Smoothness = 0.004;
    private const int Warps = 4;
    private const int Iterations = 40;
    private const int Coarsest = 16;

    /// <summary>The flow d for which target(p) ≈ source(p + d), in pixels.</summary>
    /// <param name="source">Grey levels in 0-1.</param>
    /// <param name="target">Grey levels in 0-1.</param>
    /// <param name="side">Side of both, a power of two times at least <c>16</c>.</param>
    public static (float[] X, float[] Y) Estimate(float[] source, float[] target, int side)
    {
        if (side / 2 < Coarsest || side % 2 != 0)
        {
            return Refine(source, target, side, new float[side * side], new float[side * side]);
        }

        (float[] x, float[] y) = Estimate(Half(source, side), Half(target, side), side / 2);
        return Refine(source, target, side, Double(x, side / 2), Double(y, side / 2));
    }

    /// <summary>A plane sampled bilinearly at p + d, its border repeated.</summary>
    public static float Sample(ReadOnlySpan<float> plane, int side, float x, float y)
    {
        x = Math.Clamp(x, 0, side - 1.001f);
        y = Math.Clamp(y, 0, side - 1.001f);
        int x0 = (int)x, y0 = (int)y, at = y0 * side + x0;
        float fx = x - x0, fy = y - y0;
        return (plane[at] * (1 - fx) + plane[at + 1] * fx) * (1 - fy) + (plane[at + side] * (1 - fx) + plane[at + side + 1] * fx) * fy;
    }

    private static (float[] X, float[] Y) Refine(float[] source, float[] target, int side, float[] u, float[] v)
    {
        int cells = side * side;
        float[] warped = new float[cells], gx = new float[cells], gy = new float[cells], error = new float[cells];
        float[] du = new float[cells], dv = new float[cells], nextU = new float[cells], nextV = new float[cells];
        for (int warp = 0; warp < Warps; warp++)
        {
            for (int i = 0; i < cells; i++)
            {
                warped[i] = Sample(source, side, i % side + u[i], i / side + v[i]);
            }

            for (int i = 0; i < cells; i++)
            {
                int x = i % side, y = i / side;
                int left = y * side + Math.Max(0, x - 1), right = y * side + Math.Min(side - 1, x + 1);
                int up = Math.Max(0, y - 1) * side + x, down = Math.Min(side - 1, y + 1) * side + x;
                gx[i] = 0.5f * (warped[right] - warped[left]);
                gy[i] = 0.5f * (warped[down] - warped[up]);
                error[i] = warped[i] - target[i];
            }

            Array.Clear(du);
            Array.Clear(dv);
            for (int round = 0; round < Iterations; round++)
            {
                for (int i = 0; i < cells; i++)
                {
                    // The flow as a whole is smooth, not only what this round adds.
                    float meanU = Mean(u, side, i) + Mean(du, side, i) - u[i];
                    float meanV = Mean(v, side, i) + Mean(dv, side, i) - v[i];
                    float share = (gx[i] * meanU + gy[i] * meanV + error[i]) / ((float)Smoothness + gx[i] * gx[i] + gy[i] * gy[i]);
                    nextU[i] = meanU - gx[i] * share;
                    nextV[i] = meanV - gy[i] * share;
                }

                (du, nextU) = (nextU, du);
                (dv, nextV) = (nextV, dv);
            }

            for (int i = 0; i < cells; i++)
            {
                u[i] += du[i];
                v[i] += dv[i];
            }
        }

        return (u, v);
    }

    private static float Mean(float[] plane, int side, int i)
    {
        int x = i % side, y = i / side;
        return 0.25f * (plane[y * side + Math.Max(0, x - 1)] + plane[y * side + Math.Min(side - 1, x + 1)] + plane[Math.Max(0, y - 1) * side + x] + plane[Math.Min(side - 1, y + 1) * side + x]);
    }

    private static float[] Half(float[] plane, int side)
    {
        int half = side / 2;
        var result = new float[half * half];
        for (int i = 0; i < result.Length; i++)
        {
            int at = i / half * 2 * side + i % half * 2;
            result[i] = 0.25f * (plane[at] + plane[at + 1] + plane[at + side] + plane[at + side + 1]);
        }

        return result;
    }

    private static float[] Double(float[] plane, int side)
    {
        var result = new float[4 * side * side];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = 2 * Sample(plane, side, (i % (2 * side) - 0.5f) / 2, (i / (2 * side) - 0.5f) / 2);
        }

        return result;
    }
}
