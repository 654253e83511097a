namespace EmoVid.Realtime;

/// <summary>What of a frame's look tells one shot from another: a histogram of luma and a coarse picture in colour. Reused, never reallocated.</summary>
internal sealed class CutSignature
{
    /// <summary>Bins of the luma histogram.</summary>
    public const int LumaBins = 64;

    /// <summary>Cells of the grid.</summary>
    public const int Cells = 16;

    /// <summary>Mean saturation, and mean value, from which on hue counts in full; below them, in proportion, since the hues of a grey or
    /// nearly black frame are noise.</summary>
    private const double FullColor = 0.1;

    /// <summary>Standard deviation of the cells' values from which on their pattern means something.</summary>
    private const double LeastPattern = 0.02;

    /// <summary>Bins over which a luma bin spreads, either way. At 9 a night scene that fades to black in half a second changes half as
    /// much a frame as at 3; cuts lose little by it.</summary>
    private const int Spread = 9;

    private readonly double[] _luma = new double[LumaBins];
    private readonly double[] _colourX = new double[Cells];
    private readonly double[] _colourY = new double[Cells];
    private readonly double[] _value = new double[Cells];
    private double _color;

    /// <summary>Shares of the frame's weight in each luma bin, to be filled in; they sum to 1.</summary>
    public Span<double> Luma => _luma;

    /// <summary>Colour of each cell, to be filled in: its mean saturation in the direction of its mean hue, as long as its hues agree, and
    /// fading where the cell is dark.</summary>
    public Span<double> ColourX => _colourX;

    /// <summary>The other coordinate of <see cref="ColourX"/>.</summary>
    public Span<double> ColourY => _colourY;

    /// <summary>Mean saturation of the frame, 0-1, to be filled in.</summary>
    public double Saturation { get; set; }

    /// <summary>Mean HSV value of each cell, 0-1, to be filled in; NaN where nothing is opaque.</summary>
    public Span<double> Value => _value;

    /// <summary>Makes the filled-in numbers comparable: each luma bin is spread over its neighbours, a triangle of
    /// <see cref="Spread"/> bins either way that folds back at black and white, so that a histogram that slides a little is a small
    /// change and not a total one.</summary>
    public void Complete()
    {
        Span<double> raw = stackalloc double[LumaBins];
        _luma.CopyTo(raw);
        Array.Clear(_luma);
        for (int i = 0; i < LumaBins; i++)
        {
            for (int offset = 1 - Spread; raw[i] != 0 && offset < Spread; offset++)
            {
                int bin = i + offset;
                bin = bin < 0 ? -1 - bin : bin >= LumaBins ? 2 * LumaBins - 1 - bin : bin;
                _luma[bin] += raw[i] * (Spread - Math.Abs(offset)) / (Spread * Spread);
            }
        }

        double value = 0;
        foreach (double cell in _value)
        {
            value += double.IsNaN(cell) ? 0 : cell / Cells;
        }

        _color = Math.Min(1, Saturation / FullColor) * Math.Min(1, value / FullColor);
    }

    /// <summary>Takes another's numbers.</summary>
    public void CopyFrom(CutSignature other)
    {
        other._luma.CopyTo(_luma, 0);
        other._colourX.CopyTo(_colourX, 0);
        other._colourY.CopyTo(_colourY, 0);
        other._value.CopyTo(_value, 0);
        _color = other._color;
    }

    /// <summary>How different two looks are, 0-1: the mean of the luma histograms' total variation, of the cells' mean difference
    /// of value, and of their mean difference of colour. Colour counts by how much of it and of light there is.</summary>
    public static double Change(CutSignature a, CutSignature b)
    {
        double colour = Math.Max(a._color, b._color);
        return (Variation(a._luma, b._luma) + colour * ColourDifference(a, b) + CellDifference(a, b)) / (2 + colour);
    }

    /// <summary>How alike the pattern of light and dark is, whatever the light: the correlation of the cells' values, -1 to 1; 0 where
    /// one of the two has no pattern.</summary>
    public static double PatternLikeness(CutSignature a, CutSignature b)
    {
        double sumA = 0, sumB = 0, squaresA = 0, squaresB = 0, products = 0;
        int count = 0;
        for (int i = 0; i < Cells; i++)
        {
            (double x, double y) = (a._value[i], b._value[i]);
            if (double.IsNaN(x) || double.IsNaN(y))
            {
                continue;
            }

            sumA += x;
            sumB += y;
            squaresA += x * x;
            squaresB += y * y;
            products += x * y;
            count++;
        }

        if (count < 2)
        {
            return 0;
        }

        double varianceA = squaresA / count - sumA / count * (sumA / count);
        double varianceB = squaresB / count - sumB / count * (sumB / count);
        const double least = LeastPattern * LeastPattern;
        return varianceA < least || varianceB < least ? 0 : (products / count - sumA / count * (sumB / count)) / Math.Sqrt(varianceA * varianceB);
    }

    private static double Variation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return sum / 2;
    }

    private static double ColourDifference(CutSignature a, CutSignature b)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < Cells; i++)
        {
            if (!double.IsNaN(a._value[i] - b._value[i]))
            {
                (double x, double y) = (a._colourX[i] - b._colourX[i], a._colourY[i] - b._colourY[i]);
                sum += Math.Sqrt(x * x + y * y);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    private static double CellDifference(CutSignature a, CutSignature b)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < Cells; i++)
        {
            double difference = Math.Abs(a._value[i] - b._value[i]);
            if (!double.IsNaN(difference))
            {
                sum += difference;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
