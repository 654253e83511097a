using System.Runtime.CompilerServices;

namespace EmoVid.Realtime;

/// <summary>What the steering adds to a mood's grade, in units of a step that shows: brightness, colorfulness, tints and hue.</summary>
[InlineArray(Count)]
internal struct SteeringOffsets
{
    public const int Count = 4;

    // One unit of each.
    private const float Brightness = 0.04f, Colorfulness = 0.2f, Tints = 0.3f, HueDegrees = 5f;

    /// <summary>The limits keep a steered mood recognisable, and faces on their side of the colour circle.</summary>
    private static readonly double[] Least = [-4, -4, -2.7, -2.4], Most = [4, 4, 2.5, 2.4];

    private double _first;

    public static SteeringOffsets Clamp(SteeringOffsets offsets)
    {
        for (int i = 0; i < Count; i++)
        {
            offsets[i] = Math.Clamp(offsets[i], Least[i], Most[i]);
        }

        return offsets;
    }

    /// <summary>Offsets of weak tints only: where else to begin when the mood's tints turn a scene's hue too far.</summary>
    public static SteeringOffsets WeakTints
    {
        get
        {
            SteeringOffsets offsets = default;
            offsets[2] = -2;
            return offsets;
        }
    }

    /// <summary>The offsets for a grade of another size: tints are in proportion to the mood's already.</summary>
    public readonly SteeringOffsets Scale(double factor)
    {
        SteeringOffsets scaled = this;
        scaled[0] *= factor;
        scaled[1] *= factor;
        scaled[3] *= factor;
        return scaled;
    }

    /// <summary>The mood's grade with the offsets.</summary>
    public readonly MoodGrade Apply(in MoodGrade mood)
    {
        float tints = Math.Max(0, 1 + (float)this[2] * Tints);
        float chroma = mood.Colorfulness + (1 + mood.Colorfulness) * (float)this[1] * Colorfulness;
        return new MoodGrade
        {
            Brightness = mood.Brightness + (float)this[0] * Brightness,
            Colorfulness = Math.Max(Math.Min(MostGrey - 1, mood.Colorfulness), chroma),
            HueRotationDegrees = mood.HueRotationDegrees + (float)this[3] * HueDegrees,
            Tint = mood.Tint * tints,
            Contrast = mood.Contrast,
            WarmCool = mood.WarmCool * tints,
            Shadows = mood.Shadows * tints,
            Highlights = mood.Highlights * tints,
        }.Clamp();
    }

    /// <summary>Chroma that is left at least, unless the mood itself leaves less: steering never makes a film black and white.</summary>
    private const float MostGrey = 0.15f;
}
