namespace EmoVid.Realtime.Generation;

/// <summary>What a run of a live actor's networks is for.</summary>
public enum LiveUpdateKind
{
    /// <summary>The next instant of the act.</summary>
    Next,

    /// <summary>A plain change of the mix, led over to from what is shown.</summary>
    Turn,

    /// <summary>The first instant, or the first after a jump of the host's time.</summary>
    Start,
}
