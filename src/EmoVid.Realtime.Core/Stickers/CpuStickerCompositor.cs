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
    private readonly FieldRows _warp = new([4, 5, 0, 1, 2], restingLane3: 1f);
    private RgbaImage? _source;
    private StickerPlacement _placement;
    private StillPainter? _painter;
    private int _outputSize;

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
        _painter = null;
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
        if (_painter is null || _outputSize != size)
        {
            _painter = new StillPainter(new BicubicStill(StillResampler.ForOutput(_source.View, _placement, size)));
            _outputSize = size;
        }

        if (_warp.Columns.Cells != fields.WarpSize || _warp.Columns.Pixels != size)
        {
            var taps = SplineTaps.OverCanvas(fields.WarpSize, size);
            _warp.Use(taps, taps);
        }

        BicubicStill still = _painter.Paint(fields);
        _warp.Load(fields.Warp, new PixelRectangle(0, 0, size, size));
        for (int y = 0; y < size; y++)
        {
            _warp.MoveTo(y);
            WarpRow(still, y, MemoryMarshal.Cast<byte, uint>(target.Row(y)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void WarpRow(BicubicStill still, int y, Span<uint> output)
    {
        StickerPlacement placement = still.Raster.Placement;
        float sourcePixels = placement.SourcePixelsPerCanvas;
        Vector128<float> scale = Vector128.Create(sourcePixels, sourcePixels, 0f, 0f);
        float pixelsPerOutput = sourcePixels / output.Length;
        float startX = 0.5f * pixelsPerOutput - placement.OffsetX - 0.5f;
        float startY = (y + 0.5f) * pixelsPerOutput - placement.OffsetY - 0.5f;
        ReadOnlySpan<Vector256<float>> row = _warp.Row;
        ReadOnlySpan<int> first = _warp.Columns.FirstPadded;
        ReadOnlySpan<Vector128<float>> weights = MemoryMarshal.Cast<float, Vector128<float>>(_warp.Columns.Weights);
        for (int x = 0; x < output.Length; x++)
        {
            Vector256<float> motion = FieldRows.Blend(row.Slice(first[x], 4), weights[x]);
            Vector128<float> rest = Vector128.Create(startX + x * pixelsPerOutput, startY, 0f, 0f);
            if (still.TrySample(Vector128.MultiplyAddEstimate(motion.GetUpper(), scale, rest), out Vector128<float> color))
            {
                Vector128<float> alpha = Vector128.Min(Vector128.Max(Vector128.Shuffle(color, Vector128.Create(3, 3, 3, 3)), Vector128<float>.Zero), Vector128<float>.One);
                output[x] = ToBytes(Vector128.Min(Vector128.Max(color * motion.GetLower(), Vector128<float>.Zero), alpha));
            }
            else
            {
                output[x] = 0;
            }
        }
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
}
