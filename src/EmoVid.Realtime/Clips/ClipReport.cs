namespace EmoVid.Realtime;

/// <summary>What was measured while a clip was made.</summary>
public sealed record ClipReport
{
    /// <summary>Frames made.</summary>
    public required int Frames { get; init; }

    /// <summary>Attributes pooled over all frames, weighted by alpha.</summary>
    public required VisualAttributes Attributes { get; init; }

    /// <summary>The student network, per frame.</summary>
    public required TimingSummary Generator { get; init; }

    /// <summary>The sticker compositor, per frame, read back included.</summary>
    public required TimingSummary Compositor { get; init; }

    /// <summary>The attribute meter, per frame.</summary>
    public required TimingSummary Meter { get; init; }

    /// <summary>All sinks, per frame; they run beside the generator.</summary>
    public required TimingSummary Sinks { get; init; }

    /// <summary>Milliseconds of the appearance network, once a still.</summary>
    public required double AppearanceMilliseconds { get; init; }

    /// <summary>Milliseconds of the motion network, once a clip.</summary>
    public required double MotionMilliseconds { get; init; }

    /// <summary>Wall clock of the whole clip, in seconds.</summary>
    public required double Seconds { get; init; }
}
