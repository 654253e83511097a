using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>The short way of the most common case: <see cref="AttributeSet.Standard"/> of opaque 8-bit frames, straight from the frame's
/// bytes.</summary>
internal sealed unsafe partial class MeterBand
{
    /// <summary>Pixels of a frame from which on counting by pairs wins back what folding the pairs costs.</summary>
    private const long FewestPixelsByPairs = 1 << 18;

    private uint* _pairs;

    private bool TakesBytes => OpaqueBytesKernel.IsSupported && _set == AttributeSet.Standard && _frame.IsRgb && !_frame.IsWeighted
        && _frame.Encoding == ColorEncoding.Srgb && _frame.Format is PixelFormat.Rgba8 or PixelFormat.Bgra8
        && (long)_frame.Width * _frame.Height >= FewestPixelsByPairs;

    private void MeasureBytes(int top, int bottom)
    {
        if (_pairs == null)
        {
            _pairs = (uint*)NativeMemory.AlignedAlloc(OpaqueBytesKernel.PairCount * sizeof(uint), OpaqueBytesKernel.Step);
            new Span<uint>(_pairs, OpaqueBytesKernel.PairCount).Clear();
        }

        byte* start = _frame.Pixels + (long)top * _frame.Stride;
        int rows = bottom - top;
        Sums.Weight += (long)rows * _frame.Width * AttributeScale.WeightOne;
        if (_frame.Stride == _frame.Width * sizeof(uint))
        {
            AddBytes(start, (long)rows * _frame.Width);
            return;
        }

        for (int y = 0; y < rows; y++)
        {
            AddBytes(start + (long)y * _frame.Stride, _frame.Width);
        }
    }

    private void AddBytes(byte* pixels, long count)
    {
        while (count >= OpaqueBytesKernel.Step)
        {
            int taken = (int)Math.Min(count, OpaqueBytesKernel.MostPixels) & -OpaqueBytesKernel.Step;
            AddBytes(OpaqueBytesKernel.Add(pixels, taken, _frame.Format == PixelFormat.Bgra8, _pairs));
            pixels += taken * sizeof(uint);
            count -= taken;
        }

        if (count > 0)
        {
            // The rest beside black pixels, which are red of no saturation and add nothing else.
            uint* rest = stackalloc uint[OpaqueBytesKernel.Step];
            new Span<uint>(rest, OpaqueBytesKernel.Step).Clear();
            NativeMemory.Copy(pixels, rest, (nuint)count * sizeof(uint));
            AddBytes(OpaqueBytesKernel.Add((byte*)rest, OpaqueBytesKernel.Step, _frame.Format == PixelFormat.Bgra8, _pairs));
            long padding = OpaqueBytesKernel.Step - count;
            Sums.HueCos -= padding * AttributeScale.HueVectorOne * AttributeScale.WeightOne;
            _paddedPixels += padding;
        }
    }

    private void AddBytes(in OpaqueBytesKernel.Sums sums)
    {
        Sums.Value += sums.Value * AttributeScale.WeightOne;
        Sums.Saturation += sums.Saturation * AttributeScale.WeightOne;
        Sums.HueCos += sums.Cos * AttributeScale.WeightOne;
        Sums.HueSin += sums.Sin * AttributeScale.WeightOne;
        Sums.RedGreen += sums.RedGreen * AttributeScale.WeightOne;
        Sums.YellowBlue2 += sums.YellowBlue2 * AttributeScale.WeightOne;
        Sums.RedGreenSquared += sums.RedGreenSquared * AttributeScale.WeightOne;
        Sums.YellowBlue2Squared += sums.YellowBlue2Squared * AttributeScale.WeightOne;
    }
}
