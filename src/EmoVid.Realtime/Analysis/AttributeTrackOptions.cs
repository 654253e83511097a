namespace EmoVid.Realtime;

/// <summary>What of a clip is measured.</summary>
public sealed record AttributeTrackOptions
{
    /// <summary>How EmoVid samples: every 20th frame.</summary>
    public const int EmoVidEvery = 20;

    /// <summary>The options of calls that bring none.</summary>
    public static AttributeTrackOptions Default { get; } = new();

    /// <summary>Measures every n-th frame, from the first on; at least 1.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The part that is measured; null for the whole frame. Of 4:2:0 video it begins at an even column and row.</summary>
    public FrameRegion? Region { get; init; }

    /// <summary>Coverage by the red channel of a picture of the frame's size: black pixels do not count; null for all. Alpha of
    /// the picture counts too, so a cut-out picture is its own mask where it is white.</summary>
    public RgbaImage? Mask { get; init; }

    /// <summary>How cuts are found.</summary>
    public CutDetectorOptions Cuts { get; init; } = CutDetectorOptions.Default;

    /// <summary>Keeps a row for every measured frame; without them a track of any length takes a few kilobytes.</summary>
    public bool KeepSamples { get; init; } = true;
}
