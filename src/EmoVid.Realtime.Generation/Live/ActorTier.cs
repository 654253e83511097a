namespace EmoVid.Realtime.Generation;

/// <summary>How much of a generator's work an actor gets.</summary>
public enum ActorTier
{
    /// <summary>Warp and paint.</summary>
    Full,

    /// <summary>Body language alone: the networks run, nothing is painted or tinted, and the compositor's first pass falls away.</summary>
    WarpOnly,

    /// <summary>The still at rest; no network runs.</summary>
    Still,
}
