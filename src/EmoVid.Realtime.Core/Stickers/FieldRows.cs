using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Interpolates one field of <see cref="MotionFields"/> vertically, one row of pixels at a time, into cells of eight lanes that
/// hold all channels, so that the horizontal interpolation of a pixel is four multiply-adds.</summary>
/// <remarks>Owned by one compositor; allocates only when a size changes.</remarks>
internal sealed class FieldRows
{
    private readonly int[] _lanes;
    private readonly float _restingLane3;
    private Vector256<float>[] _cells = [];
    private Vector256<float>[] _row = [];
    private int _firstColumn;
    private int _columnEnd;

    /// <param name="lanes">For each channel of the field, the lane that it goes to.</param>
    /// <param name="restingLane3">What lane 3 holds when no channel goes there: the gain of alpha is always 1.</param>
    public FieldRows(int[] lanes, float restingLane3)
    {
        _lanes = lanes;
        _restingLane3 = restingLane3;
        Columns = Rows = new SplineTaps(1, 0, 0, 1);
    }

    /// <summary>Taps along a row of pixels.</summary>
    public SplineTaps Columns { get; private set; }

    /// <summary>Taps along a column of pixels.</summary>
    public SplineTaps Rows { get; private set; }

    /// <summary>The current row, extended by <see cref="SplineTaps.Padding"/> on both sides.</summary>
    public ReadOnlySpan<Vector256<float>> Row => _row;

    /// <summary>Sets where the pixels lie in a field of the taps' size.</summary>
    public void Use(SplineTaps columns, SplineTaps rows)
    {
        if (Columns.Cells != columns.Cells)
        {
            int size = columns.Cells;
            _cells = new Vector256<float>[size * size];
            _row = new Vector256<float>[size + 2 * SplineTaps.Padding];
            _cells.AsSpan().Fill(Vector256<float>.Zero.WithElement(3, _restingLane3));
        }

        (Columns, Rows) = (columns, rows);
    }

    /// <summary>Takes a planar field [channel, size, size] for the pixels of a region; only they may be asked for until the next.</summary>
    public void Load(ReadOnlySpan<float> planes, PixelRectangle region)
    {
        int size = Columns.Cells;
        _firstColumn = Columns.Cell(region.X, 0);
        _columnEnd = Columns.Cell(region.X + region.Width - 1, 3) + 1;
        int firstRow = Rows.Cell(region.Y, 0), rowEnd = Rows.Cell(region.Y + region.Height - 1, 3) + 1;
        Span<float> interleaved = MemoryMarshal.Cast<Vector256<float>, float>(_cells.AsSpan());
        for (int channel = 0; channel < _lanes.Length; channel++)
        {
            int lane = _lanes[channel];
            for (int row = firstRow; row < rowEnd; row++)
            {
                ReadOnlySpan<float> from = planes.Slice((channel * size + row) * size + _firstColumn, _columnEnd - _firstColumn);
                Span<float> to = interleaved[(8 * (row * size + _firstColumn))..];
                for (int i = 0; i < from.Length; i++)
                {
                    to[8 * i + lane] = from[i];
                }
            }
        }
    }

    /// <summary>Interpolates at row <paramref name="y"/> of pixels.</summary>
    public void MoveTo(int y)
    {
        int size = Columns.Cells, count = _columnEnd - _firstColumn;
        ReadOnlySpan<Vector256<float>> c0 = _cells.AsSpan(Rows.Cell(y, 0) * size + _firstColumn, count);
        ReadOnlySpan<Vector256<float>> c1 = _cells.AsSpan(Rows.Cell(y, 1) * size + _firstColumn, count);
        ReadOnlySpan<Vector256<float>> c2 = _cells.AsSpan(Rows.Cell(y, 2) * size + _firstColumn, count);
        ReadOnlySpan<Vector256<float>> c3 = _cells.AsSpan(Rows.Cell(y, 3) * size + _firstColumn, count);
        float[] weights = Rows.Weights;
        Vector256<float> w0 = Vector256.Create(weights[4 * y]), w1 = Vector256.Create(weights[4 * y + 1]);
        Vector256<float> w2 = Vector256.Create(weights[4 * y + 2]), w3 = Vector256.Create(weights[4 * y + 3]);
        Span<Vector256<float>> inner = _row.AsSpan(SplineTaps.Padding + _firstColumn, count);
        for (int x = 0; x < inner.Length; x++)
        {
            inner[x] = c0[x] * w0 + c1[x] * w1 + (c2[x] * w2 + c3[x] * w3);
        }

        // Where the cells loaded end at the field's border, pixels near it read it again from the padding.
        _row.AsSpan(0, SplineTaps.Padding).Fill(_row[SplineTaps.Padding]);
        _row.AsSpan(SplineTaps.Padding + size).Fill(_row[SplineTaps.Padding + size - 1]);
    }

    /// <summary>Interpolates along the row: four cells of it and their weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Blend(ReadOnlySpan<Vector256<float>> cells, Vector128<float> weights)
    {
        Vector256<float> sum = cells[0] * Vector256.Create(weights.GetElement(0));
        sum = Vector256.MultiplyAddEstimate(cells[1], Vector256.Create(weights.GetElement(1)), sum);
        sum = Vector256.MultiplyAddEstimate(cells[2], Vector256.Create(weights.GetElement(2)), sum);
        return Vector256.MultiplyAddEstimate(cells[3], Vector256.Create(weights.GetElement(3)), sum);
    }
}
