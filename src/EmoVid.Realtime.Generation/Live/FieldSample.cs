using System.Numerics.Tensors;

namespace EmoVid.Realtime.Generation;

/// <summary>Fields and the time that they belong to, and the same for a device where one asks.</summary>
internal sealed class FieldSample(MotionFields fields, PackedMotionPool pool)
{
    private PackedMotion? _packed;
    private PixelRectangle? _painted;

    public MotionFields Fields { get; } = fields;

    public double Time { get; set; }

    /// <summary>The cells that are packed; null before <see cref="Pack"/>.</summary>
    public PixelRectangle? Box => _packed?.Box;

    private PixelRectangle Painted => _painted ??= PaintedRegion.Cells(Fields);

    private PixelRectangle Needed => PaintedRegion.Neighbourhood(Painted, Fields.PaintSize);

    /// <summary>Interpolates linearly between two samples; before the first and behind the second it holds them.</summary>
    public static void Between(FieldSample from, FieldSample to, double time, MotionFields destination, bool paints = true)
    {
        float amount = Amount(from, to, time);
        TensorPrimitives.Lerp(from.Fields.Warp, to.Fields.Warp, amount, destination.Warp);
        if (paints)
        {
            TensorPrimitives.Lerp(from.Fields.Paint, to.Fields.Paint, amount, destination.Paint);
        }
        else
        {
            // Without a mask nothing else of the paint is read, and without a tint the still needs no pass of its own.
            destination.Paint.AsSpan(0, destination.PaintSize * destination.PaintSize).Clear();
            destination.Tint.Fill(1f);
        }
    }

    /// <summary>The same for a device: costs next to nothing where both samples are packed, which the blend then holds.</summary>
    public static void Between(FieldSample from, FieldSample to, double time, MotionBlend destination, bool paints = true)
    {
        float amount = Amount(from, to, time);
        if (amount < 1)
        {
            PackPair(from, to);
        }
        else
        {
            to.Pack(default);
        }

        PackedMotion end = to._packed!;
        destination.Take(from._packed ?? end, end, amount, paints);
    }

    /// <summary>Packs two neighbours, each with the cells around those that the other paints: where only one paints, the colours of both count.</summary>
    public static void PackPair(FieldSample from, FieldSample to)
    {
        to.Pack(from.Needed);
        from.Pack(to.Needed);
    }

    /// <summary>Packs the fields, with these cells at least; nothing where that was done.</summary>
    public void Pack(PixelRectangle cells)
    {
        if (_packed is null || PaintedRegion.Union(_packed.Box, cells) != _packed.Box)
        {
            Replace(PackAnew(PaintedRegion.Union(Box ?? default, cells)));
        }
    }

    /// <summary>Packs the fields with these cells for <see cref="Replace"/>, whatever holds the sample meanwhile.</summary>
    public PackedMotion PackAnew(PixelRectangle cells)
    {
        PackedMotion packed = pool.Rent();
        packed.Pack(Fields, Painted, cells);
        return packed;
    }

    /// <summary>Takes what was packed anew over.</summary>
    public void Replace(PackedMotion? packed)
    {
        _packed?.Release();
        _packed = packed;
    }

    /// <summary>The fields were written anew.</summary>
    public void Change()
    {
        Replace(null);
        _painted = null;
    }

    private static float Amount(FieldSample from, FieldSample to, double time) =>
        to.Time > from.Time ? (float)Math.Clamp((time - from.Time) / (to.Time - from.Time), 0, 1) : 1f;
}
