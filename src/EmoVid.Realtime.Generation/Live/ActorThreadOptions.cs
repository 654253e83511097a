namespace EmoVid.Realtime.Generation;

/// <summary>How an <see cref="ActorThread"/> works.</summary>
public sealed class ActorThreadOptions
{
    /// <summary>Actors of one generator whose networks run at once where several are due, 1 to <see cref="ActorBatch.MostOfAny"/>. Default 1: on a CPU
    /// a shared run saves some hundredths of the work and lets the actor that waits longest wait for the others. A device that a host's GPU work
    /// does not already fill may gain by more.</summary>
    public int ActorsAtOnce { get; init; } = 1;

    /// <summary>Bytes that the motion fields of all live actors may take together; no limit by default. An actor for whose fields there is no room when it is added
    /// stays a still (<see cref="LiveActor.IsStillOnly"/>), and <see cref="Log"/> is told once. At least 0.</summary>
    public long MemoryLimitBytes { get; init; } = long.MaxValue;

    /// <summary>Takes lines for the user's log; null for none. Called by whoever adds an actor.</summary>
    public Action<string>? Log { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ActorsAtOnce, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ActorsAtOnce, ActorBatch.MostOfAny);
        ArgumentOutOfRangeException.ThrowIfNegative(MemoryLimitBytes);
    }
}
