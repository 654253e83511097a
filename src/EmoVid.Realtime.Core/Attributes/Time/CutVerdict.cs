namespace EmoVid.Realtime;

/// <summary>What a <see cref="CutDetector"/> makes of a frame.</summary>
public enum CutVerdict
{
    /// <summary>The shot goes on.</summary>
    Steady,

    /// <summary>The look jumped at this frame: a cut or a flash, later frames will tell.</summary>
    Suspected,

    /// <summary>Still undecided.</summary>
    Undecided,

    /// <summary>The look jumped once more while it was undecided: if this is a cut, then here.</summary>
    Moved,

    /// <summary>The old look came back, or only the light changed, or everything moves: no cut.</summary>
    Dismissed,

    /// <summary>The new look stayed: there was a cut at <see cref="CutDetector.SuspectedAt"/>.</summary>
    Confirmed,
}
