namespace EmoVid.Realtime.Core.Tests.Grading;

/// <summary>Tetrahedral interpolation in double precision, written from the definition: walk from the cell's first corner to its last, along the channels in
/// order of their fractions.</summary>
internal static class LutOracle
{
    /// <summary>The grade of one straight sRGB-encoded colour, 0-1.</summary>
    public static double[] Apply(GradeLut lut, double red, double green, double blue)
    {
        double[] position = [.. new[] { red, green, blue }.Select(channel => Math.Clamp(channel, 0, 1) * (GradeLut.Size - 1))];
        int[] corner = [.. position.Select(p => Math.Min((int)Math.Floor(p), GradeLut.Size - 2))];
        double[] fraction = [.. position.Zip(corner, (p, c) => p - c)];
        double[] value = Corner(lut, corner);
        double[] sum = [.. value];
        foreach (int axis in Enumerable.Range(0, 3).OrderByDescending(axis => fraction[axis]))
        {
            corner[axis]++;
            double[] next = Corner(lut, corner);
            for (int channel = 0; channel < 3; channel++)
            {
                sum[channel] += fraction[axis] * (next[channel] - value[channel]);
            }

            value = next;
        }

        return sum;
    }

    public static double Decode(double encoded) => encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);

    public static double Encode(double linear) => linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;

    private static double[] Corner(GradeLut lut, int[] at)
    {
        (float red, float green, float blue) = lut[at[0], at[1], at[2]];
        return [red, green, blue];
    }
}
