using System.Runtime.InteropServices;

namespace EmoVid.Realtime;

/// <summary>The motion of one instant as a device takes it: the warp as it is, and of the paint only the cells around those that are painted,
/// eight bytes each instead of twenty.</summary>
/// <remarks>
/// <para>Words: the warp's floats; then for every cell of <see cref="Box"/>, row by row, its lower word; then the upper ones. Lower: red in bits
/// 0-11, green in 12-23, the lower eight bits of blue in 24-31. Upper: the upper four bits of blue in 0-3, alpha in 4-15, the mask in 16-31.
/// Colours are n / 4095 and the mask is n / 65535, so that no code of eight bits is more than 0.04 off. What lies outside [0, 1] is
/// clamped and what is no number is 0.</para>
/// </remarks>
internal sealed class PackedMotion
{
    private const float ColorSteps = 4095, MaskSteps = 65535;

    // One number for all that is at rest, so that it is copied to a device once.
    private const long AtRest = 1;

    private static long _versions = AtRest;

    private readonly uint[] _words;
    private readonly int _warpCount;
    private readonly int _paintSize;
    private int _holders;

    public PackedMotion(int warpSize, int paintSize)
    {
        (_warpCount, _paintSize) = (MotionFields.WarpChannels * warpSize * warpSize, paintSize);
        _words = new uint[CountWords(warpSize, paintSize)];
    }

    /// <summary>Tells contents apart, in the whole process: two of one version are equal. 0: none yet.</summary>
    public long Version { get; private set; }

    /// <summary>The cells whose paint is here.</summary>
    public PixelRectangle Box { get; private set; }

    /// <summary>The cells outside which the mask is 0. With whatever a pixel reads beside them they lie inside <see cref="Box"/>.</summary>
    public PixelRectangle Painted { get; private set; }

    /// <summary>The cells of the warp outside which the tint is 1.</summary>
    public PixelRectangle Tinted { get; private set; }

    /// <summary>The words in use.</summary>
    public ReadOnlySpan<uint> Words => _words.AsSpan(0, _warpCount + 2 * Box.Width * Box.Height);

    /// <summary>The warp's values.</summary>
    public ReadOnlySpan<float> Warp => MemoryMarshal.Cast<uint, float>(_words.AsSpan(0, _warpCount));

    /// <summary>Words that the whole of a motion takes at most.</summary>
    public static int CountWords(int warpSize, int paintSize) => MotionFields.WarpChannels * warpSize * warpSize + 2 * paintSize * paintSize;

    /// <summary>Takes a free motion for its first holder; false where somebody holds it.</summary>
    public bool TryRent() => Interlocked.CompareExchange(ref _holders, 1, 0) == 0;

    /// <summary>Another holds it besides; it stays as it is until all have let go.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>A holder lets go.</summary>
    public void Release() => Interlocked.Decrement(ref _holders);

    /// <summary>Takes fields over.</summary>
    /// <param name="fields">Of the sizes of the constructor.</param>
    /// <param name="painted">Their <see cref="PaintedRegion.Cells"/>.</param>
    /// <param name="box">Cells to keep besides.</param>
    public void Pack(MotionFields fields, PixelRectangle painted, PixelRectangle box)
    {
        Version = Interlocked.Increment(ref _versions);
        (Painted, Tinted) = (painted, PaintedRegion.TintedCells(fields));
        Box = PaintedRegion.Union(PaintedRegion.Neighbourhood(painted, _paintSize), box);
        fields.Warp.CopyTo(MemoryMarshal.Cast<uint, float>(_words.AsSpan(0, _warpCount)));
        int cells = Box.Width * Box.Height;
        for (int row = 0; row < Box.Height; row++)
        {
            int at = (Box.Y + row) * _paintSize + Box.X;
            ReadOnlySpan<float> mask = Plane(fields, 0, at), red = Plane(fields, 1, at), green = Plane(fields, 2, at), blue = Plane(fields, 3, at), alpha = Plane(fields, 4, at);
            Span<uint> lower = _words.AsSpan(_warpCount + row * Box.Width, Box.Width), upper = _words.AsSpan(_warpCount + cells + row * Box.Width, Box.Width);
            for (int i = 0; i < lower.Length; i++)
            {
                uint b = Steps(blue[i], ColorSteps);
                lower[i] = Steps(red[i], ColorSteps) | Steps(green[i], ColorSteps) << 12 | b << 24;
                upper[i] = b >> 8 | Steps(alpha[i], ColorSteps) << 4 | Steps(mask[i], MaskSteps) << 16;
            }
        }
    }

    /// <summary>No motion, and nothing painted.</summary>
    public void SetIdentity()
    {
        if (Version != AtRest)
        {
            (Version, Painted, Tinted, Box) = (AtRest, default, default, default);
            Span<float> warp = MemoryMarshal.Cast<uint, float>(_words.AsSpan(0, _warpCount));
            int flow = 2 * _warpCount / MotionFields.WarpChannels;
            warp[..flow].Clear();
            warp[flow..].Fill(1f);
        }
    }

    /// <summary>One value of the paint, of a cell of <see cref="Box"/>; channels as <see cref="MotionFields.Paint"/> has them.</summary>
    public float PaintAt(int channel, int column, int row)
    {
        int at = _warpCount + (row - Box.Y) * Box.Width + column - Box.X;
        uint lower = _words[at], upper = _words[at + Box.Width * Box.Height];
        return channel switch
        {
            0 => (upper >> 16) / MaskSteps,
            1 => (lower & 0xfff) / ColorSteps,
            2 => (lower >> 12 & 0xfff) / ColorSteps,
            3 => (lower >> 24 | (upper & 0xf) << 8) / ColorSteps,
            _ => (upper >> 4 & 0xfff) / ColorSteps,
        };
    }

    private ReadOnlySpan<float> Plane(MotionFields fields, int channel, int at) =>
        fields.Paint.AsSpan(channel * _paintSize * _paintSize + at, Box.Width);

    private static uint Steps(float value, float steps) => value > 0 ? (uint)(Math.Min(value, 1f) * steps + 0.5f) : 0;
}
