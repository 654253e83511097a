using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EmoVid.Realtime;

/// <summary>Composes on the calling thread with SIMD: the engine of machines without Vulkan, and the reference for the shader.
/// What it computes is defined by <see cref="MotionFields"/> and <see cref="IStickerCompositor"/>.</summary>
/// <remarks>One thread at a time. Allocates when the still, the output's size or a field's size changes, otherwise nothing.
/// A NaN in the fields makes the pixels it reaches transparent and nothing else.</remarks>
public sealed class CpuStickerCompositor : IStickerCompositor
{
    private const int MaskLane = 4;

    private readonly FieldRows _warp = new([4, 5, 0, 1, 2], restingLane3: 1f);
    private readonly FieldRows _paint = new([MaskLane, 0, 1, 2, 3], restingLane3: 0f);
    private RgbaImage? _source;
    private StickerPlacement _placement;
    private BicubicStill? _still;
    private int _stillOutputSize;

    /// <inheritdoc/>
    public string Device => "cpu";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The placement's scale is not positive or a number in it is not finite.</exception>
    public void SetStill(in FrameView still, StickerPlacement placement)
    {
        StillResampler.CheckPlacement(placement);
        if (_source is null || _source.Width != still.Width || _source.Height != still.Height)
        {
            _source = new RgbaImage(still.Width, still.Height, AlphaMode.Premultiplied);
        }

        AlphaConversion.Convert(still, _source.Target);
        _placement = placement;
        _still = null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The target is not a square of premultiplied RGBA8.</exception>
    public void Compose(MotionFields fields, FrameTarget target)
    {
        ArgumentNullException.ThrowIfNull(fields);
        CompositorTarget.Check(target);
        if (_source is null)
        {
            throw new InvalidOperationException("Compose was called before SetStill.");
        }

        int size = target.Width;
        if (_still is null || _stillOutputSize != size)
        {
            _still = new BicubicStill(StillResampler.ForOutput(_source.View, _placement, size));
            _stillOutputSize = size;
        }

        _warp.Load(fields.Warp, fields.WarpSize, size);
        _paint.Load(fields.Paint, fields.PaintSize, size);
        for (int y = 0; y < size; y++)
        {
            _warp.MoveTo(y);
            Span<uint> row = MemoryMarshal.Cast<byte, uint>(target.Row(y));
            if (_paint.IsZero(y, MaskLane))
            {
                ComposeRow<WithoutPaint>(_still, y, row);
            }
            else
            {
                _paint.MoveTo(y);
                ComposeRow<WithPaint>(_still, y, row);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void ComposeRow<TPaint>(BicubicStill still, int y, Span<uint> output)
        where TPaint : struct, IPaint
    {
        float sourcePixels = still.Placement.SourcePixelsPerCanvas;
        Vector128<float> scale = Vector128.Create(sourcePixels, sourcePixels, 0f, 0f);
        float pixelsPerOutput = sourcePixels / output.Length;
        float startX = 0.5f * pixelsPerOutput - still.Placement.OffsetX - 0.5f;
        float startY = (y + 0.5f) * pixelsPerOutput - still.Placement.OffsetY - 0.5f;
        ReadOnlySpan<Vector256<float>> warpRow = _warp.Row, paintRow = _paint.Row;
        ReadOnlySpan<int> warpFirst = _warp.Taps.FirstPadded, paintFirst = _paint.Taps.FirstPadded;
        ReadOnlySpan<Vector128<float>> warpWeights = MemoryMarshal.Cast<float, Vector128<float>>(_warp.Taps.Weights);
        ReadOnlySpan<Vector128<float>> paintWeights = MemoryMarshal.Cast<float, Vector128<float>>(_paint.Taps.Weights);
        for (int x = 0; x < output.Length; x++)
        {
            Vector256<float> motion = Blend(warpRow.Slice(warpFirst[x], 4), warpWeights[x]);
            Vector128<float> rest = Vector128.Create(startX + x * pixelsPerOutput, startY, 0f, 0f);
            bool hasColor = still.TrySample(Vector128.MultiplyAddEstimate(motion.GetUpper(), scale, rest), out Vector128<float> color);
            if (hasColor)
            {
                Vector128<float> alpha = Vector128.Min(Vector128.Max(Vector128.Shuffle(color, Vector128.Create(3, 3, 3, 3)), Vector128<float>.Zero), Vector128<float>.One);
                color = Vector128.Min(Vector128.Max(color * motion.GetLower(), Vector128<float>.Zero), alpha);
            }

            if (TPaint.IsPainted)
            {
                Vector256<float> painted = Blend(paintRow.Slice(paintFirst[x], 4), paintWeights[x]);
                Vector128<float> mask = Vector128.Create(painted.GetElement(MaskLane));
                color = Vector128.MultiplyAddEstimate(painted.GetLower() - color, mask, color);
            }
            else if (!hasColor)
            {
                output[x] = 0;
                continue;
            }

            output[x] = ToBytes(color);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Blend(ReadOnlySpan<Vector256<float>> cells, Vector128<float> weights)
    {
        Vector256<float> sum = cells[0] * Vector256.Create(weights.GetElement(0));
        sum = Vector256.MultiplyAddEstimate(cells[1], Vector256.Create(weights.GetElement(1)), sum);
        sum = Vector256.MultiplyAddEstimate(cells[2], Vector256.Create(weights.GetElement(2)), sum);
        return Vector256.MultiplyAddEstimate(cells[3], Vector256.Create(weights.GetElement(3)), sum);
    }

    /// <summary>⌊255·c + ½⌋, saturated; NaN becomes 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ToBytes(Vector128<float> color)
    {
        Vector128<float> scaled = Vector128.MultiplyAddEstimate(color, Vector128.Create(255f), Vector128.Create(0.5f));
        Vector128<float> limited = Vector128.MinNative(Vector128.Create(255.5f), Vector128.MaxNative(scaled, Vector128<float>.Zero));
        Vector128<int> codes = Vector128.ConvertToInt32Native(limited);
        Vector128<short> words = Vector128.Narrow(codes, codes);
        return Vector128.Narrow(words.AsUInt16(), words.AsUInt16()).AsUInt32().ToScalar();
    }

    /// <summary>Whether a row has paint on it, as a type so that rows without paint compile to a loop without it.</summary>
    private interface IPaint
    {
        static abstract bool IsPainted { get; }
    }

    private readonly struct WithPaint : IPaint
    {
        public static bool IsPainted => true;
    }

    private readonly struct WithoutPaint : IPaint
    {
        public static bool IsPainted => false;
    }
}
