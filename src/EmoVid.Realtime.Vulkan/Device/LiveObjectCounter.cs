namespace EmoVid.Realtime.Vulkan;

/// <summary>Counts the Vulkan objects of one device that exist, so that a test can demand zero. Any thread.</summary>
internal sealed class LiveObjectCounter
{
    private int _live;
    private long _created;

    public int Live => Volatile.Read(ref _live);

    public long Created => Interlocked.Read(ref _created);

    public void Add()
    {
        Interlocked.Increment(ref _live);
        Interlocked.Increment(ref _created);
    }

    public void Remove() => Interlocked.Decrement(ref _live);
}
