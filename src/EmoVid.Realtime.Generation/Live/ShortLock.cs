namespace EmoVid.Realtime.Generation;

/// <summary>A lock for some reads and writes of plain values. Whoever finds it taken spins and then yields; unlike <see cref="Lock"/>, whose first wait makes an event,
/// it never allocates.</summary>
/// <remarks>Any thread; not to be entered twice by one.</remarks>
internal sealed class ShortLock
{
    private SpinLock _lock = new(enableThreadOwnerTracking: false);

    /// <summary>Takes the lock until what is returned is disposed.</summary>
    public Held Enter()
    {
        bool isTaken = false;
        _lock.Enter(ref isTaken);
        return new Held(this);
    }

    /// <summary>The lock while it is taken.</summary>
    public readonly ref struct Held(ShortLock owner)
    {
        public void Dispose() => owner._lock.Exit(useMemoryBarrier: true);
    }
}
