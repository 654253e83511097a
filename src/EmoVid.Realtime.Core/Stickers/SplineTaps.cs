namespace EmoVid.Realtime;

/// <summary>For every pixel along one axis, the four cells of a field that the uniform cubic B-spline blends there, and their weights.</summary>
internal sealed class SplineTaps
{
    /// <summary>Cells by which a row of field cells is extended on both sides, repeating the border: the furthest tap.</summary>
    public const int Padding = 2;

    /// <param name="cells">Cells of the field.</param>
    /// <param name="pixels">Pixels along the axis.</param>
    /// <param name="origin">Centre of pixel 0, in pixels from the canvas's edge.</param>
    /// <param name="pixelsPerCanvas">Pixels that the canvas spans; they may begin before it and end behind it.</param>
    public SplineTaps(int cells, int pixels, double origin, double pixelsPerCanvas)
    {
        Cells = cells;
        FirstPadded = new int[pixels];
        Weights = new float[4 * pixels];
        for (int i = 0; i < pixels; i++)
        {
            double position = (i + origin) / pixelsPerCanvas * cells - 0.5;
            double floor = Math.Floor(position);
            double t = position - floor, s = 1 - t;
            FirstPadded[i] = Math.Clamp((int)floor - 1 + Padding, 0, cells);
            Weights[4 * i] = (float)(s * s * s / 6);
            Weights[4 * i + 1] = (float)((3 * t * t * t - 6 * t * t + 4) / 6);
            Weights[4 * i + 2] = (float)((3 * s * s * s - 6 * s * s + 4) / 6);
            Weights[4 * i + 3] = (float)(t * t * t / 6);
        }
    }

    public int Cells { get; }

    /// <summary>Pixels along the axis.</summary>
    public int Pixels => FirstPadded.Length;

    /// <summary>First of the four cells, as an index into a row extended by <see cref="Padding"/>: 0 to Cells.</summary>
    public int[] FirstPadded { get; }

    /// <summary>Four weights a pixel; they are not negative and sum to 1.</summary>
    public float[] Weights { get; }

    /// <summary>Taps of an output whose pixels cover the canvas, which is square: one table serves columns and rows.</summary>
    public static SplineTaps OverCanvas(int cells, int pixels) => new(cells, pixels, 0.5, pixels);

    /// <summary>The cell, in a field without padding, that tap <paramref name="tap"/> of pixel <paramref name="i"/> reads.</summary>
    public int Cell(int i, int tap) => Math.Clamp(FirstPadded[i] + tap - Padding, 0, Cells - 1);
}
