namespace EmoVid.Realtime;

/// <summary>For every output pixel along one axis, the four cells of a field that the uniform cubic B-spline blends there, and
/// their weights. The canvas is square, so one table serves columns and rows.</summary>
internal sealed class SplineTaps
{
    /// <summary>Cells by which a row of field cells is extended on both sides, repeating the border: the furthest tap.</summary>
    public const int Padding = 2;

    public SplineTaps(int cells, int outputSize)
    {
        Cells = cells;
        OutputSize = outputSize;
        FirstPadded = new int[outputSize];
        Weights = new float[4 * outputSize];
        for (int i = 0; i < outputSize; i++)
        {
            double position = (i + 0.5) / outputSize * cells - 0.5;
            double floor = Math.Floor(position);
            double t = position - floor, s = 1 - t;
            FirstPadded[i] = (int)floor - 1 + Padding;
            Weights[4 * i] = (float)(s * s * s / 6);
            Weights[4 * i + 1] = (float)((3 * t * t * t - 6 * t * t + 4) / 6);
            Weights[4 * i + 2] = (float)((3 * s * s * s - 6 * s * s + 4) / 6);
            Weights[4 * i + 3] = (float)(t * t * t / 6);
        }
    }

    public int Cells { get; }

    public int OutputSize { get; }

    /// <summary>First of the four cells, as an index into a row extended by <see cref="Padding"/>: 0 to Cells.</summary>
    public int[] FirstPadded { get; }

    /// <summary>Four weights an output pixel; they are not negative and sum to 1.</summary>
    public float[] Weights { get; }

    /// <summary>The cell, in a field without padding, that tap <paramref name="tap"/> of output pixel <paramref name="i"/> reads.</summary>
    public int Cell(int i, int tap) => Math.Clamp(FirstPadded[i] + tap - Padding, 0, Cells - 1);
}
