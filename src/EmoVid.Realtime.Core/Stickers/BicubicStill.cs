using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>A premultiplied still as floats on its <see cref="StillRaster"/>, with a transparent border, laid out for Catmull-Rom
/// sampling without a bounds check a tap.</summary>
internal sealed class BicubicStill
{
    /// <summary>Transparent pixels on every side: a 4×4 window whose corner is clamped to this border is empty.</summary>
    private const int Border = 4;

    private readonly int _stride;
    private readonly Vector128<int> _firstTap;
    private readonly Vector128<int> _lastCorner;
    private readonly Vector128<float>[] _pixels;

    /// <summary>For each window corner, whether any of its 4×4 pixels may be other than transparent.</summary>
    private readonly bool[] _covered;

    public BicubicStill(PlacedStill still)
    {
        Raster = StillRaster.Of(still);
        RgbaImage image = still.Image;
        _stride = Raster.Width + 2 * Border;
        int height = Raster.Height + 2 * Border;
        _firstTap = Vector128.Create(Border - 1 + Raster.MarginLeft, Border - 1 + Raster.MarginTop, 0, 0);
        _lastCorner = Vector128.Create(_stride - Border, height - Border, 0, 0);
        _pixels = new Vector128<float>[_stride * height];
        _covered = new bool[_stride * height];
        for (int y = 0; y < image.Height; y++)
        {
            Span<Vector128<float>> row = Row(y + Raster.MarginTop).Slice(Raster.MarginLeft, image.Width);
            PremultipliedRow.Read(image.View, y, MemoryMarshal.Cast<Vector128<float>, float>(row));
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x].GetElement(3) != 0)
                {
                    MarkWindows(x + Raster.MarginLeft, y + Raster.MarginTop, 1);
                }
            }
        }
    }

    private BicubicStill(BicubicStill other)
    {
        (Raster, _stride, _firstTap, _lastCorner) = (other.Raster, other._stride, other._firstTap, other._lastCorner);
        _pixels = [.. other._pixels];
        _covered = [.. other._covered];
    }

    /// <summary>The grid of the pixels.</summary>
    public StillRaster Raster { get; }

    /// <summary>A copy that can be painted.</summary>
    public BicubicStill Copy() => new(this);

    /// <summary>A row of the raster, premultiplied RGBA.</summary>
    public Span<Vector128<float>> Row(int y) => _pixels.AsSpan((y + Border) * _stride + Border, Raster.Width);

    /// <summary>Says that pixels of a row may be other than transparent from now on.</summary>
    public void MarkWindows(int x, int y, int count)
    {
        for (int cornerY = y + Border - 3; cornerY <= y + Border; cornerY++)
        {
            _covered.AsSpan(cornerY * _stride + x + Border - 3, count + 3).Fill(true);
        }
    }

    /// <summary>Takes a region back from the still that this is a copy of; the pixels of another region are about to be written anew.</summary>
    public void Restore(BicubicStill original, PixelRectangle region, PixelRectangle except)
    {
        int right = region.X + region.Width;
        for (int y = region.Y; y < region.Y + region.Height; y++)
        {
            bool isWritten = y >= except.Y && y < except.Y + except.Height;
            CopyPixels(original, y, region.X, isWritten ? Math.Min(right, except.X) : right);
            CopyPixels(original, y, isWritten ? Math.Max(region.X, except.X + except.Width) : right, right);
        }

        for (int cornerY = region.Y + Border - 3; cornerY < region.Y + region.Height + Border; cornerY++)
        {
            int start = cornerY * _stride + region.X + Border - 3;
            original._covered.AsSpan(start, region.Width + 3).CopyTo(_covered.AsSpan(start));
        }
    }

    /// <summary>Samples at a source position, in pixels with pixel centres at whole numbers.</summary>
    /// <param name="position">x in lane 0, y in lane 1. NaN and far-away positions are transparent.</param>
    /// <param name="color">Premultiplied RGBA; the filter may overshoot [0, 1] by an eighth.</param>
    /// <returns>False, with zero colour, where the still has nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySample(Vector128<float> position, out Vector128<float> color)
    {
        // Catmull-Rom (a = -1/2): rows are the coefficients of 1, t, t², t³ for taps -1, 0, 1, 2 (Keys 1981).
        Vector256<float> c0 = Vector256.Create(0f, 1f, 0f, 0f, 0f, 1f, 0f, 0f);
        Vector256<float> c1 = Vector256.Create(-0.5f, 0f, 0.5f, 0f, -0.5f, 0f, 0.5f, 0f);
        Vector256<float> c2 = Vector256.Create(1f, -2.5f, 2f, -0.5f, 1f, -2.5f, 2f, -0.5f);
        Vector256<float> c3 = Vector256.Create(-0.5f, 1.5f, -1.5f, 0.5f, -0.5f, 1.5f, -1.5f, 0.5f);

        Vector128<float> floor = Vector128.Floor(position);

        // The native conversion makes NaN and overflow a large negative number, which the clamp turns into the empty border.
        Vector128<int> corner = Vector128.ConvertToInt32Native(floor) + _firstTap;
        corner = Vector128.Max(Vector128.Min(corner, _lastCorner), Vector128<int>.Zero);
        int index = corner.GetElement(1) * _stride + corner.GetElement(0);
        if (!_covered[index])
        {
            color = default;
            return false;
        }

        Vector128<float> fraction = position - floor;
        Vector256<float> t = Vector256.Create(
            Vector128.Shuffle(fraction, Vector128.Create(0, 0, 0, 0)), Vector128.Shuffle(fraction, Vector128.Create(1, 1, 1, 1)));
        Vector256<float> weights = Vector256.MultiplyAddEstimate(Vector256.MultiplyAddEstimate(Vector256.MultiplyAddEstimate(c3, t, c2), t, c1), t, c0);
        Vector256<float> left = Vector256.Shuffle(weights, Vector256.Create(0, 0, 0, 0, 1, 1, 1, 1));
        Vector256<float> right = Vector256.Shuffle(weights, Vector256.Create(2, 2, 2, 2, 3, 3, 3, 3));

        // The corner is clamped so that the 4×4 window lies inside the padded pixels.
        ref float first = ref Unsafe.As<Vector128<float>, float>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_pixels), (nint)(uint)index));
        nuint step = (nuint)(uint)(4 * _stride);
        Vector256<float> sum = WindowRow(ref first, 0, left, right) * Vector256.Create(weights.GetElement(4));
        sum = Vector256.MultiplyAddEstimate(WindowRow(ref first, step, left, right), Vector256.Create(weights.GetElement(5)), sum);
        sum = Vector256.MultiplyAddEstimate(WindowRow(ref first, 2 * step, left, right), Vector256.Create(weights.GetElement(6)), sum);
        sum = Vector256.MultiplyAddEstimate(WindowRow(ref first, 3 * step, left, right), Vector256.Create(weights.GetElement(7)), sum);
        color = sum.GetLower() + sum.GetUpper();
        return true;
    }

    /// <summary>Even taps of one window row in the lower half, odd taps in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> WindowRow(ref float first, nuint offset, Vector256<float> left, Vector256<float> right) =>
        Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref first, offset + 8), right, Vector256.LoadUnsafe(ref first, offset) * left);

    private void CopyPixels(BicubicStill original, int y, int left, int right)
    {
        if (right > left)
        {
            original.Row(y)[left..right].CopyTo(Row(y)[left..]);
        }
    }
}
