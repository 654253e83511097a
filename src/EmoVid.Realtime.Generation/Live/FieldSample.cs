using System.Numerics.Tensors;

namespace EmoVid.Realtime.Generation;

/// <summary>Fields and the time that they belong to, and the same for a device where one asks.</summary>
internal sealed class FieldSample(MotionFields fields)
{
    private readonly PackedMotion _packed = new(fields.WarpSize, fields.PaintSize);
    private PixelRectangle _painted;
    private bool _isPacked;

    public MotionFields Fields { get; } = fields;

    public double Time { get; set; }

    /// <summary>The cells that are packed; none before <see cref="Pack"/>.</summary>
    public PixelRectangle Box => _isPacked ? _packed.Box : default;

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
            // Without a mask nothing else of the paint is read.
            destination.Paint.AsSpan(0, destination.PaintSize * destination.PaintSize).Clear();
        }
    }

    /// <summary>The same for a device: costs next to nothing where the blend knows both samples.</summary>
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

        destination.Take(from._packed, to._packed, amount, paints);
    }

    /// <summary>Packs two neighbours, each with the cells that the other paints: where only one paints, the colours of both count.</summary>
    public static void PackPair(FieldSample from, FieldSample to)
    {
        to.Pack(from.Box);
        from.Pack(to.Box);
        to.Pack(from.Box);
    }

    /// <summary>Packs the fields, with these cells at least; nothing where that was done.</summary>
    public void Pack(PixelRectangle cells)
    {
        if (!_isPacked)
        {
            _painted = PaintedRegion.Cells(Fields);
        }
        else if (PaintedRegion.Union(_packed.Box, cells) == _packed.Box)
        {
            return;
        }

        _packed.Pack(Fields, _painted, PaintedRegion.Union(Box, cells));
        _isPacked = true;
    }

    /// <summary>The fields were written anew.</summary>
    public void Change() => _isPacked = false;

    private static float Amount(FieldSample from, FieldSample to, double time) =>
        to.Time > from.Time ? (float)Math.Clamp((time - from.Time) / (to.Time - from.Time), 0, 1) : 1f;
}
