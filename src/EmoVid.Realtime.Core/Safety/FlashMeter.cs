using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Averages the light of cells: relative luminance, and the red of the red-flash rule.</summary>
internal abstract class FlashMeter
{
    // Relative luminance of WCAG 2.x: 0.2126 R + 0.7152 G + 0.0722 B in linear light.
    private const float RedWeight = 0.2126f, GreenWeight = 0.7152f, BlueWeight = 0.0722f;

    private readonly ushort[] _sums;
    private readonly Vector128<int>[] _cells;
    private readonly int _pixelsPerCell;
    private readonly int _redLane;
    private int _rowsInSums;

    /// <param name="columns">Cells in a row.</param>
    /// <param name="rowPixels">Pixels in a row that is added.</param>
    /// <param name="pixelsPerCell">Pixels of such a row in a cell; the last cell may have fewer.</param>
    /// <param name="redLane">0 where red comes first in a pixel, 2 where blue does.</param>
    protected FlashMeter(int columns, int rowPixels, int pixelsPerCell, int redLane)
    {
        _sums = new ushort[rowPixels * 4];
        _cells = new Vector128<int>[columns];
        _pixelsPerCell = pixelsPerCell;
        _redLane = redLane;
    }

    /// <summary>Writes a row of cells: luminance in Q16, and red in the form of <see cref="RedFlash"/>.</summary>
    public void Measure(in FlashSurface strip, Span<int> general, Span<int> red)
    {
        Array.Clear(_cells);
        int rows = AddRows(strip);
        Flush();
        int last = _sums.Length / 4 - (_cells.Length - 1) * _pixelsPerCell;
        for (int i = 0; i < _cells.Length; i++)
        {
            int pixels = rows * (i == _cells.Length - 1 ? last : _pixelsPerCell);
            float scale = (float)FlashRules.One / FlashLight.One / pixels;
            Vector128<float> light = Vector128.ConvertToSingle(_cells[i]) * scale;
            float r = light[_redLane], g = light[1], b = light[2 - _redLane];
            general[i] = (int)(RedWeight * r + GreenWeight * g + BlueWeight * b + 0.5f);
            bool saturated = r > 0 && r >= FlashRules.SaturatedRed * (r + g + b);
            red[i] = ((int)Math.Max(0, r - g - b) << 1) | (saturated ? 1 : 0);
        }
    }

    /// <summary>Adds every row of the strip; returns how many.</summary>
    protected abstract int AddRows(in FlashSurface strip);

    /// <summary>Adds a row of four-byte pixels in sRGB codes.</summary>
    protected void AddRow(ReadOnlySpan<byte> pixels)
    {
        MakeRoom();
        FlashLight.AddRow(pixels, _sums);
    }

    /// <summary>Adds a row of four-sample pixels in sRGB codes of 15 bits.</summary>
    protected void AddRow(ReadOnlySpan<short> pixels)
    {
        MakeRoom();
        FlashLight.AddRow(pixels, _sums);
    }

    private void MakeRoom()
    {
        if (_rowsInSums == FlashLight.RowsPerSum)
        {
            Flush();
        }

        _rowsInSums++;
    }

    private void Flush()
    {
        ReadOnlySpan<ulong> pixels = MemoryMarshal.Cast<ushort, ulong>(_sums);
        for (int i = 0; i < _cells.Length; i++)
        {
            int start = i * _pixelsPerCell;
            Vector128<int> sum = _cells[i];
            foreach (ulong pixel in pixels.Slice(start, Math.Min(_pixelsPerCell, pixels.Length - start)))
            {
                sum += Vector128.WidenLower(Vector128.CreateScalarUnsafe(pixel).AsUInt16()).AsInt32();
            }

            _cells[i] = sum;
        }

        Array.Clear(_sums);
        _rowsInSums = 0;
    }
}
