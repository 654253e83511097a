using System.Numerics.Tensors;

namespace EmoVid.Realtime;

/// <summary>Averages a frame over the cells of a grid laid across it: the box filter with exact coverage, separable.</summary>
/// <remarks>Everything outside the frame is transparent. Works in premultiplied sRGB-encoded colour, as the training code does.
/// Allocates its tables; for set-up, not for every frame.</remarks>
internal static class AreaResampler
{
    /// <summary>Renders <paramref name="columns"/>×<paramref name="rows"/> cells, row by row.</summary>
    /// <param name="source">The frame.</param>
    /// <param name="left">Source x of the grid's left edge, in pixels.</param>
    /// <param name="top">Source y of the grid's top edge, in pixels.</param>
    /// <param name="cell">Side of a cell in source pixels, above 0.</param>
    /// <param name="columns">Cells a row.</param>
    /// <param name="rows">Rows of cells.</param>
    /// <param name="takeRow">Receives each row: its index and 4·columns floats, interleaved premultiplied RGBA in [0, 1].</param>
    public static void Resample(in FrameView source, double left, double top, double cell, int columns, int rows, RowTaker takeRow)
    {
        Coverage[] spans = SpansOf(left, cell, columns, source.Width);
        var pixels = new float[source.Width * 4];
        var cells = new float[columns * 4];
        var sum = new float[columns * 4];
        int cached = -1;
        for (int row = 0; row < rows; row++)
        {
            double from = top + row * cell, to = from + cell;
            Array.Clear(sum);
            for (int y = Math.Max(0, (int)Math.Floor(from)); y < Math.Min(source.Height, Math.Ceiling(to)); y++)
            {
                // Neighbouring grid rows share the source row that their border cuts.
                if (y != cached)
                {
                    PremultipliedRow.Read(source, y, pixels);
                    AverageColumns(pixels, spans, cell, cells);
                    cached = y;
                }

                float weight = (float)((Math.Min(to, y + 1.0) - Math.Max(from, y)) / cell);
                TensorPrimitives.MultiplyAdd(cells, weight, sum, sum);
            }

            takeRow(row, sum);
        }
    }

    private static Coverage[] SpansOf(double left, double cell, int columns, int width)
    {
        var spans = new Coverage[columns];
        for (int i = 0; i < columns; i++)
        {
            double from = Math.Clamp(left + i * cell, 0, width), to = Math.Clamp(left + (i + 1) * cell, 0, width);
            spans[i] = new Coverage(from, to);
        }

        return spans;
    }

    private static void AverageColumns(ReadOnlySpan<float> pixels, Coverage[] spans, double cell, Span<float> cells)
    {
        for (int i = 0; i < spans.Length; i++)
        {
            Coverage span = spans[i];
            System.Numerics.Vector4 total = default;
            for (int x = (int)span.From; x < span.To; x++)
            {
                float weight = (float)((Math.Min(span.To, x + 1.0) - Math.Max(span.From, x)) / cell);
                total += weight * new System.Numerics.Vector4(pixels.Slice(4 * x, 4));
            }

            total.CopyTo(cells.Slice(4 * i, 4));
        }
    }

    /// <summary>Receives one finished row of cells.</summary>
    public delegate void RowTaker(int row, ReadOnlySpan<float> rgba);

    /// <summary>The part of a source row that one cell covers, inside the frame; empty where the cell lies outside.</summary>
    private readonly record struct Coverage(double From, double To);
}
