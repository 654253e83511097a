using System.Numerics.Tensors;

namespace EmoVid.Realtime.Generation;

/// <summary>Fields and the time that they belong to.</summary>
internal sealed class FieldSample(MotionFields fields)
{
    public MotionFields Fields { get; } = fields;

    public double Time { get; set; }

    /// <summary>Interpolates linearly between two samples; before the first and behind the second it holds them.</summary>
    public static void Between(FieldSample from, FieldSample to, double time, MotionFields destination, bool paints = true)
    {
        float amount = to.Time > from.Time ? (float)Math.Clamp((time - from.Time) / (to.Time - from.Time), 0, 1) : 1f;
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
}
