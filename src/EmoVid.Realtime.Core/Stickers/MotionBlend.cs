namespace EmoVid.Realtime;

/// <summary>A motion between two instants, in the form that a device takes: the fields of both and how far the way from one to the other is
/// gone. A device keeps the two, so that a frame between them costs the calling thread one number.</summary>
/// <remarks>
/// <para>Means the <see cref="MotionFields"/> that lie linearly between the two. The paint is kept in steps of 1/4095 and its mask in steps of
/// 1/65535, each clamped to [0, 1]; what is no number is 0 there. <see cref="CopyTo"/> gives the fields.</para>
/// <para>Preallocated and reused from frame to frame; one thread at a time.</para>
/// </remarks>
public sealed class MotionBlend
{
    private readonly PackedMotion _own;
    private PackedMotion? _ownFrom;
    private PackedMotion _from;
    private PackedMotion _to;

    /// <summary>Allocates a blend that leaves the still unchanged.</summary>
    /// <param name="warpSize">Cells along one side of the warp field, at least 4.</param>
    /// <param name="paintSize">Cells along one side of the paint field, at least 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 4.</exception>
    public MotionBlend(int warpSize, int paintSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(warpSize, 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(paintSize, 4);
        (WarpSize, PaintSize) = (warpSize, paintSize);
        _own = new PackedMotion(warpSize, paintSize);
        (_from, _to) = (_own, _own);
        SetIdentity();
    }

    /// <summary>Cells along one side of the warp field.</summary>
    public int WarpSize { get; }

    /// <summary>Cells along one side of the paint field.</summary>
    public int PaintSize { get; }

    /// <summary>How far the way is gone, 0 to 1.</summary>
    public float Amount { get; private set; }

    /// <summary>Whether anything may be painted or tinted.</summary>
    public bool Paints { get; private set; }

    /// <summary>Where the way begins; where it is gone whole, the end.</summary>
    internal PackedMotion From => Amount < 1 ? _from : _to;

    /// <summary>Where the way ends.</summary>
    internal PackedMotion To => _to;

    /// <summary>The cells of the paint field that both ends hold: all those that matter.</summary>
    internal PixelRectangle Box
    {
        get
        {
            PixelRectangle a = From.Box, b = To.Box;
            int left = Math.Max(a.X, b.X), top = Math.Max(a.Y, b.Y);
            int right = Math.Min(a.X + a.Width, b.X + b.Width), bottom = Math.Min(a.Y + a.Height, b.Y + b.Height);
            return Paints && right > left && bottom > top ? new PixelRectangle(left, top, right - left, bottom - top) : default;
        }
    }

    /// <summary>The cells outside which the mask is 0.</summary>
    internal PixelRectangle Painted => Paints ? PaintedRegion.Union(From.Painted, To.Painted) : default;

    /// <summary>The cells of the warp field outside which the tint is 1.</summary>
    internal PixelRectangle Tinted => Paints ? PaintedRegion.Union(From.Tinted, To.Tinted) : default;

    /// <summary>No motion, and nothing painted.</summary>
    public void SetIdentity()
    {
        Hold(ref _to, _own);
        _own.SetIdentity();
        (Amount, Paints) = (1, false);
    }

    /// <summary>Takes copies of two motions.</summary>
    /// <param name="from">Where the way begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="amount">How far it is gone, 0 to 1.</param>
    /// <exception cref="ArgumentException">Fields are of another size than the blend.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not in 0 to 1.</exception>
    public void Set(MotionFields from, MotionFields to, float amount)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        CheckSize(from, nameof(from));
        CheckSize(to, nameof(to));
        if (!(amount is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "A way is gone by 0 to 1.");
        }

        PixelRectangle first = PaintedRegion.Cells(from), second = PaintedRegion.Cells(to);
        PixelRectangle box = PaintedRegion.Neighbourhood(PaintedRegion.Union(first, second), PaintSize);
        Hold(ref _from, _ownFrom ??= new PackedMotion(WarpSize, PaintSize));
        Hold(ref _to, _own);
        _from.Pack(from, first, box);
        _to.Pack(to, second, box);
        (Amount, Paints) = (amount, true);
    }

    /// <summary>Writes the motion as fields, as the device interpolates it.</summary>
    /// <param name="destination">Receives it; of the blend's sizes.</param>
    /// <exception cref="ArgumentException">The fields are of another size.</exception>
    public void CopyTo(MotionFields destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        CheckSize(destination, nameof(destination));
        ReadOnlySpan<float> from = From.Warp, to = To.Warp;
        for (int i = 0; i < destination.Warp.Length; i++)
        {
            destination.Warp[i] = float.Lerp(from[i], to[i], Amount);
        }

        if (!Paints)
        {
            destination.Tint.Fill(1f);
        }

        destination.Paint.AsSpan().Clear();
        PixelRectangle box = Box;
        for (int channel = 0; channel < MotionFields.PaintChannels; channel++)
        {
            for (int row = box.Y; row < box.Y + box.Height; row++)
            {
                Span<float> cells = destination.Paint.AsSpan((channel * PaintSize + row) * PaintSize, PaintSize);
                for (int column = box.X; column < box.X + box.Width; column++)
                {
                    cells[column] = float.Lerp(From.PaintAt(channel, column, row), To.PaintAt(channel, column, row), Amount);
                }
            }
        }
    }

    /// <summary>Holds two motions, uncopied, whose boxes hold what either paints.</summary>
    internal void Take(PackedMotion from, PackedMotion to, float amount, bool paints)
    {
        (Amount, Paints) = (amount, paints);
        if (amount < 1)
        {
            Hold(ref _from, from);
        }

        Hold(ref _to, to);
    }

    private static void Hold(ref PackedMotion held, PackedMotion motion)
    {
        if (held != motion)
        {
            motion.Hold();
            held.Release();
            held = motion;
        }
    }

    private void CheckSize(MotionFields fields, string name)
    {
        if (fields.WarpSize != WarpSize || fields.PaintSize != PaintSize)
        {
            throw new ArgumentException($"A blend of {WarpSize} and {PaintSize} cells was given fields of {fields.WarpSize} and {fields.PaintSize}; make both of one size.", name);
        }
    }
}
