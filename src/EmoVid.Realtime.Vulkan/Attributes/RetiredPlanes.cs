namespace EmoVid.Realtime.Vulkan;

/// <summary>Planes that became too small while frames in flight used them. They go when all frames taken before have been read, which
/// is when the device is done with them, whoever submitted the frames.</summary>
internal sealed class RetiredPlanes : IDisposable
{
    private readonly Queue<(long TakenBefore, IDisposable Plane)> _planes = new();

    /// <summary>Frames that the meter has taken so far.</summary>
    public long Taken { get; set; }

    /// <summary>Keeps a plane.</summary>
    public void Add(IDisposable? plane)
    {
        if (plane is not null)
        {
            _planes.Enqueue((Taken, plane));
        }
    }

    /// <summary>Frees what nothing uses any more.</summary>
    /// <param name="read">Frames whose results have been read.</param>
    public void Free(long read)
    {
        while (_planes.TryPeek(out (long TakenBefore, IDisposable Plane) oldest) && oldest.TakenBefore <= read)
        {
            _planes.Dequeue().Plane.Dispose();
        }
    }

    public void Dispose() => Free(long.MaxValue);
}
