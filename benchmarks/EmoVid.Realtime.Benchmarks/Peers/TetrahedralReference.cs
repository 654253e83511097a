namespace EmoVid.Realtime.Benchmarks.Peers;

/// <summary>Tetrahedral interpolation in double precision, written for itself: it walks the cell's edges in the order of the
/// fractions.</summary>
internal sealed class TetrahedralReference(GradeLut lut)
{
    private const int Cells = GradeLut.Size - 1;
    private readonly double[] _colors = Colors(lut);

    /// <summary>Largest difference of a graded frame from the reference, in codes of 1/255.</summary>
    public double WorstDifference(ReadOnlySpan<byte> source, ReadOnlySpan<byte> graded)
    {
        double worst = 0;
        Span<double> color = stackalloc double[3];
        for (int at = 0; at < source.Length; at += 4)
        {
            Interpolate(source.Slice(at, 3), color);
            for (int channel = 0; channel < 3; channel++)
            {
                worst = Math.Max(worst, Math.Abs(graded[at + channel] - 255 * color[channel]));
            }
        }

        return worst;
    }

    private void Interpolate(ReadOnlySpan<byte> code, Span<double> color)
    {
        Span<double> fractions = stackalloc double[3];
        Span<int> axes = [0, 1, 2];
        ReadOnlySpan<int> strides = [1, GradeLut.Size, GradeLut.Size * GradeLut.Size];
        int corner = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            double position = code[axis] * (double)Cells / 255;
            int cell = Math.Min((int)position, Cells - 1);
            fractions[axis] = position - cell;
            corner += cell * strides[axis];
        }

        // Three axes: an insertion sort, largest fraction first.
        for (int i = 1; i < 3; i++)
        {
            for (int j = i; j > 0 && fractions[axes[j]] > fractions[axes[j - 1]]; j--)
            {
                (axes[j], axes[j - 1]) = (axes[j - 1], axes[j]);
            }
        }

        double before = 1;
        color.Clear();
        for (int step = 0; step <= 3; step++)
        {
            double after = step < 3 ? fractions[axes[step]] : 0;
            for (int channel = 0; channel < 3; channel++)
            {
                color[channel] += (before - after) * _colors[3 * corner + channel];
            }

            before = after;
            corner += step < 3 ? strides[axes[step]] : 0;
        }
    }

    private static double[] Colors(GradeLut lut)
    {
        double[] colors = new double[3 * GradeLut.EntryCount];
        for (int i = 0; i < GradeLut.EntryCount; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                colors[3 * i + channel] = lut.Entries[GradeLut.Channels * i + channel] / (double)GradeLut.One;
            }
        }

        return colors;
    }
}
