namespace EmoVid.Realtime;

/// <summary>What the generator says about one instant of a sticker: low-resolution fields over the canvas that the
/// compositor upsamples and applies at the output's resolution.</summary>
/// <remarks>
/// <para>Fields are planar [channel, row, column], float32. Cell (i, j) of an n×n field has its centre at canvas position
/// ((j + 0.5) / n, (i + 0.5) / n), where the canvas spans [0, 1] in both axes, origin top left, y down. The compositor
/// evaluates them between cells with the uniform cubic B-spline (a convex combination of 4×4 cells, so no overshoot),
/// with cells beyond the border repeating the border's.</para>
/// <para>Warp channels: 0 = dx, 1 = dy, the backward flow in canvas widths (the output at p shows the still at p + d);
/// 2, 3, 4 = gain of R, G, B, a factor on premultiplied sRGB-encoded colour of what is shown at p, 1 = unchanged;
/// 5, 6, 7 = tint of R, G, B, a factor on the still's own colour, 1 = unchanged. The tint stands in the still's coordinates, as paint
/// does, and lies under it: a tinted still keeps the colours of what is painted on it. Beyond the canvas there is none.</para>
/// <para>Paint channels: 0 = mask in [0, 1]; 1-4 = painted premultiplied sRGB-encoded R, G, B, A in [0, 1]. The paint lies on the still
/// and moves with it: it is laid over the still at the still's own pixels q on the canvas (extended to the whole canvas with transparent
/// ones) wherever the interpolated mask is above 0, and the warp then carries both. A mask of exactly 0 where the tint is exactly 1 costs nothing.</para>
/// <para>tinted(q) = clamp(tint(q) · still(q), 0, alpha of still(q)), its alpha the still's; painted(q) = (1 - mask(q)) · tinted(q) + mask(q) · paint(q);
/// output(p) = clamp(gain(p) · painted(p + d(p)), 0, alpha), where alpha is that of painted(p + d(p)) in [0, 1].</para>
/// <para>Preallocated and reused from frame to frame; one thread at a time.</para>
/// </remarks>
public sealed class MotionFields
{
    /// <summary>Channels of the warp field: dx, dy, gain R, gain G, gain B, tint R, tint G, tint B.</summary>
    public const int WarpChannels = 8;

    /// <summary>The first channel of the tint, which is the last of the warp field's parts.</summary>
    internal const int FirstTint = 5;

    /// <summary>Channels of the paint field: mask, R, G, B, A.</summary>
    public const int PaintChannels = 5;

    /// <summary>Allocates fields that leave the still unchanged.</summary>
    /// <param name="warpSize">Cells along one side of the warp field, at least 4.</param>
    /// <param name="paintSize">Cells along one side of the paint field, at least 4.</param>
    public MotionFields(int warpSize, int paintSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(warpSize, 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(paintSize, 4);
        WarpSize = warpSize;
        PaintSize = paintSize;
        Warp = new float[WarpChannels * warpSize * warpSize];
        Paint = new float[PaintChannels * paintSize * paintSize];
        SetIdentity();
    }

    /// <summary>Cells along one side of the warp field.</summary>
    public int WarpSize { get; }

    /// <summary>Cells along one side of the paint field.</summary>
    public int PaintSize { get; }

    /// <summary>[8, WarpSize, WarpSize]: dx, dy, gain R, gain G, gain B, tint R, tint G, tint B. Any finite number is held as it is; a gain or tint
    /// below 0 acts as 0.</summary>
    public float[] Warp { get; }

    /// <summary>The tint's three planes of <see cref="Warp"/>.</summary>
    public Span<float> Tint => Warp.AsSpan(FirstTint * WarpSize * WarpSize);

    /// <summary>[5, PaintSize, PaintSize]: mask, R, G, B, A.</summary>
    public float[] Paint { get; }

    /// <summary>Resets to no motion, gain and tint 1, and nothing painted.</summary>
    public void SetIdentity()
    {
        int cells = WarpSize * WarpSize;
        Warp.AsSpan(0, 2 * cells).Clear();
        Warp.AsSpan(2 * cells).Fill(1f);
        Paint.AsSpan().Clear();
    }
}
