using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Interpolates one field of <see cref="MotionFields"/> vertically, one output row at a time, into cells of eight
/// lanes that hold all channels, so that the horizontal interpolation of a pixel is four multiply-adds.</summary>
/// <remarks>Owned by one compositor; allocates only when a size changes.</remarks>
internal sealed class FieldRows
{
    private readonly int[] _lanes;
    private readonly float _restingLane3;
    private Vector256<float>[] _cells = [];
    private Vector256<float>[] _row = [];
    private SplineTaps _taps = new(1, 1);

    /// <param name="lanes">For each channel of the field, the lane that it goes to.</param>
    /// <param name="restingLane3">What lane 3 holds when no channel goes there: the gain of alpha is always 1.</param>
    public FieldRows(int[] lanes, float restingLane3)
    {
        _lanes = lanes;
        _restingLane3 = restingLane3;
    }

    public SplineTaps Taps => _taps;

    /// <summary>The current output row, extended by <see cref="SplineTaps.Padding"/> on both sides.</summary>
    public ReadOnlySpan<Vector256<float>> Row => _row;

    /// <summary>Takes a planar field [channel, size, size] for the rows that follow.</summary>
    public void Load(ReadOnlySpan<float> planes, int size, int outputSize)
    {
        if (_taps.Cells != size || _taps.OutputSize != outputSize)
        {
            _taps = new SplineTaps(size, outputSize);
            _cells = new Vector256<float>[size * size];
            _row = new Vector256<float>[size + 2 * SplineTaps.Padding];
            _cells.AsSpan().Fill(Vector256<float>.Zero.WithElement(3, _restingLane3));
        }

        Span<float> interleaved = MemoryMarshal.Cast<Vector256<float>, float>(_cells.AsSpan());
        for (int channel = 0; channel < _lanes.Length; channel++)
        {
            ReadOnlySpan<float> plane = planes.Slice(channel * size * size, size * size);
            int lane = _lanes[channel];
            for (int i = 0; i < plane.Length; i++)
            {
                interleaved[8 * i + lane] = plane[i];
            }
        }
    }

    /// <summary>Interpolates at output row <paramref name="y"/>.</summary>
    public void MoveTo(int y)
    {
        int size = _taps.Cells;
        ReadOnlySpan<Vector256<float>> c0 = _cells.AsSpan(_taps.Cell(y, 0) * size, size);
        ReadOnlySpan<Vector256<float>> c1 = _cells.AsSpan(_taps.Cell(y, 1) * size, size);
        ReadOnlySpan<Vector256<float>> c2 = _cells.AsSpan(_taps.Cell(y, 2) * size, size);
        ReadOnlySpan<Vector256<float>> c3 = _cells.AsSpan(_taps.Cell(y, 3) * size, size);
        Vector256<float> w0 = Vector256.Create(_taps.Weights[4 * y]), w1 = Vector256.Create(_taps.Weights[4 * y + 1]);
        Vector256<float> w2 = Vector256.Create(_taps.Weights[4 * y + 2]), w3 = Vector256.Create(_taps.Weights[4 * y + 3]);
        Span<Vector256<float>> inner = _row.AsSpan(SplineTaps.Padding, size);
        for (int x = 0; x < inner.Length; x++)
        {
            inner[x] = c0[x] * w0 + c1[x] * w1 + (c2[x] * w2 + c3[x] * w3);
        }

        _row.AsSpan(0, SplineTaps.Padding).Fill(inner[0]);
        _row.AsSpan(SplineTaps.Padding + size).Fill(inner[^1]);
    }

    /// <summary>Whether lane <paramref name="lane"/> of every cell that output row <paramref name="y"/> reads is zero.</summary>
    public bool IsZero(int y, int lane)
    {
        int size = _taps.Cells;
        ReadOnlySpan<float> interleaved = MemoryMarshal.Cast<Vector256<float>, float>(_cells);
        int first = _taps.Cell(y, 0) * size, end = (_taps.Cell(y, 3) + 1) * size;
        for (int i = first; i < end; i++)
        {
            if (interleaved[8 * i + lane] != 0)
            {
                return false;
            }
        }

        return true;
    }
}
