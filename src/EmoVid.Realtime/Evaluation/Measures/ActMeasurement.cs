namespace EmoVid.Realtime;

/// <summary>What was read and measured on one act.</summary>
internal sealed record ActMeasurement
{
    public required string Character { get; init; }

    public required StickerKind Kind { get; init; }

    /// <summary>The emotion that was asked for, or that people gave a real clip.</summary>
    public required Emotion Target { get; init; }

    public required int Seed { get; init; }

    /// <summary>Mean of the expression judge's probabilities over the frames; empty on what is neither face nor avatar.</summary>
    public required float[] Expression { get; init; }

    /// <summary>Share of single frames whose expression is read as the target; NaN where none was read.</summary>
    public required double FrameAccuracy { get; init; }

    /// <summary>Mean of the motion judge's probabilities over its windows; empty for a clip that is too short.</summary>
    public required float[] Motion { get; init; }

    /// <summary>The motion judge's description of the act.</summary>
    public required float[] MotionFeatures { get; init; }

    /// <summary>Mean change of premultiplied colour and alpha from frame to frame, per opaque pixel of the first frame, in 0-1.</summary>
    public required double Energy { get; init; }

    /// <summary>Mean absolute difference of neighbouring frames over white, 0-255: what VBench's temporal flickering is made of.</summary>
    public required double FrameDifference { get; init; }

    /// <summary>The step from the last frame to the first, over the median step.</summary>
    public required double LoopClosure { get; init; }

    /// <summary>Frames at 16², for distances between acts; empty where none are asked for.</summary>
    public required float[] Thumbnail { get; init; }

    /// <summary>Identity, measured on some acts only.</summary>
    public IdentityMeasurement? Identity { get; init; }

    public Emotion ExpressionRead => (Emotion)Array.IndexOf(Expression, Expression.Max());

    public Emotion MotionRead => (Emotion)Array.IndexOf(Motion, Motion.Max());
}
