namespace EmoVid.Realtime.Generation;

/// <summary>How an <see cref="ActorThread"/> works.</summary>
public sealed class ActorThreadOptions
{
    /// <summary>Actors of one generator whose networks run at once where several are due, 1 to <see cref="ActorBatch.MostOfAny"/>. Default 1: on a CPU
    /// a shared run saves some hundredths of the work and lets the actor that waits longest wait for the others. A device that a host's GPU work
    /// does not already fill may gain by more.</summary>
    public int ActorsAtOnce { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ActorsAtOnce, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ActorsAtOnce, ActorBatch.MostOfAny);
    }
}
